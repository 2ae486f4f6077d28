import {
  CancellationException,
  CompletableDeferred,
  delay,
  getSuppressed,
  IllegalStateException,
  isActive,
  yieldNow,
} from 'suspendable';
import { runTest, TestScope, UncaughtExceptionsBeforeTest } from 'suspendable/test';
import { describe, expect, test } from 'vitest';
import { replaceLastResort } from '../../src/context/last-resort.js';

function messages(errors: readonly unknown[]): string[] {
  return errors.map((error) => (error as Error).message);
}

async function failure(test: Promise<void>): Promise<Error> {
  return test.then(
    () => expect.unreachable('the test did not fail'),
    (error) => error as Error,
  );
}

describe('backgroundScope', () => {
  test('its coroutines run along with the test', () =>
    runTest(function* ({ backgroundScope }) {
      const steps: string[] = [];
      backgroundScope.launch(() => steps.push('now'));
      backgroundScope.launch(function* () {
        yield* delay(10);
        steps.push('later');
      });
      expect(steps).toEqual([]);
      yield* delay(1);
      expect(steps).toEqual(['now']);
      yield* delay(10);
      expect(steps).toEqual(['now', 'later']);
    }));

  test('they are cancelled, and end, after the body', async () => {
    const steps: string[] = [];
    await runTest(function* ({ backgroundScope }) {
      backgroundScope.launch(function* () {
        try {
          for (;;) {
            steps.push(`active ${isActive()}`);
            yield* yieldNow();
          }
        } catch (error) {
          steps.push(error instanceof CancellationException ? 'cancelled' : String(error));
        }
      });
      yield* yieldNow();
      yield* yieldNow();
      steps.push('body');
    });
    expect(steps.filter((s) => s !== 'active true')).toEqual(['body', 'cancelled']);
  });

  test('they do not keep the test from ending', () =>
    runTest(({ backgroundScope }) => void backgroundScope.launch(() => new CompletableDeferred<void>().await())));

  test('they follow the time that others move', () =>
    runTest(function* (scope) {
      let slow = 0;
      let fast = 0;
      scope.backgroundScope.launch(function* () {
        for (;;) {
          slow++;
          yield* delay(100);
        }
      });
      scope.backgroundScope.launch(function* () {
        for (;;) {
          fast++;
          yield* delay(50);
        }
      });
      scope.advanceUntilIdle(); // only background work: nothing to do
      expect([slow, fast]).toEqual([0, 0]);
      const job = scope.launch(function* () {
        yield* delay(1);
        expect([slow, fast]).toEqual([1, 1]);
      });
      yield* job.join();
      scope.advanceTimeBy(199);
      expect([slow, fast]).toEqual([2, 4]);
      scope.advanceUntilIdle();
      expect([slow, fast]).toEqual([2, 4]);
      scope.runCurrent();
      expect([slow, fast]).toEqual([3, 5]);
      scope.launch(function* () {
        yield* delay(1001);
        expect([slow, fast]).toEqual([13, 25]);
      });
      scope.advanceUntilIdle();
      expect(scope.currentTime).toBe(1201);
    }));

  test('a failure in it is thrown when the test ends', async () => {
    const boom = new Error('boom');
    let finished = false;
    const outcome = runTest(function* ({ backgroundScope }) {
      backgroundScope.launch(() => {
        throw boom;
      });
      yield* delay(1000);
      finished = true;
    });
    expect(await failure(outcome)).toBe(boom);
    expect(finished).toBe(true);
  });

  test('one failure there does not cancel the others', () =>
    runTest(function* ({ backgroundScope }) {
      const steps: string[] = [];
      backgroundScope.launch(function* () {
        yield* delay(5);
        steps.push('other');
      });
      const failed = backgroundScope.launch(() => {
        throw new CancellationException('quiet');
      });
      yield* delay(10);
      expect(failed.isCancelled).toBe(true);
      expect(steps).toEqual(['other']);
    }));

  test('a failed async there is reported, awaited or not', async () => {
    const outcome = runTest(function* ({ backgroundScope }) {
      for (const text of ['x', 'y']) {
        backgroundScope.async(() => {
          throw new Error(text);
        });
      }
      yield* delay(1);
      throw new Error('z');
    });
    const error = await failure(outcome);
    expect(error.message).toBe('z');
    expect(messages(getSuppressed(error))).toEqual(['x', 'y']);
  });

  test('each failure is reported once', async () => {
    const outcome = runTest(function* ({ backgroundScope }) {
      backgroundScope.launch(() => {
        throw new Error('x');
      });
      yield* delay(1);
      throw new Error('y');
    });
    const error = await failure(outcome);
    expect([error.message, ...messages(getSuppressed(error))]).toEqual(['y', 'x']);
  });

  test('what fails there before the test comes to its end, and fails the test', async () => {
    const reported: unknown[] = [];
    const restore = replaceLastResort(() => ({ report: (error) => void reported.push(error) }));
    try {
      const early = new Error('early');
      const scope = new TestScope();
      const job = scope.backgroundScope.launch(function* () {
        yield* delay(1);
        throw early;
      });
      scope.advanceTimeBy(5);
      expect([job.isCancelled, job.isCompleted]).toEqual([true, true]);
      expect(reported).toEqual([early]);
      expect(messages(getSuppressed(early))[0]).toContain('There were uncaught exceptions before the test started');
      expect(isActive).toThrow(IllegalStateException);
      const error = await failure(Promise.resolve().then(() => scope.runTest(() => {})));
      expect(error).toBeInstanceOf(UncaughtExceptionsBeforeTest);
      expect(error.cause).toBe(early);
    } finally {
      restore();
    }
  });

  test('all of it is drained, failures in finally are reported', async () => {
    let ended = 0;
    const outcome = runTest(function* ({ backgroundScope }) {
      for (let i = 0; i < 10; i++) {
        backgroundScope.launch(function* () {
          try {
            for (;;) yield* delay(1);
          } finally {
            if (++ended <= 2) throw new Error(`in finally ${ended}`);
          }
        });
      }
      yield* delay(100);
      throw new Error('body');
    });
    const error = await failure(outcome);
    expect(ended).toBe(10);
    expect([error.message, ...messages(getSuppressed(error))]).toEqual(['body', 'in finally 1', 'in finally 2']);
  });
});
