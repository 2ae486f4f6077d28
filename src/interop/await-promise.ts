import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { CancellableSuspension } from '../suspend/cancellable.js';
import type { Suspend } from '../suspend/continuation.js';
import { PromiseWait } from '../suspend/promise-wait.js';

/** Waits for the promise of work that listens to an abort signal. */
class AbortableWait<T> extends CancellableSuspension<T> {
  private abort: AbortController | null = null;

  constructor(private readonly start: (signal: AbortSignal) => PromiseLike<T> | T) {
    super();
  }

  protected override get what(): string {
    return 'awaitPromise';
  }

  protected override suspend(): void {
    if (!this.isActive) return; // cancelled already: the work is not begun
    this.abort = new AbortController();
    Promise.resolve(this.start(this.abort.signal)).then(
      (value) => this.tryResume(value),
      (error) => this.tryResumeWithException(error),
    );
  }

  protected override onCancelled(cause: unknown): void {
    this.abort?.abort(cause);
  }
}

/**
 * Waits for a promise: the bridge from async functions. Given a function, it calls it with an `AbortSignal`.
 *
 * **Suspends** until the promise is settled. It waits for the host's event loop, so it cannot be used under `runBlocking`.
 *
 * **Cancellation** stops the waiting at once and aborts the signal with the cancellation as its reason. A plain promise goes
 * on unobserved: what it gives later, a rejection included, is dropped. If the coroutine is cancelled before, the function is
 * not called.
 *
 * @throws whatever the promise rejects with. @throws IllegalArgumentException when given neither a promise nor a function.
 * @example
 * ```ts
 * import { awaitPromise, run } from 'suspendable';
 *
 * const text = await run(function* () {
 *   const response = yield* awaitPromise((signal) => fetch('data:text/plain,hello', { signal }));
 *   return yield* awaitPromise(response.text());
 * });
 * console.log(text); // hello
 * ```
 */
export function awaitPromise<T>(promise: PromiseLike<T> | ((signal: AbortSignal) => PromiseLike<T> | T)): Suspend<T> {
  if (typeof promise === 'function') return new AbortableWait(promise);
  if (typeof (promise as PromiseLike<T> | null)?.then !== 'function') {
    throw new IllegalArgumentException(
      `awaitPromise expects a promise or a function (signal) => promise, got ${describe(promise)}`,
    );
  }
  return new PromiseWait(promise);
}
