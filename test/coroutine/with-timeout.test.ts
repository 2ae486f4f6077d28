import {
  awaitCancellation,
  CancellationException,
  CoroutineName,
  Dispatchers,
  type DisposableHandle,
  delay,
  IllegalArgumentException,
  Job,
  run,
  type Suspend,
  TimeoutCancellationException,
  withContext,
  withTimeout,
  withTimeoutOrNull,
  yieldNow,
} from 'suspendable';
import { runTest } from 'suspendable/test';
import { describe, expect, test } from 'vitest';

const boom = new Error('boom');

/** Both functions, and what each makes of its own timeout. */
const kinds = { withTimeout, withTimeoutOrNull };
type Kind = keyof typeof kinds;

function* outcome(call: Suspend<unknown>): Suspend<unknown> {
  try {
    return yield* call;
  } catch (error) {
    return error;
  }
}

function expectTimedOut(kind: Kind, result: unknown): void {
  if (kind === 'withTimeout') expect(result).toBeInstanceOf(TimeoutCancellationException);
  else expect(result).toBe(null);
}

for (const kind of Object.keys(kinds) as Kind[]) {
  const timeout: (millis: number, block: () => unknown) => Suspend<unknown> = kinds[kind];

  describe(kind, () => {
    test('the result of a block that does not suspend', () =>
      runTest(function* () {
        expect(yield* timeout(10_000, () => 'value')).toBe('value');
      }));

    test('the result of a block that suspends in time', () =>
      runTest(function* (scope) {
        const call = timeout(100, function* () {
          yield* delay(99);
          return 'value';
        });
        expect(yield* call).toBe('value');
        yield* delay(1000); // the timer is gone
        expect(scope.isActive).toBe(true);
      }));

    test('the block begins in the turn of the caller', () =>
      runTest(function* ({ launch }) {
        const steps: string[] = [];
        launch(function* () {
          steps.push('other');
          yield* yieldNow();
          steps.push('other again');
        });
        yield* timeout(1000, function* () {
          steps.push('block');
          yield* yieldNow();
          steps.push('block again');
        });
        steps.push('after');
        yield* yieldNow();
        expect(steps).toEqual(['block', 'other', 'block again', 'after', 'other again']);
      }));

    test('it waits for the children of the block', () =>
      runTest(function* (scope) {
        const steps: string[] = [];
        yield* kinds[kind](100, function* ({ launch }) {
          launch(function* () {
            yield* delay(10);
            steps.push(`child at ${scope.currentTime}`);
          });
          steps.push('block');
        });
        steps.push('after');
        expect(steps).toEqual(['block', 'child at 10', 'after']);
      }));

    test('when its time is over the children are waited for', () =>
      runTest(function* (scope) {
        const steps: string[] = [];
        const call = kinds[kind](100, function* ({ launch }) {
          launch(function* () {
            try {
              yield* awaitCancellation();
            } finally {
              yield* outcome(delay(5)); // cancelled: does not wait
              steps.push(`child ended at ${scope.currentTime}`);
            }
          });
          yield* awaitCancellation();
        });
        expectTimedOut(kind, yield* outcome(call));
        expect(steps).toEqual(['child ended at 100']);
      }));

    test('a child that takes too long cancels the whole block', () =>
      runTest(function* (scope) {
        const call = kinds[kind](100, function* ({ launch }) {
          launch(() => delay(1000));
          return 'value';
        });
        expectTimedOut(kind, yield* outcome(call));
        expect(scope.currentTime).toBe(100);
      }));

    test('a loop that only yields is cancelled in time', async () => {
      const result = run(() =>
        outcome(
          timeout(5, function* () {
            for (;;) yield* yieldNow();
          }),
        ),
      );
      expectTimedOut(kind, await result);
    });

    test('a timeout caught in the block still counts', () =>
      runTest(function* () {
        const call = timeout(100, function* () {
          try {
            yield* delay(1000);
          } catch {}
          return 'value';
        });
        expectTimedOut(kind, yield* outcome(call));
      }));

    test('another exception thrown instead of the timeout comes out', () =>
      runTest(function* () {
        const call = timeout(100, function* () {
          try {
            yield* delay(1000);
          } catch {
            throw boom;
          }
        });
        expect(yield* outcome(call)).toBe(boom);
      }));

    test('another cancellation thrown instead of the timeout does not', () =>
      runTest(function* () {
        const call = timeout(100, function* () {
          try {
            yield* delay(1000);
          } catch {
            throw new CancellationException('mine');
          }
        });
        expectTimedOut(kind, yield* outcome(call));
      }));

    test('a failure of a child while it is cancelled comes out', () =>
      runTest(function* () {
        const call = kinds[kind](100, function* ({ launch }) {
          launch(function* () {
            try {
              yield* delay(1000);
            } finally {
              throw boom;
            }
          });
          yield* delay(1000);
        });
        expect(yield* outcome(call)).toBe(boom);
      }));

    test('an exception of the block comes out', () =>
      runTest(function* () {
        const throwing = timeout(1000, () => {
          throw boom;
        });
        expect(yield* outcome(throwing)).toBe(boom);
      }));

    test('a plain cancellation thrown in the block comes out', () =>
      runTest(function* (scope) {
        const cause = new CancellationException('mine');
        const throwing = timeout(1000, () => {
          throw cause;
        });
        expect(yield* outcome(throwing)).toBe(cause);
        expect(scope.isActive).toBe(true);
      }));

    for (const millis of [0, -1, -Infinity]) {
      test(`with ${millis} ms the block is not entered`, () =>
        runTest(function* () {
          const result = yield* outcome(timeout(millis, () => expect.unreachable()));
          expectTimedOut(kind, result);
          if (kind === 'withTimeout') expect((result as Error).message).toBe('Timed out immediately');
        }));
    }

    test('with 0 ms the cancellation is not looked at', () =>
      runTest(function* ({ launch }) {
        const steps: string[] = [];
        yield* launch(function* (scope) {
          scope.cancel();
          expectTimedOut(kind, yield* outcome(timeout(0, () => 1)));
          steps.push('done');
        }).join();
        expect(steps).toEqual(['done']);
      }));

    test('a fraction of a millisecond is rounded up', () =>
      runTest(function* (scope) {
        expectTimedOut(kind, yield* outcome(timeout(0.25, () => awaitCancellation())));
        expect(scope.currentTime).toBe(1);
      }));

    test('with Infinity there is no limit', () =>
      runTest(function* () {
        const call = timeout(Infinity, function* () {
          yield* delay(Number.MAX_SAFE_INTEGER);
          return 'value';
        });
        expect(yield* call).toBe('value');
      }));

    test('its job ends complete, and handlers can be disposed', () =>
      runTest(function* () {
        let job!: Job;
        const handle = (yield* kinds[kind](Infinity, (scope) => {
          job = scope.coroutineContext.get(Job)!;
          return job.invokeOnCompletion(() => {});
        })) as DisposableHandle;
        handle.dispose();
        yield* job.join();
        expect([job.isCompleted, job.isActive, job.isCancelled]).toEqual([true, false, false]);
      }));

    test('the exception of a cancelled caller comes out', () =>
      runTest(function* ({ launch }) {
        const cause = new CancellationException('enough');
        let result: unknown;
        const job = launch(function* () {
          result = yield* outcome(timeout(1000, () => awaitCancellation()));
        });
        yield* yieldNow();
        job.cancel(cause);
        yield* job.join();
        expect(result).toBe(cause);
      }));

    test('what is no number or function is rejected', () => {
      expect(() => timeout(Number.NaN, () => 1)).toThrow(
        new IllegalArgumentException(`${kind} expects a number of milliseconds, got NaN`),
      );
      expect(() => timeout(1, 5 as never)).toThrow(
        new IllegalArgumentException(`${kind} expects a function as its block, got 5`),
      );
    });

    test('the whole block stays on the dispatcher of the caller', () =>
      runTest(function* () {
        const view = Dispatchers.Default.limitedParallelism(1, 'the view');
        const steps: string[] = [];
        yield* withContext(view, () =>
          kinds[kind](10_000, function* (scope) {
            steps.push(String(scope.coroutineContext.minusKey(Job)));
            yield* delay(1);
            steps.push('after the delay');
          }),
        );
        expect(steps).toEqual([expect.stringContaining('the view'), 'after the delay']);
      }));
  });
}

describe('the message of a timeout', () => {
  test('it says how long was waited', async () => {
    const failure = run(() => withTimeout(5, () => awaitCancellation()));
    await expect(failure).rejects.toThrow(new TimeoutCancellationException('Timed out waiting for 5 ms'));
  });

  test('it begins with the name of the coroutine', async () => {
    const failure = run(() => withTimeout(5, () => awaitCancellation()), { context: new CoroutineName('loader') });
    await expect(failure).rejects.toThrow('Coroutine "loader" timed out waiting for 5 ms');
  });
});
