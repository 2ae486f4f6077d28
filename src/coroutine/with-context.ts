import type { CoroutineContext } from '../context/context.js';
import { ContinuationInterceptor } from '../context/elements.js';
import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { jobKey } from '../job/job.js';
import type { Suspend, Suspension } from '../suspend/continuation.js';
import { IN_CALL, type Resumable } from '../suspend/resumable.js';
import { isContext } from './builder-arguments.js';
import type { CoroutineBlock } from './coroutine-scope.js';
import { parentOf } from './parent.js';
import { ScopeCoroutine } from './scoped.js';

class ContextCoroutine<T> extends ScopeCoroutine<T> {
  private dispatched = false;

  constructor(
    private readonly context: CoroutineContext,
    block: CoroutineBlock<unknown>,
  ) {
    super(block, 'withContext');
  }

  override get kind(): string {
    return this.dispatched ? 'DispatchedCoroutine' : 'UndispatchedCoroutine';
  }

  protected override get what(): string {
    return 'withContext';
  }

  protected override call(caller: Resumable): IteratorResult<Suspension, T> {
    const { context } = this;
    const own = context.get(jobKey);
    (own ?? caller).ensureActive();
    const added = context.minusKey(jobKey);
    this.elements = caller.elements.plus(added);
    const interceptor = added.get(ContinuationInterceptor);
    this.dispatched = interceptor !== null && !interceptor.equals(caller.interceptor);
    this.attachTo(own === null ? caller.originJob : parentOf(own, 'withContext'));
    if (!this.dispatched) return this.enterInCall(caller);
    this.state |= IN_CALL;
    this.interceptor.intercept(this, this);
    return this.leaveCall(caller);
  }

  /** On another dispatcher the caller has to get back to its own. */
  protected override afterBody(): Resumable | null {
    if (!this.dispatched) return super.afterBody();
    this.afterCompletion();
    return null;
  }
}

/**
 * Runs `block` in the caller's context with `context` added to it, and returns its result: on another dispatcher, under
 * another name, or with `NonCancellable` to clean up in a cancelled coroutine.
 *
 * **Suspends** until the block and its children have ended. With another dispatcher both ways are dispatched.
 *
 * **Cancellation**: throws before the block begins if the caller is cancelled already. After a dispatch back, the block's
 * value is dropped for the caller's cancellation, its exception is not.
 *
 * @throws IllegalArgumentException when `context` is no context or `block` no function.
 * @example
 * ```ts
 * import { delay, NonCancellable, run, withContext } from 'suspendable';
 *
 * await run(function* ({ launch }) {
 *   const job = launch(function* () {
 *     try { yield* delay(60_000); }
 *     finally { yield* withContext(NonCancellable, function* () { yield* delay(1); console.log('closed'); }); }
 *   });
 *   yield* delay(1);
 *   yield* job.cancelAndJoin();
 * });
 * // prints: closed
 * ```
 */
export function withContext<T>(context: CoroutineContext, block: CoroutineBlock<T>): Suspend<T> {
  if (!isContext(context)) {
    throw new IllegalArgumentException(`withContext expects a CoroutineContext, got ${describe(context)}`);
  }
  return new ContextCoroutine<T>(context, block);
}
