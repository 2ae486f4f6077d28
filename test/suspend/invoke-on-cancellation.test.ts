import {
  type CancellableContinuation,
  CancellationException,
  CompletionHandlerException,
  CoroutineExceptionHandler,
  CoroutineStart,
  IllegalStateException,
  suspendCancellableCoroutine,
  yieldNow,
} from 'suspendable';
import { runTest } from 'suspendable/test';
import { describe, expect, test } from 'vitest';

const boom = new Error('boom');
const SECOND =
  'invokeOnCancellation was called before on this continuation: it takes one handler. Do both things in one handler';

function unreached(): never {
  throw new Error('unreached');
}

function expectSecondHandlerToThrow(continuation: CancellableContinuation<unknown>): void {
  expect(() => continuation.invokeOnCancellation(unreached)).toThrow(new IllegalStateException(SECOND));
}

describe('invokeOnCancellation', () => {
  test('the handler gets the cancellation of the job', () =>
    runTest(function* ({ launch }) {
      const causes: unknown[] = [];
      const job = launch({ start: CoroutineStart.UNDISPATCHED }, () =>
        suspendCancellableCoroutine<void>((continuation) => continuation.invokeOnCancellation((c) => causes.push(c))),
      );
      const cause = new CancellationException('enough');
      job.cancel(cause);
      expect(causes).toEqual([cause]); // within the call
      yield* job.join();
      expect(causes).toEqual([cause]);
    }));

  test('the handler is not called on a normal resumption', () =>
    runTest(function* () {
      yield* suspendCancellableCoroutine<void>((continuation) => {
        continuation.invokeOnCancellation(unreached);
        continuation.resume();
      });
    }));

  const states: Record<string, (c: CancellableContinuation<void>) => void> = {
    active: () => {},
    resumed: (c) => c.resume(),
    failed: (c) => c.resumeWithException(boom),
    cancelled: (c) => void c.cancel(boom),
  };
  for (const [state, enter] of Object.entries(states)) {
    test(`a second handler on a continuation that is ${state} throws`, () =>
      runTest(function* () {
        try {
          yield* suspendCancellableCoroutine<void>((continuation) => {
            continuation.invokeOnCancellation(() => {});
            enter(continuation);
            expectSecondHandlerToThrow(continuation);
            if (continuation.isActive) continuation.resume();
          });
        } catch (error) {
          expect(error).toBe(boom);
        }
      }));

    if (state === 'active') continue;
    test(`after it is ${state} a first handler is taken, no second`, () =>
      runTest(function* () {
        const causes: unknown[] = [];
        try {
          yield* suspendCancellableCoroutine<void>((continuation) => {
            enter(continuation);
            continuation.invokeOnCancellation((cause) => causes.push(cause));
            expectSecondHandlerToThrow(continuation);
          });
        } catch (error) {
          expect(error).toBe(boom);
        }
        expect(causes).toEqual(state === 'cancelled' ? [boom] : []);
      }));
  }

  test('a handler set before cancel() without cause gets null', () =>
    runTest(function* () {
      const causes: unknown[] = [];
      try {
        yield* suspendCancellableCoroutine<void>((continuation) => {
          continuation.invokeOnCancellation((cause) => causes.push(cause));
          continuation.cancel();
        });
      } catch {}
      expect(causes).toEqual([null]);
    }));

  test('a handler set after cancel() without cause gets the exception', () =>
    runTest(function* () {
      const causes: unknown[] = [];
      let caught: unknown;
      try {
        yield* suspendCancellableCoroutine<void>((continuation) => {
          continuation.cancel();
          continuation.invokeOnCancellation((cause) => causes.push(cause));
        });
      } catch (error) {
        caught = error;
      }
      expect(causes).toEqual([caught]);
      expect(caught).toBeInstanceOf(CancellationException);
    }));

  test('a second handler after a cancelled dispatch throws as well', () =>
    runTest(function* ({ launch }) {
      const steps: string[] = [];
      let waiting!: CancellableContinuation<void>;
      const job = launch({ start: CoroutineStart.UNDISPATCHED }, function* () {
        try {
          yield* suspendCancellableCoroutine<void>((continuation) => {
            waiting = continuation;
            continuation.invokeOnCancellation(() => steps.push('handler'));
          });
        } finally {
          steps.push('thrown');
        }
      });
      waiting.resume();
      job.cancel();
      steps.push('cancelled');
      yield* yieldNow();
      expectSecondHandlerToThrow(waiting);
      expect(steps).toEqual(['cancelled', 'handler', 'thrown']);
    }));

  test('what a handler throws goes to the exception handler', () =>
    runTest(function* ({ launch }) {
      const errors: Error[] = [];
      const parent = new CoroutineExceptionHandler((_context, error) => errors.push(error as Error));
      let text = '';
      yield* launch(parent, function* () {
        try {
          yield* suspendCancellableCoroutine<void>((continuation) => {
            continuation.invokeOnCancellation(() => {
              throw boom;
            });
            continuation.cancel();
            text = String(continuation);
          });
        } catch {}
      }).join();
      expect(errors).toEqual([expect.any(CompletionHandlerException)]);
      expect(errors[0]!.message).toBe(`Exception in invokeOnCancellation handler for ${text}`);
      expect(errors[0]!.cause).toBe(boom);
    }));
});
