import type { Continuation, Suspend } from './continuation.js';
import { requireBlock } from './suspend-cancellable.js';
import { UserContinuation } from './user-continuation.js';

/** A suspension that cancellation does not touch: it takes no part in the job, and its value is always delivered. */
class PlainSuspension<T> extends UserContinuation<T> {
  constructor(private block: ((continuation: Continuation<T>) => void) | null) {
    super();
  }

  protected override get what(): string {
    return 'suspendCoroutine';
  }

  /** No node of the job. */
  protected override enlist(): void {}

  protected override suspend(): void {
    const { block } = this;
    this.block = null; // a continuation may be kept for long, and is not to keep what the coroutine's functions know
    block!(this);
  }
}
const prototype = PlainSuspension.prototype as { isCancellable: boolean; waitsWhenCancelled: boolean };
prototype.isCancellable = false;
prototype.waitsWhenCancelled = true;

/**
 * Suspends the coroutine and hands `block` the continuation to resume it with. Unlike {@link suspendCancellableCoroutine}
 * it waits even if the job is cancelled, so prefer that one wherever the wait can be given up.
 *
 * **Suspends** until the continuation is resumed. **Cancellation** has no effect on it.
 *
 * @throws IllegalStateException when run outside of a coroutine.
 * @example
 * ```ts
 * import { run, suspendCoroutine } from 'suspendable';
 *
 * const text = await run(function* () {
 *   return yield* suspendCoroutine<string>((continuation) => queueMicrotask(() => continuation.resume('called back')));
 * });
 * console.log(text); // called back
 * ```
 */
export function suspendCoroutine<T>(block: (continuation: Continuation<T>) => void): Suspend<T> {
  requireBlock('suspendCoroutine', block);
  return new PlainSuspension(block);
}
