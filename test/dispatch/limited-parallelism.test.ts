import {
  CompletableDeferred,
  type CoroutineContext,
  CoroutineDispatcher,
  Dispatchers,
  delay,
  EmptyCoroutineContext,
  IllegalArgumentException,
  joinAll,
  type Runnable,
  run,
  type Suspend,
  UnsupportedOperationException,
  withContext,
  yieldNow,
} from 'suspendable';
import { runTest, StandardTestDispatcher } from 'suspendable/test';
import { describe, expect, test } from 'vitest';

/** A dispatcher whose runnables run when the test says so. */
class Manual extends CoroutineDispatcher {
  readonly queue: Runnable[] = [];
  failing = false;

  dispatch(_context: CoroutineContext, block: Runnable): void {
    if (this.failing) throw new Error('the dispatcher failed');
    this.queue.push(block);
  }

  runOne(): void {
    this.queue.shift()!.run();
  }
}

function dispatch(dispatcher: CoroutineDispatcher, run: () => void): void {
  dispatcher.dispatch(EmptyCoroutineContext, { run });
}

describe('limitedParallelism', () => {
  test('the runnables of a view run in their order', () => {
    const base = new Manual();
    const view = base.limitedParallelism(1);
    const steps: number[] = [];
    for (const n of [1, 2, 3]) dispatch(view, () => steps.push(n));
    expect(base.queue.length).toBe(1);
    base.runOne();
    expect(steps).toEqual([1, 2, 3]);
    expect(base.queue.length).toBe(0); // nothing is dispatched while nothing is queued
  });

  test('each turn of the base begins with the runnable that asked for it', () => {
    const base = new Manual();
    const view = base.limitedParallelism(2);
    const steps: number[] = [];
    for (const n of [1, 2, 3, 4]) dispatch(view, () => steps.push(n));
    base.runOne();
    expect(steps).toEqual([1, 3, 4]);
    base.runOne();
    expect(steps).toEqual([1, 3, 4, 2]);
  });

  test('a base that needs no dispatch is not asked for turns in between', () => {
    class InPlace extends Manual {
      override isDispatchNeeded(): boolean {
        return false;
      }
    }
    const base = new InPlace();
    const view = base.limitedParallelism(1);
    let count = 0;
    for (let i = 0; i < 40; i++) dispatch(view, () => count++);
    base.runOne();
    expect(count).toBe(40);
  });

  test('a runnable that the base refused does not run later', () => {
    const base = new Manual();
    const view = base.limitedParallelism(1);
    const steps: string[] = [];
    const send = (name: string) => dispatch(view, () => steps.push(name));
    base.failing = true;
    expect(() => send('refused')).toThrow('the dispatcher failed');
    base.failing = false;
    send('taken');
    base.runOne();
    expect(steps).toEqual(['taken']);
  });

  for (const limit of [1, 2, 5]) {
    test(`a limit of ${limit} asks the base for as many turns`, () => {
      const base = new Manual();
      const view = base.limitedParallelism(limit);
      for (let i = 0; i < 10; i++) dispatch(view, () => {});
      expect(base.queue.length).toBe(limit);
    });
  }

  test('after 16 runnables the base gets its turn back', () => {
    const base = new Manual();
    const view = base.limitedParallelism(1);
    let count = 0;
    for (let i = 0; i < 40; i++) dispatch(view, () => count++);
    const counts: number[] = [];
    while (base.queue.length > 0) {
      base.runOne();
      counts.push(count);
    }
    expect(counts).toEqual([16, 32, 40]);
  });

  test('it is no mutex: a suspended coroutine frees its place', () =>
    runTest(function* ({ testScheduler }) {
      const steps: string[] = [];
      const view = new StandardTestDispatcher(testScheduler).limitedParallelism(1);
      yield* withContext(view, function* ({ launch }) {
        for (const name of ['a', 'b']) {
          launch(function* () {
            steps.push(`${name} in`);
            yield* delay(10);
            steps.push(`${name} out`);
          });
        }
      });
      expect(steps).toEqual(['a in', 'b in', 'a out', 'b out']);
    }));

  test('delays on a view are those of the base', () =>
    runTest(function* (scope) {
      const view = new StandardTestDispatcher(scope.testScheduler).limitedParallelism(2);
      yield* withContext(view, () => delay(1_000_000));
      expect(scope.currentTime).toBe(1_000_000);
    }));

  for (const base of [Dispatchers.Default, Dispatchers.IO, Dispatchers.Default.limitedParallelism(1)]) {
    test(`an endless loop in one view of ${base} starves no other`, async () => {
      const one = base.limitedParallelism(1);
      const two = base.limitedParallelism(1, 'two');
      const steps: string[] = [];
      await run(function* ({ launch }) {
        const endless = launch(one, function* () {
          for (;;) yield* yieldNow();
        });
        const other = launch(two, () => {
          steps.push('other');
          endless.cancel();
        });
        yield* joinAll(endless, other);
      });
      expect(steps).toEqual(['other']);
    });
  }

  for (const parallelism of [0, -1, -2147483648, 1.5, Number.NaN, '2' as never]) {
    test(`${typeof parallelism} ${parallelism} is no parallelism`, () => {
      for (const base of [Dispatchers.Default, Dispatchers.Main, Dispatchers.Default.limitedParallelism(3)]) {
        expect(() => base.limitedParallelism(parallelism)).toThrow(
          new IllegalArgumentException(
            `Expected a parallelism of at least 1, but got ${JSON.stringify(parallelism) === 'null' ? 'NaN' : JSON.stringify(parallelism)}`,
          ),
        );
      }
    });
  }

  test('any whole number from 1 on is a parallelism', () => {
    for (const n of [1, 64, 2147483647, Infinity]) expect(Dispatchers.Default.limitedParallelism(n)).toBeDefined();
  });

  test('a view with the bound of a view is that view', () => {
    const view = Dispatchers.Default.limitedParallelism(3);
    expect(view.limitedParallelism(3)).toBe(view);
    expect(view.limitedParallelism(4)).toBe(view);
    expect(view.limitedParallelism(2)).not.toBe(view);
    expect(view.limitedParallelism(3, 'named')).not.toBe(view);
  });

  test('Unconfined has no views', () => {
    expect(() => Dispatchers.Unconfined.limitedParallelism(1)).toThrow(
      new UnsupportedOperationException('limitedParallelism is not supported for Dispatchers.Unconfined'),
    );
  });

  test('a view of Main is Main', () => {
    expect(Dispatchers.Main.limitedParallelism(1)).toBe(Dispatchers.Main);
    expect(Dispatchers.Main.immediate.limitedParallelism(1)).toBe(Dispatchers.Main.immediate);
  });

  test('a dispatcher that fails now and then loses no place', () => {
    const base = new Manual();
    const view = base.limitedParallelism(5);
    for (let i = 0; i < 30; i++) {
      try {
        dispatch(view, () => {});
      } catch (error) {
        expect(error).toEqual(new Error('the dispatcher failed'));
      }
      base.failing = !base.failing;
    }
    expect(base.queue.length).toBe(5);
  });

  test('a dispatcher that fails between two batches loses no place', () => {
    const base = new Manual();
    const view = base.limitedParallelism(1);
    let count = 0;
    for (let i = 0; i < 20; i++) dispatch(view, () => count++);
    base.failing = true;
    expect(() => base.runOne()).toThrow('the dispatcher failed');
    base.failing = false;
    dispatch(view, () => count++);
    base.runOne();
    expect(count).toBe(21);
  });

  test('views do not dispatch when a coroutine has ended', async () => {
    let dispatches = 0;
    class Counting extends CoroutineDispatcher {
      dispatch(context: CoroutineContext, block: Runnable): void {
        dispatches++;
        Dispatchers.Default.dispatch(context, block);
      }
    }
    const view = new Counting().limitedParallelism(1);
    await run(function* ({ launch }): Suspend<void> {
      const deferred = new CompletableDeferred<void>();
      const job = launch(view, () => deferred.await());
      yield* yieldNow();
      deferred.complete();
      yield* job.join();
    });
    expect(dispatches).toBe(2); // to begin and to go on
  });
});
