import {
  CoroutineStart,
  coroutineScope,
  Dispatchers,
  delay,
  EmptyCoroutineContext,
  type Runnable,
  run,
  runBlocking,
  yieldNow,
} from 'suspendable';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { replaceLastResort } from '../../src/context/last-resort.js';

function runnable(run: () => void): Runnable {
  return { run };
}

/** Keeps the thread busy, as a computation would. */
function block(millis: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, millis);
}

describe('the event loop', () => {
  let errors: unknown[];
  let restore: () => void;
  beforeEach(() => {
    errors = [];
    restore = replaceLastResort(() => ({ report: (error) => void errors.push(error) }));
  });
  afterEach(() => restore());

  test('runnables run after the current task, in their order', async () => {
    const steps: number[] = [];
    for (let i = 0; i < 1000; i++)
      Dispatchers.Default.dispatch(
        EmptyCoroutineContext,
        runnable(() => steps.push(i)),
      );
    expect(steps).toEqual([]);
    await run(() => {});
    expect(steps).toEqual(Array.from({ length: 1000 }, (_, i) => i));
  });

  test('what was queued before a timer was set runs before the timer fires', async () => {
    const steps: string[] = [];
    await run(function* ({ launch }) {
      launch(() => void steps.push('queued before'));
      launch({ start: CoroutineStart.UNDISPATCHED }, function* () {
        yield* delay(1);
        steps.push('timer');
      });
      block(5); // the timer is due before the next runnable is taken
    });
    expect(steps).toEqual(['queued before', 'timer']);
  });

  test('what is dispatched by a runnable runs behind the others', async () => {
    const steps: string[] = [];
    const dispatch = (name: string, then?: string): void =>
      Dispatchers.Default.dispatch(
        EmptyCoroutineContext,
        runnable(() => {
          steps.push(name);
          if (then !== undefined) dispatch(then);
        }),
      );
    dispatch('a', 'c');
    dispatch('b', 'd');
    await run(() => yieldNow());
    expect(steps).toEqual(['a', 'b', 'c', 'd']);
  });

  test('all dispatchers of the thread share the one queue', async () => {
    const steps: string[] = [];
    const { Default, IO, Main } = Dispatchers;
    await run(function* ({ launch }) {
      for (const dispatcher of [Main, Default, IO, Default, Main]) {
        launch(dispatcher, () => steps.push(String(dispatcher)));
      }
    });
    expect(steps.map((s) => s.replace('Dispatchers.', ''))).toEqual(['Main', 'Default', 'IO', 'Default', 'Main']);
  });

  test('a runnable that throws is reported, the next ones run', async () => {
    const boom = new Error('boom');
    const steps: string[] = [];
    const { Default } = Dispatchers;
    Default.dispatch(
      EmptyCoroutineContext,
      runnable(() => {
        throw boom;
      }),
    );
    Default.dispatch(
      EmptyCoroutineContext,
      runnable(() => steps.push('next')),
    );
    await run(() => {});
    expect(errors).toEqual([boom]);
    expect(steps).toEqual(['next']);
  });

  test('in a view it is the same, and no place is lost', async () => {
    const boom = new Error('boom');
    const view = Dispatchers.Default.limitedParallelism(1);
    const steps: string[] = [];
    view.dispatch(
      EmptyCoroutineContext,
      runnable(() => {
        throw boom;
      }),
    );
    view.dispatch(
      EmptyCoroutineContext,
      runnable(() => steps.push('next')),
    );
    await run(() => steps.push('coroutine'), { context: view });
    expect(errors).toEqual([boom]);
    expect(steps).toEqual(['next', 'coroutine']);
  });

  // How a program is run is of no importance to the order of timers.
  const runners = {
    run: (body: () => Generator<never, void>) => run(body as never),
    runBlocking: async (body: () => Generator<never, void>) => runBlocking(body as never),
  };
  for (const [name, runner] of Object.entries(runners)) {
    const start = (body: (steps: string[]) => Generator<unknown, void>): Promise<string[]> => {
      const steps: string[] = [];
      return runner(() => body(steps) as never).then(() => steps);
    };

    test(`${name}: a due delay goes ahead of a newer yield`, async () => {
      const steps = await start(function* (steps) {
        yield* coroutineScope(function* ({ launch }) {
          launch({ start: CoroutineStart.UNDISPATCHED }, function* () {
            yield* delay(1);
            steps.push('delayed');
          });
          block(20);
          yield* yieldNow();
          steps.push('yielded');
        });
      });
      expect(steps).toEqual(['delayed', 'yielded']);
    });

    test(`${name}: a due delay goes behind what was queued long before`, async () => {
      const steps = await start(function* (steps) {
        yield* coroutineScope(function* ({ launch }) {
          launch({ start: CoroutineStart.UNDISPATCHED }, function* () {
            yield* delay(40);
            steps.push('delayed');
          });
          launch(() => block(60));
          launch(() => steps.push('queued'));
          yield* yieldNow();
          steps.push('yielded');
        });
      });
      expect(steps).toEqual(['queued', 'yielded', 'delayed']);
    });

    test(`${name}: several due delays end in the order of time`, async () => {
      const steps = await start(function* (steps) {
        yield* coroutineScope(function* ({ launch }) {
          for (const millis of [9, 1, 5]) {
            launch({ start: CoroutineStart.UNDISPATCHED }, function* () {
              yield* delay(millis);
              steps.push(`${millis}`);
              yield* yieldNow();
              steps.push(`${millis} yielded`);
            });
          }
          block(30);
          yield* yieldNow();
          steps.push('yielded');
        });
      });
      expect(steps).toEqual(['1', '5', '9', 'yielded', '1 yielded', '5 yielded', '9 yielded']);
    });

    test(`${name}: a delay ends among coroutines that only yield`, async () => {
      const steps = await start(function* (steps) {
        yield* coroutineScope(function* ({ launch }) {
          let over = false;
          for (let i = 0; i < 3; i++) {
            launch(function* () {
              while (!over) yield* yieldNow();
            });
          }
          yield* delay(5);
          over = true;
          steps.push('delayed');
        });
      });
      expect(steps).toEqual(['delayed']);
    });
  }

  test('host timers fire among coroutines that only yield', async () => {
    let fired = false;
    setTimeout(() => (fired = true), 5);
    await run(function* () {
      while (!fired) yield* yieldNow();
    });
    expect(fired).toBe(true);
  });

  test('promises settle among coroutines that only yield', async () => {
    let settled = false;
    const chain = async (): Promise<void> => {
      for (let i = 0; i < 10; i++) await null;
      settled = true;
    };
    void chain();
    await run(function* () {
      while (!settled) yield* yieldNow();
    });
    expect(settled).toBe(true);
  });
});
