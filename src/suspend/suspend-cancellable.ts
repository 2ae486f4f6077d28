import { handleCoroutineException } from '../context/handle-exception.js';
import { describe } from '../internal/describe.js';
import { CompletionHandlerException, IllegalArgumentException, IllegalStateException } from '../internal/exceptions.js';
import { requireFunction } from '../internal/require-function.js';
import type { CancellableContinuation, Suspend, Suspension, UndeliveredHandler } from './continuation.js';
import { UserContinuation } from './user-continuation.js';

/** In the place of a handler that is not called any more. */
function released(): void {}

/** A suspension whose arrangements are a user's block. */
class BlockSuspension<T> extends UserContinuation<T> implements CancellableContinuation<T> {
  private handler: ((cause: unknown) => void) | null = null;
  private onCancellation: UndeliveredHandler<T> | null = null;
  /** What cancelled it, for a handler that comes later. */
  private cause: unknown = undefined;
  private stopped = false;

  constructor(private block: ((continuation: CancellableContinuation<T>) => void) | null) {
    super();
  }

  protected override get what(): string {
    return 'suspendCancellableCoroutine';
  }

  override next(): IteratorResult<Suspension, T> {
    try {
      return super.next();
    } finally {
      const { coroutine } = this;
      if (coroutine !== null && coroutine.waiting !== this) this.release();
    }
  }

  /** It is over. The continuation may be kept for long, and is not to keep what the coroutine's functions know. */
  private release(): void {
    this.block = this.onCancellation = null;
    if (this.handler !== null) this.handler = released;
  }

  protected override suspend(): void {
    if (!this.isActive) {
      this.isCancelled = true;
      this.stopped = true;
      this.cause = this.outcome;
    }
    this.block!(this);
  }

  override resume(value: T, onCancellation?: UndeliveredHandler<T>): void {
    if (onCancellation !== undefined) {
      if (this.isActive) this.onCancellation = onCancellation;
      else if (this.isCancelled) {
        super.resume(value); // throws when it is the second time
        this.guard('resume onCancellation', () => onCancellation(this.cause, value, this.context));
        return;
      }
    }
    super.resume(value);
  }

  invokeOnCancellation(handler: (cause: unknown) => void): void {
    requireFunction('invokeOnCancellation', handler);
    if (this.handler !== null) {
      throw new IllegalStateException(
        'invokeOnCancellation was called before on this continuation: it takes one handler. Do both things in one handler',
      );
    }
    this.handler = handler;
    if (this.stopped) this.guard('invokeOnCancellation', () => handler(this.cause));
  }

  protected override onCancelled(cause: unknown, thrown: unknown): void {
    this.stopped = true;
    this.cause = thrown;
    const { handler } = this;
    if (handler !== null) this.guard('invokeOnCancellation', () => handler(cause));
  }

  override undelivered(cause: unknown): void {
    const value = this.outcome as T;
    this.onCancelled(cause, cause);
    const { onCancellation } = this;
    if (onCancellation !== null) this.guard('resume onCancellation', () => onCancellation(cause, value, this.context));
  }

  /** Handlers must not throw; what they throw all the same is not lost. */
  private guard(name: string, call: () => void): void {
    try {
      call();
    } catch (thrown) {
      handleCoroutineException(
        this.context,
        new CompletionHandlerException(`Exception in ${name} handler for ${this}`, { cause: thrown }),
      );
    }
  }

  override toString(): string {
    return `CancellableContinuation{${this.isActive ? 'Active' : this.isCancelled ? 'Cancelled' : 'Completed'}}`;
  }
}

/**
 * Suspends the coroutine and hands `block` the continuation to resume it with: the bridge from callbacks. `block` runs at
 * once; if it resumes the continuation itself, the coroutine does not suspend.
 *
 * **Suspends** until the continuation is resumed; the coroutine then goes on through its dispatcher.
 *
 * **Cancellation**: throws the job's cancellation, also when the continuation was resumed but not dispatched yet; the value
 * is then handed to the `onCancellation` of `resume`. `invokeOnCancellation` says how to stop what was begun.
 *
 * @throws IllegalStateException when run outside of a coroutine.
 * @example
 * ```ts
 * import { run, suspendCancellableCoroutine, type Suspend } from 'suspendable';
 *
 * function* sleep(ms: number): Suspend<string> {
 *   return yield* suspendCancellableCoroutine<string>((continuation) => {
 *     const timer = setTimeout(() => continuation.resume('slept'), ms);
 *     continuation.invokeOnCancellation(() => clearTimeout(timer));
 *   });
 * }
 * console.log(await run(() => sleep(10))); // slept
 * ```
 */
export function suspendCancellableCoroutine<T>(block: (continuation: CancellableContinuation<T>) => void): Suspend<T> {
  requireBlock('suspendCancellableCoroutine', block);
  return new BlockSuspension(block);
}

export function requireBlock(name: string, block: unknown): void {
  if (typeof block !== 'function') {
    throw new IllegalArgumentException(`${name} expects a function (continuation) => void, got ${describe(block)}`);
  }
}
