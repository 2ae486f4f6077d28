import {
  type CancellableContinuation,
  CancellationException,
  IllegalStateException,
  suspendCancellableCoroutine,
  yieldNow,
} from 'suspendable';
import { runTest } from 'suspendable/test';
import { describe, expect, test } from 'vitest';

const boom = new Error('boom');

describe('a cancellable continuation', () => {
  test('a value resumed later is the result', () =>
    runTest(function* ({ launch }) {
      const steps: string[] = [];
      let waiting!: CancellableContinuation<string>;
      launch(function* () {
        steps.push('suspended');
        steps.push(yield* suspendCancellableCoroutine<string>((continuation) => (waiting = continuation)));
      });
      yield* yieldNow();
      steps.push('resuming');
      waiting.resume('value');
      steps.push('resumed');
      yield* yieldNow();
      expect(steps).toEqual(['suspended', 'resuming', 'resumed', 'value']);
    }));

  test('a block that resumes at once does not suspend', () =>
    runTest(function* ({ launch }) {
      const steps: string[] = [];
      launch(() => steps.push('other'));
      steps.push(yield* suspendCancellableCoroutine<string>((continuation) => continuation.resume('value')));
      expect(steps).toEqual(['value']);
    }));

  test('an error resumed later is thrown by the call', () =>
    runTest(function* ({ launch }) {
      let waiting!: CancellableContinuation<void>;
      let caught: unknown;
      launch(function* () {
        try {
          yield* suspendCancellableCoroutine<void>((continuation) => (waiting = continuation));
        } catch (error) {
          caught = error;
        }
      });
      yield* yieldNow();
      waiting.resumeWithException(boom);
      yield* yieldNow();
      expect(caught).toBe(boom);
    }));

  test('what the block throws is thrown by the call', () =>
    runTest(function* () {
      let caught: unknown;
      try {
        yield* suspendCancellableCoroutine<void>(() => {
          throw boom;
        });
      } catch (error) {
        caught = error;
      }
      expect(caught).toBe(boom);
      expect(yield* suspendCancellableCoroutine<number>((c) => c.resume(1))).toBe(1);
    }));

  const firsts = {
    value: (c: CancellableContinuation<unknown>) => c.resume('first'),
    exception: (c: CancellableContinuation<unknown>) => c.resumeWithException(boom),
  };
  const seconds = {
    value: (c: CancellableContinuation<unknown>) => c.resume('second'),
    exception: (c: CancellableContinuation<unknown>) => c.resumeWithException(new Error('second')),
  };
  const messages = {
    value: 'Already resumed, but proposed with the value second: a continuation is resumed once',
    exception: 'Already resumed, but proposed with the exception Error: second: a continuation is resumed once',
  };

  for (const first of ['value', 'exception'] as const) {
    for (const second of ['value', 'exception'] as const) {
      test(`after a resumption with ${first}, one with ${second} throws`, () =>
        runTest(function* ({ launch }) {
          let waiting!: CancellableContinuation<unknown>;
          const job = launch(function* () {
            try {
              yield* suspendCancellableCoroutine((continuation) => (waiting = continuation));
            } catch (error) {
              expect(error).toBe(boom);
            }
          });
          yield* yieldNow();
          firsts[first](waiting);
          const again = () => seconds[second](waiting);
          expect(again).toThrow(messages[second]); // before the dispatch
          yield* job.join();
          expect(again).toThrow(messages[second]); // and after it
        }));
    }

    test(`a resumption with ${first} after the cancellation is ignored`, () =>
      runTest(function* ({ launch }) {
        let waiting!: CancellableContinuation<unknown>;
        let caught: unknown;
        const job = launch(function* () {
          try {
            yield* suspendCancellableCoroutine((continuation) => (waiting = continuation));
          } catch (error) {
            caught = error;
            throw error;
          }
        });
        yield* yieldNow();
        job.cancel();
        yield* yieldNow();
        expect(caught).toBeInstanceOf(CancellationException);
        firsts[first](waiting);
        expect(() => seconds.value(waiting)).toThrow(messages.value); // once: the second is a misuse all the same
      }));
  }

  test('a second resumption with what cannot be turned into text throws as any does', () =>
    runTest(() =>
      suspendCancellableCoroutine<unknown>((continuation) => {
        continuation.resume('first');
        const bare = Object.create(null);
        const ending = 'an object: a continuation is resumed once';
        expect(() => continuation.resume(bare)).toThrow(
          new IllegalStateException(`Already resumed, but proposed with the value ${ending}`),
        );
        expect(() => continuation.resumeWithException(bare)).toThrow(
          new IllegalStateException(`Already resumed, but proposed with the exception ${ending}`),
        );
      }),
    ));

  test('its properties tell active, completed and cancelled apart', () =>
    runTest(function* ({ launch }) {
      const made: CancellableContinuation<void>[] = [];
      const wait = () => suspendCancellableCoroutine<void>((continuation) => void made.push(continuation));
      const one = launch(wait);
      const two = launch(wait);
      yield* yieldNow();
      made[0]!.resume();
      two.cancel();
      const state = (c: CancellableContinuation<void>) => [c.isActive, c.isCompleted, c.isCancelled];
      expect(state(made[0]!)).toEqual([false, true, false]);
      expect(state(made[1]!)).toEqual([false, true, true]);
      yield* one.join();
      launch(wait);
      yield* yieldNow();
      expect(state(made[2]!)).toEqual([true, false, false]);
      made[2]!.resume();
    }));

  test('its text tells active, completed and cancelled apart', () =>
    runTest(function* () {
      const texts: string[] = [];
      yield* suspendCancellableCoroutine<void>((continuation) => {
        texts.push(String(continuation));
        continuation.resume();
        texts.push(String(continuation));
      });
      try {
        yield* suspendCancellableCoroutine<void>((continuation) => {
          continuation.cancel();
          texts.push(String(continuation));
        });
      } catch {}
      expect(texts).toEqual([
        'CancellableContinuation{Active}',
        'CancellableContinuation{Completed}',
        'CancellableContinuation{Cancelled}',
      ]);
    }));

  test('its context is the context of its coroutine', () =>
    runTest(function* (scope) {
      yield* suspendCancellableCoroutine<void>((continuation) => {
        expect(continuation.context).toBe(scope.coroutineContext);
        continuation.resume();
      });
    }));

  test('cancelling it leaves the job of its coroutine active', () =>
    runTest(function* (scope) {
      const steps: string[] = [];
      try {
        yield* suspendCancellableCoroutine<void>((continuation) => steps.push(String(continuation.cancel())));
      } catch (error) {
        expect(error).toBeInstanceOf(CancellationException);
        steps.push((error as Error).message);
      }
      steps.push(String(scope.isActive));
      yield* yieldNow();
      expect(steps).toEqual(['true', 'suspendCancellableCoroutine was cancelled normally', 'true']);
    }));

  test('cancelling it with any error throws that error', () =>
    runTest(function* ({ launch }) {
      let waiting!: CancellableContinuation<void>;
      let caught: unknown;
      launch(function* () {
        try {
          yield* suspendCancellableCoroutine<void>((continuation) => (waiting = continuation));
        } catch (error) {
          caught = error;
        }
      });
      yield* yieldNow();
      expect(waiting.cancel(boom)).toBe(true);
      expect(waiting.cancel(boom)).toBe(false);
      yield* yieldNow();
      expect(caught).toBe(boom);
    }));

  test('cancelling it after it was resumed has no effect', () =>
    runTest(function* () {
      const value = yield* suspendCancellableCoroutine<number>((continuation) => {
        continuation.resume(1);
        expect(continuation.cancel(boom)).toBe(false);
      });
      expect(value).toBe(1);
    }));

  test('in a cancelled job it throws although the block resumed', () =>
    runTest(function* ({ launch }) {
      const steps: string[] = [];
      yield* launch(function* (scope) {
        scope.cancel();
        try {
          yield* suspendCancellableCoroutine<void>((continuation) => {
            steps.push(`block runs, active ${continuation.isActive}`);
            continuation.resume();
          });
        } finally {
          steps.push('thrown');
        }
        steps.push('unreached');
      }).join();
      expect(steps).toEqual(['block runs, active false', 'thrown']);
    }));

  test('a resumption by exception outlives a later cancellation', () =>
    runTest(function* ({ launch }) {
      let waiting!: CancellableContinuation<void>;
      let caught: unknown;
      const job = launch(function* () {
        try {
          yield* suspendCancellableCoroutine<void>((continuation) => (waiting = continuation));
        } catch (error) {
          caught = error;
        }
      });
      yield* yieldNow();
      waiting.resumeWithException(boom);
      job.cancel();
      yield* job.join();
      expect(caught).toBe(boom);
    }));
});
