import type { TimerSlot, TimerTask } from '../context/context.js';
import { CoroutineName } from '../context/coroutine-name.js';
import { defaultDelay } from '../dispatch/event-loop-dispatcher.js';
import { milliseconds } from '../dispatch/milliseconds.js';
import { CANCELLING } from '../job/states.js';
import { TimeoutCancellationException } from '../job/timeout-cancellation.js';
import type { Suspend, Suspension } from '../suspend/continuation.js';
import { returned } from '../suspend/results.js';
import type { Resumable } from '../suspend/resumable.js';
import type { CoroutineBlock } from './coroutine-scope.js';
import { ScopeCoroutine, ScopeKind } from './scoped.js';

/** Of one call of `withTimeout`, and its timer. */
class TimeoutKind extends ScopeKind implements TimerTask {
  slot: TimerSlot | null = null;
  private scope: ScopeCoroutine<unknown> | null = null;
  /** How the block ended, where neither it nor a wait for children suspended. */
  private inCall: { result: unknown; failed: boolean } | null = null;

  constructor(
    what: string,
    private readonly millis: number,
    /** Its own timeout gives null instead of being thrown. */
    private readonly orNull: boolean,
  ) {
    super(what, '');
  }

  override nameOf(): string {
    return `TimeoutCoroutine(timeMillis=${this.millis})`;
  }

  override call(scope: ScopeCoroutine<unknown>, caller: Resumable): IteratorResult<Suspension, unknown> {
    if (this.millis <= 0) {
      if (this.orNull) return returned(null);
      throw new TimeoutCancellationException('Timed out immediately');
    }
    this.scope = scope;
    scope.elements = caller.elements;
    scope.attachTo(caller.originJob);
    (scope.interceptor.delay ?? defaultDelay).schedule(this.millis, this, scope);
    return scope.enterInCall(caller);
  }

  /** The time is over. */
  fire(): void {
    const { millis } = this;
    const scope = this.scope!;
    const text = scope.interceptor.delay?.timeoutMessage?.(millis) ?? `Timed out waiting for ${millis} ms`;
    const name = scope.elements.get(CoroutineName);
    const message = name === null ? text : `Coroutine "${name.name}" ${text[0]!.toLowerCase()}${text.slice(1)}`;
    scope.cancelImpl(new TimeoutCancellationException(message, this));
  }

  override onCompletionInternal(): void {
    this.slot?.remove(this);
  }

  /** A block that has to wait for its children counts as one that suspended. */
  override endedInCall(result: unknown, failed: boolean): void {
    this.inCall = { result, failed };
  }

  override deliver(scope: ScopeCoroutine<unknown>, caller: Resumable): unknown {
    if (!(scope.state & CANCELLING) || !this.isOwn(scope.result)) return super.deliver(scope, caller);
    // A block that never suspended has not noticed the timeout: how it ended counts.
    const ended = this.inCall;
    if (ended !== null && !ended.failed) return ended.result;
    const thrown = ended === null ? scope.result : ended.result;
    if (this.orNull && this.isOwn(thrown)) return null;
    throw thrown;
  }

  private isOwn(error: unknown): boolean {
    return error instanceof TimeoutCancellationException && error.timeoutOwner === this;
  }
}

function timed<T>(what: string, millis: number, block: CoroutineBlock<unknown>, orNull: boolean): Suspend<T> {
  return new ScopeCoroutine<T>(block, new TimeoutKind(what, milliseconds(millis, what), orNull));
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
  return timed('withTimeout', millis, block, false);
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
  return timed('withTimeoutOrNull', millis, block, true);
}
