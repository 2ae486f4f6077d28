import {
  type CancellableContinuation,
  CancellationException,
  CompletionHandlerException,
  CoroutineExceptionHandler,
  CoroutineStart,
  Dispatchers,
  type Suspend,
  suspendCancellableCoroutine,
  withContext,
  yieldNow,
} from 'suspendable';
import { runTest } from 'suspendable/test';
import { describe, expect, test } from 'vitest';

const cause = new CancellationException('enough');

/** A suspension whose handlers note that they were called, and may throw. */
class Observed {
  readonly steps: string[] = [];
  readonly errors: Error[] = [];
  readonly exceptionHandler = new CoroutineExceptionHandler((_context, error) => this.errors.push(error as Error));
  continuation!: CancellableContinuation<string>;

  constructor(private readonly handlersThrow: boolean) {}

  *suspend(inBlock: () => void = () => {}): Suspend<void> {
    try {
      const value = yield* suspendCancellableCoroutine<string>((continuation) => {
        this.continuation = continuation;
        continuation.invokeOnCancellation((reason) => {
          expect(reason).toBe(cause);
          this.note('handler');
        });
        inBlock();
      });
      this.steps.push(`got ${value}`);
    } catch (error) {
      expect(error).toBe(cause);
      this.steps.push('thrown');
    }
  }

  resume(): void {
    this.continuation.resume('value', (reason, value, context) => {
      expect(reason).toBe(cause);
      expect(context).toBe(this.continuation.context);
      this.note(`gave back ${value}`);
    });
    this.steps.push('resumed');
  }

  private note(step: string): void {
    this.steps.push(step);
    if (this.handlersThrow) throw new Error(step);
  }

  expect(...steps: string[]): void {
    expect(this.steps).toEqual(steps);
    const thrown = this.handlersThrow ? steps.filter((s) => s === 'handler' || s === 'gave back value') : [];
    expect(this.errors.map((e) => (e.cause as Error).message)).toEqual(thrown);
    for (const error of this.errors) {
      expect(error).toBeInstanceOf(CompletionHandlerException);
      expect(error.message).toMatch(
        /^Exception in (invokeOnCancellation|resume onCancellation) handler for CancellableContinuation\{(Cancelled|Completed)\}$/,
      );
    }
  }
}

for (const handlersThrow of [false, true]) {
  describe(handlersThrow ? 'resume whose onCancellation throws' : 'resume with onCancellation', () => {
    test('a delivered value is not given back, resumed at once', () =>
      runTest(function* ({ launch }) {
        const it = new Observed(handlersThrow);
        yield* launch(it.exceptionHandler, () => it.suspend(() => it.resume())).join();
        it.expect('resumed', 'got value');
      }));

    test('a delivered value is not given back, resumed later', () =>
      runTest(function* ({ launch }) {
        const it = new Observed(handlersThrow);
        const job = launch({ context: it.exceptionHandler, start: CoroutineStart.UNDISPATCHED }, () => it.suspend());
        it.resume();
        yield* job.join();
        it.expect('resumed', 'got value');
      }));

    test('cancelled and resumed at once, the value is given back', () =>
      runTest(function* ({ launch }) {
        const it = new Observed(handlersThrow);
        const play = () => {
          it.continuation.cancel(cause);
          it.resume();
        };
        yield* launch(it.exceptionHandler, () => it.suspend(play)).join();
        it.expect('handler', 'gave back value', 'resumed', 'thrown');
      }));

    test('its job cancelled at once, the value is given back', () =>
      runTest(function* ({ launch }) {
        const it = new Observed(handlersThrow);
        yield* launch(it.exceptionHandler, (scope) =>
          it.suspend(() => {
            scope.cancel(cause);
            it.resume();
          }),
        ).join();
        it.expect('handler', 'gave back value', 'resumed', 'thrown');
      }));

    test('cancelled before it was resumed, the value is given back', () =>
      runTest(function* ({ launch }) {
        const it = new Observed(handlersThrow);
        const job = launch({ context: it.exceptionHandler, start: CoroutineStart.UNDISPATCHED }, () => it.suspend());
        job.cancel(cause);
        it.resume();
        yield* job.join();
        it.expect('handler', 'gave back value', 'resumed', 'thrown');
      }));

    test('cancelled while it waits for its dispatch, it is given back', () =>
      runTest(function* ({ launch }) {
        const it = new Observed(handlersThrow);
        const job = launch({ context: it.exceptionHandler, start: CoroutineStart.UNDISPATCHED }, () => it.suspend());
        it.resume();
        job.cancel(cause);
        it.steps.push('cancelled');
        yield* yieldNow();
        it.expect('resumed', 'cancelled', 'handler', 'gave back value', 'thrown');
      }));

    test('in a job cancelled before the call, it is given back', () =>
      runTest(function* ({ launch }) {
        const it = new Observed(handlersThrow);
        yield* launch(it.exceptionHandler, (scope) => {
          scope.cancel(cause);
          return it.suspend(() => it.resume());
        }).join();
        it.expect('handler', 'gave back value', 'resumed', 'thrown');
      }));
  });
}

describe('resume on Dispatchers.Unconfined', () => {
  test('the coroutine goes on within the call that resumes', () =>
    runTest(function* (outer) {
      const steps: string[] = [];
      yield* withContext(Dispatchers.Unconfined, function* () {
        const value = yield* suspendCancellableCoroutine<string>((continuation) => {
          outer.launch(() => {
            continuation.resume('value', () => steps.push('unreached'));
            steps.push('resumed');
          });
        });
        steps.push(`got ${value}`);
      });
      expect(steps).toEqual(['got value', 'resumed']);
    }));
});
