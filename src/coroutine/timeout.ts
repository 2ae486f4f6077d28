import type { TimerSlot, TimerTask } from '../context/context.js';
import { CoroutineName } from '../context/coroutine-name.js';
import { defaultDelay } from '../dispatch/event-loop-dispatcher.js';
import { milliseconds } from '../dispatch/milliseconds.js';
import { CANCELLING, FINAL } from '../job/states.js';
import { TimeoutCancellationException } from '../job/timeout-cancellation.js';
import type { Suspend, Suspension } from '../suspend/continuation.js';
import { returned } from '../suspend/results.js';
import { IN_CALL, type Resumable } from '../suspend/resumable.js';
import type { CoroutineBlock } from './coroutine-scope.js';
import { ScopeCoroutine } from './scoped.js';

class TimeoutCoroutine<T> extends ScopeCoroutine<T> implements TimerTask {
  slot: TimerSlot | null = null;
  /** How the block ended, where neither it nor a wait for children suspended. */
  private inCall: { result: unknown; failed: boolean } | null = null;

  constructor(
    private readonly millis: number,
    block: CoroutineBlock<unknown>,
    /** Its own timeout gives null instead of being thrown. */
    private readonly orNull: boolean,
  ) {
    super(block, orNull ? 'withTimeoutOrNull' : 'withTimeout');
  }

  override get kind(): string {
    return `TimeoutCoroutine(timeMillis=${this.millis})`;
  }

  protected override get what(): string {
    return this.orNull ? 'withTimeoutOrNull' : 'withTimeout';
  }

  protected override call(caller: Resumable): IteratorResult<Suspension, T> {
    if (this.millis <= 0) {
      if (this.orNull) return returned(null as T);
      throw new TimeoutCancellationException('Timed out immediately');
    }
    this.elements = caller.elements;
    this.attachTo(caller.originJob);
    (this.interceptor.delay ?? defaultDelay).schedule(this.millis, this, this);
    return this.enterInCall(caller);
  }

  /** The time is over. */
  fire(): void {
    const { millis } = this;
    const text = this.interceptor.delay?.timeoutMessage?.(millis) ?? `Timed out waiting for ${millis} ms`;
    const name = this.elements.get(CoroutineName);
    const message = name === null ? text : `Coroutine "${name.name}" ${text[0]!.toLowerCase()}${text.slice(1)}`;
    this.cancelImpl(new TimeoutCancellationException(message, this));
  }

  override onCompletionInternal(): void {
    this.slot?.remove(this);
  }

  override bodyEnded(result: unknown, failed: boolean): Resumable | null {
    const next = super.bodyEnded(result, failed);
    // A block that has to wait for its children counts as one that suspended.
    if (this.state & IN_CALL && this.state & FINAL) this.inCall = { result, failed };
    return next;
  }

  protected override deliver(caller: Resumable): IteratorResult<Suspension, T> {
    if (!(this.state & CANCELLING) || !this.isOwn(this.result)) return super.deliver(caller);
    // A block that never suspended has not noticed the timeout: how it ended counts.
    const ended = this.inCall;
    if (ended !== null && !ended.failed) return returned(ended.result as T);
    const thrown = ended === null ? this.result : ended.result;
    if (this.orNull && this.isOwn(thrown)) return returned(null as T);
    throw thrown;
  }

  private isOwn(error: unknown): boolean {
    return error instanceof TimeoutCancellationException && error.timeoutOwner === this;
  }
}

/**
 * Runs `block` for at most `millis` ms. When they are over, the block and its children are cancelled, and as soon as they have
 * ended the call throws. With 0 or less it throws at once; with `Infinity` there is no limit.
 *
 * **Suspends** as {@link coroutineScope}. **Cancellation** as there. A resource made in the block may be lost when the time is
 * over between its making and the block's end: keep it in a variable outside and close it in `finally`.
 *
 * @throws TimeoutCancellationException when the time is over; it is a `CancellationException`.
 * @throws IllegalArgumentException when `millis` is no number.
 * @example
 * ```ts
 * import { delay, run, TimeoutCancellationException, withTimeout } from 'suspendable';
 *
 * await run(() => withTimeout(10, () => delay(60_000)))
 *   .catch((e) => console.log(e instanceof TimeoutCancellationException, e.message)); // true Timed out waiting for 10 ms
 * ```
 */
export function withTimeout<T>(millis: number, block: CoroutineBlock<T>): Suspend<T> {
  return new TimeoutCoroutine<T>(milliseconds(millis, 'withTimeout'), block, false);
}

/**
 * As {@link withTimeout}, but gives null instead of throwing when its own time, not that of a timeout around it, is over.
 *
 * @example
 * ```ts
 * import { delay, run, withTimeoutOrNull } from 'suspendable';
 *
 * await run(function* () {
 *   console.log(yield* withTimeoutOrNull(10, () => delay(60_000))); // null
 * });
 * ```
 */
export function withTimeoutOrNull<T>(millis: number, block: CoroutineBlock<T>): Suspend<T | null> {
  return new TimeoutCoroutine<T | null>(milliseconds(millis, 'withTimeoutOrNull'), block, true);
}
