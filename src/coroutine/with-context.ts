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
import { ScopeCoroutine, ScopeKind } from './scoped.js';

/** Of one call of `withContext`. */
class ContextKind extends ScopeKind {
  private dispatched = false;

  constructor(private readonly context: CoroutineContext) {
    super('withContext', '');
  }

  override nameOf(): string {
    return this.dispatched ? 'DispatchedCoroutine' : 'UndispatchedCoroutine';
  }

  override call(scope: ScopeCoroutine<unknown>, caller: Resumable): IteratorResult<Suspension, unknown> {
    const { context } = this;
    const own = context.get(jobKey);
    (own ?? caller).ensureActive();
    const added = context.minusKey(jobKey);
    scope.elements = caller.elements.plus(added);
    const interceptor = added.get(ContinuationInterceptor);
    this.dispatched = interceptor !== null && !interceptor.equals(caller.interceptor);
    scope.attachTo(own === null ? caller.originJob : parentOf(own, 'withContext'));
    if (!this.dispatched) return scope.enterInCall(caller);
    scope.state |= IN_CALL;
    scope.interceptor.intercept(scope, scope);
    return scope.leaveCall(caller);
  }

  /** On another dispatcher the caller has to get back to its own. */
  override afterBody(scope: ScopeCoroutine<unknown>): Resumable | null {
    if (!this.dispatched) return super.afterBody(scope);
    scope.afterCompletion();
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
  return new ScopeCoroutine<T>(block, new ContextKind(context));
}
