import { IllegalArgumentException, IllegalStateException, runMain } from 'suspendable';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { execute, PROGRAM_TIME, Program } from './program.js';

/** A program that waits until it is stopped, and then cleans up for a while. */
function waiting(options: string, cleanup = ''): string {
  return `
    const { awaitCancellation, delay, NonCancellable, runMain, withContext } = suspendable;
    runMain(function* () {
      try {
        console.log('ready');
        setInterval(() => {}, 1000).unref();
        yield* delay(60_000);
      } catch (error) {
        console.log(String(error));
        throw error;
      } finally {
        ${cleanup}
        yield* withContext(NonCancellable, () => delay(20));
        console.log('cleaned up');
      }
    }, ${options});
  `;
}

describe('runMain', { timeout: PROGRAM_TIME, concurrent: true }, () => {
  test('a program that ends well exits with 0', async () => {
    const ended = await execute(`
      const { delay, runMain } = suspendable;
      runMain(function* ({ launch }) {
        launch(function* () { yield* delay(5); console.log('child'); });
        console.log('block');
      });
      console.log('called');
    `);
    expect(ended).toEqual({ lines: ['called', 'block', 'child'], messages: '', code: 0, signal: null });
  });

  test('a failure is printed with causes and suppressed ones', async () => {
    const ended = await execute(`
      const { delay, runMain } = suspendable;
      runMain(function* ({ launch }) {
        launch(function* () {
          try { yield* delay(1000); } finally { throw new Error('second', { cause: 'a text' }); }
        });
        launch(function* () {
          yield* delay(1);
          throw new Error('first', { cause: new TypeError('the root') });
        });
      });
    `);
    expect([ended.lines, ended.code]).toEqual([[], 1]);
    const report = ended.messages.split('\n').filter((line) => !/^ *at /.test(line));
    expect(report).toEqual([
      'Error: first',
      'Caused by: TypeError: the root',
      '    Suppressed: Error: second',
      '    Caused by: a text',
      '',
    ]);
    expect(ended.messages).toMatch(/^Error: first\n {4}at /);
  });

  for (const [thrown, text] of [
    ['undefined', 'undefined'],
    ["'text'", 'text'],
  ]) {
    test(`a thrown ${thrown} is a failure as well`, async () => {
      const ended = await execute(`suspendable.runMain(() => { throw ${thrown}; });`);
      expect(ended).toEqual({ lines: [], messages: `${text}\n`, code: 1, signal: null });
    });
  }

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    test(`${signal} cancels it, and it exits with ${code}`, async () => {
      const program = new Program(waiting('{}'));
      await program.printed('ready');
      program.kill(signal);
      expect(await program.end()).toEqual({
        lines: ['ready', `CancellationException: The program was stopped by ${signal}`, 'cleaned up'],
        messages: '',
        code,
        signal: null,
      });
    });
  }

  test('an exit code that the program has set is kept', async () => {
    const program = new Program(waiting('{}', 'process.exitCode = 7;'));
    await program.printed('ready');
    program.kill('SIGINT');
    expect((await program.end()).code).toBe(7);
  });

  test('a failure in the cleanup after a signal is printed', async () => {
    const program = new Program(waiting('{}', "throw new Error('in cleanup');"));
    await program.printed('ready');
    program.kill('SIGINT');
    const ended = await program.end();
    expect([ended.code, ended.messages.split('\n')[0]]).toEqual([1, 'Error: in cleanup']);
  });

  test('a second signal ends it at once', async () => {
    const program = new Program(
      waiting('{}', "console.log('cleaning'); yield* withContext(NonCancellable, () => delay(60_000));"),
    );
    await program.printed('ready');
    program.kill('SIGINT');
    await program.printed('cleaning');
    program.kill('SIGINT');
    const ended = await program.end();
    expect([ended.code, ended.signal]).toEqual([null, 'SIGINT']);
    expect(ended.lines).not.toContain('cleaned up');
  });

  test('a signal that is not listed keeps its own effect', async () => {
    const program = new Program(waiting("{ signals: ['SIGINT'] }"));
    await program.printed('ready');
    program.kill('SIGTERM');
    const ended = await program.end();
    expect([ended.code, ended.signal, ended.lines]).toEqual([null, 'SIGTERM', ['ready']]);
  });

  test('what is no function is rejected at the call', () => {
    expect(() => runMain(5 as never)).toThrow(
      new IllegalArgumentException('runMain expects a function as its block, got 5'),
    );
  });
});

describe('runMain without a process', () => {
  afterEach(() => void vi.unstubAllGlobals());

  test('it says that browsers use run', () => {
    vi.stubGlobal('process', undefined);
    const call = () => runMain(() => {});
    let caught: unknown;
    try {
      call();
    } catch (error) {
      caught = error;
    }
    vi.unstubAllGlobals();
    expect(caught).toEqual(
      new IllegalStateException('runMain is for programs and needs a process. In a browser use run(...)'),
    );
  });
});
