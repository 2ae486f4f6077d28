import {
  awaitCancellation,
  CancellationException,
  delay,
  NonCancellable,
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

/** Keeps the thread busy, as a computation would. */
function block(millis: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, millis);
}

describe('nested timeouts', () => {
  test('an inner withTimeout passes through an outer OrNull', () =>
    runTest(function* (scope) {
      let caught: unknown;
      try {
        yield* withTimeoutOrNull(1000, () => withTimeout(10, () => awaitCancellation()));
      } catch (error) {
        caught = error;
      }
      expect(caught).toBeInstanceOf(TimeoutCancellationException);
      expect(scope.currentTime).toBe(10);
    }));

  test('the outer OrNull cancels through an inner withTimeout', () =>
    runTest(function* (scope) {
      const steps: string[] = [];
      const result = yield* withTimeoutOrNull(10, function* () {
        try {
          yield* withTimeout(1000, () => awaitCancellation());
        } catch (error) {
          steps.push((error as Error).constructor.name);
          throw error;
        }
      });
      expect(result).toBe(null);
      expect(steps).toEqual(['TimeoutCancellationException']);
      expect(scope.currentTime).toBe(10);
    }));

  test('each OrNull gives null for its own time alone', () =>
    runTest(function* (scope) {
      const steps: string[] = [];
      const result = yield* withTimeoutOrNull(320, function* () {
        for (;;) {
          const inner = yield* withTimeoutOrNull(150, () => awaitCancellation());
          steps.push(`inner ${inner} at ${scope.currentTime}`);
        }
      });
      steps.push(`outer ${result} at ${scope.currentTime}`);
      expect(steps).toEqual(['inner null at 150', 'inner null at 300', 'outer null at 320']);
    }));

  test('two that end at once both give their null', () =>
    runTest(function* () {
      const steps: string[] = [];
      const result = yield* withTimeoutOrNull(100, function* () {
        const inner = yield* withTimeoutOrNull(100, () => awaitCancellation());
        steps.push(`inner ${inner}`);
        yield* yieldNow();
        steps.push('unreached');
      });
      expect(result).toBe(null);
      expect(steps).toEqual(['inner null']);
    }));

  test('of two that end at once the inner exception comes out', () =>
    runTest(function* () {
      let inner: unknown;
      let caught: unknown;
      try {
        yield* withTimeoutOrNull(100, function* () {
          try {
            yield* withTimeout(100, () => awaitCancellation());
          } catch (error) {
            inner = error;
            throw error;
          }
        });
      } catch (error) {
        caught = error;
      }
      expect(caught).toBeInstanceOf(TimeoutCancellationException);
      expect(caught).toBe(inner);
    }));

  test('an outer timeout that is over before the inner begins', () =>
    runTest(function* () {
      const steps: string[] = [];
      const result = yield* withTimeoutOrNull(100, function* () {
        yield* withContext(NonCancellable, () => delay(200));
        yield* withTimeoutOrNull(100, function* () {
          steps.push('inner entered');
          yield* yieldNow();
          steps.push('unreached');
        });
        steps.push('unreached');
      });
      expect(result).toBe(null);
      expect(steps).toEqual(['inner entered']);
    }));

  test('a timeout thrown in launch ends that coroutine quietly', () =>
    runTest(function* ({ launch }) {
      const job = launch(() => withTimeout(10, () => awaitCancellation()));
      const sibling = launch(() => delay(20));
      yield* job.join();
      expect([job.isCancelled, sibling.isActive]).toEqual([true, true]);
    }));

  test('a timeout exception of somebody else passes through OrNull', () =>
    runTest(function* () {
      const steps: string[] = [];
      let foreign!: unknown;
      try {
        yield* withTimeout(5, () => awaitCancellation());
      } catch (error) {
        foreign = error;
      }
      function* rethrow(): Suspend<never> {
        throw foreign;
      }
      try {
        yield* withTimeoutOrNull(1000, rethrow);
      } catch (error) {
        steps.push(error === foreign ? 'thrown' : String(error));
      }
      expect(steps).toEqual(['thrown']);
    }));

  test('a value made as the time is over can be lost', () =>
    runTest(function* () {
      let open = 0;
      let kept: string | null = null;
      const result = yield* withTimeoutOrNull(10, function* ({ async }) {
        const opened = async(function* () {
          yield* delay(10);
          open++;
          return 'resource';
        });
        kept = yield* opened.await();
        return kept;
      });
      expect([result, kept, open]).toEqual([null, null, 0]);
    }));
});

describe('a block that computes beyond its time', () => {
  for (const [name, timeout] of Object.entries({ withTimeout, withTimeoutOrNull })) {
    test(`${name}: fired within the call, the end of the block counts`, () =>
      runTest(function* (scope) {
        const mine = new CancellationException('mine');
        const value = yield* timeout(100, () => {
          scope.advanceTimeBy(200);
          return 'value';
        });
        expect(value).toBe('value');
        let caught: unknown;
        try {
          yield* timeout(100, () => {
            scope.advanceTimeBy(200);
            throw mine;
          });
        } catch (error) {
          caught = error;
        }
        expect(caught).toBe(mine);
      }));

    test(`${name} returns its value if it never suspended`, async () => {
      const value = run(() =>
        timeout(1, () => {
          block(10);
          return 42;
        }),
      );
      expect(await value).toBe(42);
    });

    test(`${name} lets its own cancellation exception out`, async () => {
      const mine = new CancellationException('mine');
      const value = run(() =>
        timeout(1, () => {
          block(10);
          throw mine;
        }),
      );
      await expect(value).rejects.toBe(mine);
    });

    test(`${name} does not look at the time at a yield`, async () => {
      // The loop fires due timers before it goes on with the coroutine that yielded.
      const value = run(function* () {
        try {
          return yield* timeout(1, function* () {
            block(20);
            yield* yieldNow();
            return 'unreached';
          });
        } catch (error) {
          return error;
        }
      });
      const result = await value;
      if (name === 'withTimeout') expect(result).toBeInstanceOf(TimeoutCancellationException);
      else expect(result).toBe(null);
    });

    test(`${name} with a child has to wait, and times out`, async () => {
      const steps: string[] = [];
      const value = run(function* () {
        try {
          return yield* timeout(1, function* ({ launch }) {
            block(20);
            launch(() => void steps.push('child'));
            return 'unreached';
          });
        } catch (error) {
          return error;
        }
      });
      const result = await value;
      if (name === 'withTimeout') expect(result).toBeInstanceOf(TimeoutCancellationException);
      else expect(result).toBe(null);
    });
  }
});
