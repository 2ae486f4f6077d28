import { awaitCancellation, CancellationException, CoroutineStart, withTimeoutOrNull } from 'suspendable';
import { runTest } from 'suspendable/test';
import { describe, expect, test } from 'vitest';

describe('awaitCancellation', () => {
  test('it throws the cause of the cancellation', () =>
    runTest(function* ({ launch }) {
      const cause = new CancellationException('enough');
      let caught: unknown;
      const job = launch({ start: CoroutineStart.UNDISPATCHED }, function* () {
        try {
          yield* awaitCancellation();
        } catch (error) {
          caught = error;
        }
      });
      expect(job.isActive).toBe(true);
      job.cancel(cause);
      yield* job.join();
      expect(caught).toBe(cause);
    }));

  test('in a cancelled coroutine it throws at once', () =>
    runTest(function* ({ launch }) {
      const steps: string[] = [];
      yield* launch(function* (scope) {
        scope.cancel();
        try {
          yield* awaitCancellation();
        } finally {
          steps.push('thrown');
        }
      }).join();
      expect(steps).toEqual(['thrown']);
    }));

  test('only what cancels it ends it', () =>
    runTest(function* (scope) {
      expect(yield* withTimeoutOrNull(1_000_000, () => awaitCancellation())).toBe(null);
      expect(scope.currentTime).toBe(1_000_000);
    }));
});
