import { describe, expect, test } from 'vitest';
import { execute, PROGRAM_TIME } from './program.js';

/** Prints every error that reaches the host, and how often. */
const LISTEN = `
  let times = 0;
  process.on('uncaughtException', (error) => {
    const suppressed = suspendable.getSuppressed(error).map((e) => e.name);
    console.log(++times, error instanceof Error ? error.message : String(error), suppressed.join());
  });
  process.on('unhandledRejection', () => console.log('unhandled rejection'));
  process.on('exit', () => console.log('end'));
`;

describe('a failure that nobody handles', { timeout: PROGRAM_TIME, concurrent: true }, () => {
  const roots: Record<string, string> = {
    launch: `suspendable.GlobalScope.launch(() => { throw new Error('boom'); });`,
    'launch after a suspension': `
      suspendable.GlobalScope.launch(function* () { yield* suspendable.delay(5); throw new Error('boom'); });`,
    'a child of a supervisor': `
      const scope = new suspendable.CoroutineScope(new suspendable.SupervisorJob());
      scope.launch(function* ({ launch }) { launch(() => { throw new Error('boom'); }); });`,
  };
  for (const [name, source] of Object.entries(roots)) {
    test(`${name}: it reaches the host exactly once`, async () => {
      const { lines } = await execute(`${LISTEN}\n${source}\n`);
      expect(lines).toEqual(['1 boom DiagnosticCoroutineContextException', 'end']);
    });
  }

  test('any thrown value reaches it as it is', async () => {
    const { lines } = await execute(`${LISTEN}
      for (const value of ['text', 5, null, undefined]) suspendable.GlobalScope.launch(() => { throw value; });
      
    `);
    expect(lines).toEqual(['1 text ', '2 5 ', '3 null ', '4 undefined ', 'end']);
  });

  test('other coroutines of that turn go on', async () => {
    const { lines } = await execute(`${LISTEN}
      const { GlobalScope } = suspendable;
      GlobalScope.launch(() => { throw new Error('boom'); });
      GlobalScope.launch(() => console.log('other'));
    `);
    expect(lines).toEqual(['other', '1 boom DiagnosticCoroutineContextException', 'end']);
  });

  test('nobody listening, the process ends with 1 and its trace', async () => {
    const ended = await execute(`suspendable.GlobalScope.launch(() => { throw new Error('boom'); });`);
    expect(ended.code).toBe(1);
    expect(ended.messages).toMatch(/Error: boom\n {4}at /);
  });

  test('a handler that throws is reported with what it handled', async () => {
    const { lines } = await execute(`${LISTEN}
      const { CoroutineExceptionHandler, GlobalScope } = suspendable;
      const handler = new CoroutineExceptionHandler(() => { throw new Error('handler'); });
      GlobalScope.launch(handler, () => { throw new Error('boom'); });
    `);
    expect(lines).toEqual([
      '1 Exception while trying to handle coroutine exception Error,DiagnosticCoroutineContextException',
      'end',
    ]);
  });

  test('the failure of async or run reaches only who asks', async () => {
    const { lines } = await execute(`${LISTEN}
      const { GlobalScope, run } = suspendable;
      GlobalScope.async(() => { throw new Error('boom'); });
      run(() => { throw new Error('boom'); }).catch((error) => console.log('caught', error.message));
      
    `);
    expect(lines).toEqual(['caught boom', 'end']);
  });

  test('a promise of run that nobody looks at is unhandled', async () => {
    const { lines } = await execute(`${LISTEN}
      suspendable.run(() => { throw new Error('boom'); });
    `);
    expect(lines).toEqual(['unhandled rejection', 'end']);
  });
});

describe('coroutines that only yield', { timeout: 3 * PROGRAM_TIME }, () => {
  /** How often an interval of 10 ms fires in 1 s beside `load`, an expression that is awaited. */
  async function ticksBeside(load: string): Promise<number> {
    const { lines } = await execute(`
      const { run, withTimeoutOrNull, yieldNow } = suspendable;
      let ticks = 0;
      const interval = setInterval(() => ticks++, 10);
      await ${load};
      clearInterval(interval);
      console.log(ticks);
    `);
    return Number(lines[0]);
  }
  const YIELDING = `run(() => withTimeoutOrNull(1000, ({ launch }) => {
    for (let i = 0; i < 10; i++) launch(function* () { for (;;) yield* yieldNow(); });
  }))`;
  const IMMEDIATES = `new Promise((resolve) => {
    const end = performance.now() + 1000;
    const turn = () => (performance.now() < end ? setImmediate(turn) : resolve());
    turn();
  })`;

  test('in 1 s a host interval of 10 ms gets 90 turns', async () => {
    let ticks = 0;
    let enough = 90;
    for (let attempt = 0; attempt < 3 && ticks < enough; attempt++) {
      ticks = await ticksBeside(YIELDING);
      // Where the machine is too busy even for the host's own loop, as many as beside that one, but for a few.
      if (ticks < enough) enough = Math.min(90, (await ticksBeside(IMMEDIATES)) * 0.9);
    }
    expect(ticks).toBeGreaterThanOrEqual(enough);
  });

  test('I/O of the host completes among them', async () => {
    const { lines } = await execute(`
      import { readFile } from 'node:fs';
      const { run, yieldNow } = suspendable;
      let length = 0;
      readFile('package.json', (_error, data) => { length = data.length; });
      await run(function* () { while (length === 0) yield* yieldNow(); });
      console.log(length > 0);
    `);
    expect(lines).toEqual(['true']);
  });

  test('an idle program ends, whatever was cancelled', async () => {
    const ended = await execute(`
      const { CoroutineScope, delay, Dispatchers, Job } = suspendable;
      const scope = new CoroutineScope(new Job().plus(Dispatchers.Default));
      scope.launch(() => delay(3_600_000));
      scope.launch(() => delay(Infinity));
      setTimeout(() => { scope.cancel(); console.log('cancelled'); }, 5);
    `);
    expect(ended).toEqual({ lines: ['cancelled'], messages: '', code: 0, signal: null });
  });
});
