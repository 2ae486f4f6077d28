/*
 * Scopes within a coroutine. The caller waits in the scope's object, which is both the suspended call and the coroutine
 * that runs the block:
 *
 *   caller --yield*--> ScopeCoroutine --runs--> block
 *
 *   block ends, no children left    the caller goes on in the same call (afterBody)
 *   last child ends                 the caller is dispatched (afterCompletion), and may be cancelled until then
 *   never suspended at all          the result is simply returned (IN_CALL)
 */
import { EmptyCoroutineContext } from '../context/elements.js';
import { IllegalStateException } from '../internal/exceptions.js';
import { requireFunction } from '../internal/require-function.js';
import { CANCELLING, FINAL, STARTED } from '../job/states.js';
import type { Suspend, Suspension } from '../suspend/continuation.js';
import { enter, isDeep, resume } from '../suspend/driver.js';
import { returned, SUSPENDED, suspendMark } from '../suspend/results.js';
import { ATOMIC, BODY_ENTERED, CALLER_CANCELLED, IN_CALL, type Resumable } from '../suspend/resumable.js';
import { runningCoroutine } from '../suspend/running.js';
import { Coroutine } from './coroutine.js';
import type { CoroutineBlock } from './coroutine-scope.js';

export class ScopeCoroutine<T> extends Coroutine implements Suspend<T> {
  /** Who waits for the result; null before the start and after the end. */
  protected caller: Resumable | null = null;

  declare readonly [suspendMark]: true;

  constructor(block: CoroutineBlock<unknown>, name: string) {
    requireFunction(name, block);
    super(EmptyCoroutineContext, block as Resumable['body'], STARTED);
  }

  get kind(): string {
    return 'ScopeCoroutine';
  }

  /** What the call is named in messages. */
  protected get what(): string {
    return 'coroutineScope';
  }

  override get isScoped(): boolean {
    return true;
  }

  override get hasAfterCompletion(): boolean {
    return true;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Suspension, T> {
    if (!(this.state & BODY_ENTERED) && this.caller === null) {
      this.caller = runningCoroutine(this.what);
      return this.call(this.caller);
    }
    if (!(this.state & FINAL) || this.caller === null) {
      throw new IllegalStateException(
        `${this.what} was run before: a suspend call runs once. Make a new call for another run`,
      );
    }
    return this.deliver(this.caller);
  }

  /** Starts the block for the caller. */
  protected call(caller: Resumable): IteratorResult<Suspension, T> {
    this.elements = caller.elements;
    this.attachTo(caller.originJob);
    return this.enterInCall(caller);
  }

  /** Runs the block in the caller's own call, up to its first suspension. */
  protected enterInCall(caller: Resumable): IteratorResult<Suspension, T> {
    if (isDeep()) {
      // Scopes within scopes without end, in one call, would overflow the stack: this one begins on a fresh one.
      this.state |= ATOMIC;
      this.interceptor.intercept(this, this);
      return SUSPENDED;
    }
    this.state |= BODY_ENTERED | IN_CALL;
    enter(this);
    return this.leaveCall(caller);
  }

  protected leaveCall(caller: Resumable): IteratorResult<Suspension, T> {
    this.state &= ~IN_CALL;
    return this.state & FINAL ? this.deliver(caller) : SUSPENDED;
  }

  protected deliver(caller: Resumable): IteratorResult<Suspension, T> {
    this.caller = null;
    if (this.state & CALLER_CANCELLED) throw caller.getCancellationException();
    if (this.state & CANCELLING) throw this.result;
    return returned(this.result as T);
  }

  protected override afterBody(): Resumable | null {
    return this.state & IN_CALL ? null : this.caller;
  }

  override afterCompletion(): void {
    const { caller } = this;
    if (caller !== null && !(this.state & IN_CALL)) caller.interceptor.intercept(caller, this);
  }

  override run(): void {
    if (!(this.state & FINAL)) super.run();
    else this.resumeCaller(!(this.state & CANCELLING));
  }

  override runInPlace(): void {
    if (!(this.state & FINAL)) super.runInPlace();
    else this.resumeCaller(true);
  }

  /** A caller that was cancelled meanwhile gets its cancellation instead of the value. */
  private resumeCaller(cancellable: boolean): void {
    const { caller } = this;
    if (caller === null) return;
    if (cancellable && !caller.isActive) this.state |= CALLER_CANCELLED;
    resume(caller);
  }

  override rejected(error: unknown): void {
    if (!(this.state & FINAL)) {
      super.rejected(error);
      return;
    }
    this.state |= CANCELLING;
    this.result = error;
    this.resumeCaller(false);
  }
}
(ScopeCoroutine.prototype as { [suspendMark]: true })[suspendMark] = true;

class SupervisorCoroutine<T> extends ScopeCoroutine<T> {
  override get kind(): string {
    return 'SupervisorCoroutine';
  }

  protected override get what(): string {
    return 'supervisorScope';
  }

  override endsWithChild(): boolean {
    return false;
  }
}

/**
 * Runs `block` with a scope of its own and waits for it and all coroutines launched in it. When one of them fails, the others
 * are cancelled and the failure is thrown to the caller, whose own job stays active: a try/catch around the call recovers.
 *
 * **Suspends** until the block and all its children have ended. The block begins at once, in the caller's turn.
 *
 * **Cancellation** of the caller cancels the scope; the call throws when all of it has ended.
 *
 * @example
 * ```ts
 * import { coroutineScope, delay, run, type Suspend } from 'suspendable';
 *
 * function* both(): Suspend<number> {
 *   return yield* coroutineScope(function* ({ async }) {
 *     const one = async(function* () { yield* delay(10); return 1; });
 *     const two = async(function* () { yield* delay(10); return 2; });
 *     return (yield* one.await()) + (yield* two.await());
 *   });
 * }
 * console.log(await run(both)); // 3
 * ```
 */
export function coroutineScope<T>(block: CoroutineBlock<T>): Suspend<T> {
  return new ScopeCoroutine<T>(block, 'coroutineScope');
}

/**
 * As {@link coroutineScope}, but children fail each for itself: a child's failure cancels neither the scope nor its siblings
 * and goes to that child's `CoroutineExceptionHandler`. A failure of `block` itself cancels the children and is thrown.
 *
 * @example
 * ```ts
 * import { run, supervisorScope } from 'suspendable';
 *
 * await run(() => supervisorScope(function* ({ async }) {
 *   const broken = async(() => { throw new Error('broken'); });
 *   const whole = async(() => 'whole');
 *   console.log(yield* whole.await()); // whole
 *   try { yield* broken.await(); } catch (error) { console.log((error as Error).message); } // broken
 * }));
 * ```
 */
export function supervisorScope<T>(block: CoroutineBlock<T>): Suspend<T> {
  return new SupervisorCoroutine<T>(block, 'supervisorScope');
}
