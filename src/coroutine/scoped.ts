/*
 * Scopes within a coroutine. The caller waits in the scope's object, which is both the suspended call and the coroutine
 * that runs the block:
 *
 *   caller --yield*--> ScopeCoroutine --runs--> block
 *
 *   block ends, no children left    the caller goes on in the same call (afterBody)
 *   last child ends                 the caller is dispatched (afterCompletion), and may be cancelled until then
 *   never suspended at all          the result is simply returned (IN_CALL)
 *
 * All kinds of scopes are of one class, and what they differ in is in a ScopeKind. Their code is that of all jobs, which V8 would
 * have to look up by each object's class: it knows four at a place, and a program that uses a fifth is slower by half everywhere.
 */
import { EmptyCoroutineContext } from '../context/elements.js';
import { IllegalStateException } from '../internal/exceptions.js';
import { requireFunction } from '../internal/require-function.js';
import { isCancellation } from '../job/cancellation.js';
import { CANCELLING, FINAL, STARTED } from '../job/states.js';
import type { Suspend, Suspension } from '../suspend/continuation.js';
import { enter, isDeep, resume } from '../suspend/driver.js';
import { returned, SUSPENDED, suspendMark } from '../suspend/results.js';
import { ATOMIC, BODY_ENTERED, CALLER_CANCELLED, IN_CALL, type Resumable } from '../suspend/resumable.js';
import { runningCoroutine } from '../suspend/running.js';
import { Coroutine } from './coroutine.js';
import type { CoroutineBlock } from './coroutine-scope.js';

/** What kinds of scopes differ in. One object serves all scopes of a kind that has nothing to remember for each. */
export class ScopeKind {
  constructor(
    /** What the call is named in messages. */
    readonly what: string,
    /** How `toString` prints the coroutine. */
    protected readonly coroutineName: string,
  ) {}

  nameOf(_scope: ScopeCoroutine<unknown>): string {
    return this.coroutineName;
  }

  /** See JobHooks. */
  endsWithChild(cause: unknown): boolean {
    return !isCancellation(cause);
  }

  /** Starts the block for the caller. */
  call(scope: ScopeCoroutine<unknown>, caller: Resumable): IteratorResult<Suspension, unknown> {
    scope.elements = caller.elements;
    scope.attachTo(caller.originJob);
    return scope.enterInCall(caller);
  }

  /** Block and scope have ended while the caller has not suspended yet. */
  endedInCall(_result: unknown, _failed: boolean): void {}

  /** See Coroutine. */
  afterBody(scope: ScopeCoroutine<unknown>): Resumable | null {
    return scope.state & IN_CALL ? null : scope.caller;
  }

  /** Decides the outcome. See JobHooks. */
  onCompletionInternal(): void {}

  /** All of the scope has ended: a caller that waits is dispatched. */
  afterCompletion(scope: ScopeCoroutine<unknown>): void {
    const { caller } = scope;
    if (caller !== null && !(scope.state & IN_CALL)) caller.interceptor.intercept(caller, scope);
  }

  /** What the caller gets. */
  deliver(scope: ScopeCoroutine<unknown>, caller: Resumable): unknown {
    if (scope.state & CALLER_CANCELLED) throw caller.getCancellationException();
    if (scope.state & CANCELLING) throw scope.result;
    return scope.result;
  }
}

export class ScopeCoroutine<T> extends Coroutine implements Suspend<T> {
  /** Who waits for the result; null before the start and after the end. */
  caller: Resumable | null = null;

  declare readonly [suspendMark]: true;

  constructor(
    block: CoroutineBlock<unknown>,
    readonly scopeKind: ScopeKind,
  ) {
    requireFunction(scopeKind.what, block);
    super(EmptyCoroutineContext, block as Resumable['body'], STARTED);
  }

  get kind(): string {
    return this.scopeKind.nameOf(this);
  }

  override get isScoped(): boolean {
    return true;
  }

  override get hasAfterCompletion(): boolean {
    return true;
  }

  override endsWithChild(cause: unknown): boolean {
    return this.scopeKind.endsWithChild(cause);
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Suspension, T> {
    const { what } = this.scopeKind;
    if (!(this.state & BODY_ENTERED) && this.caller === null) {
      this.caller = runningCoroutine(what);
      return this.scopeKind.call(this, this.caller) as IteratorResult<Suspension, T>;
    }
    if (!(this.state & FINAL) || this.caller === null) {
      throw new IllegalStateException(
        `${what} was run before: a suspend call runs once. Make a new call for another run`,
      );
    }
    return this.deliver(this.caller);
  }

  /** Runs the block in the caller's own call, up to its first suspension. */
  enterInCall(caller: Resumable): IteratorResult<Suspension, T> {
    if (isDeep()) {
      // Scopes within scopes without end, in one call, would overflow the stack: this one begins on a fresh one.
      this.state |= ATOMIC | IN_CALL; // its dispatcher may run it in this call, or refuse it
      this.interceptor.intercept(this, this);
      return this.leaveCall(caller);
    }
    this.state |= BODY_ENTERED | IN_CALL;
    enter(this);
    return this.leaveCall(caller);
  }

  leaveCall(caller: Resumable): IteratorResult<Suspension, T> {
    this.state &= ~IN_CALL;
    return this.state & FINAL ? this.deliver(caller) : SUSPENDED;
  }

  private deliver(caller: Resumable): IteratorResult<Suspension, T> {
    this.caller = null;
    return returned(this.scopeKind.deliver(this, caller) as T);
  }

  override bodyEnded(result: unknown, failed: boolean): Resumable | null {
    const next = super.bodyEnded(result, failed);
    if (this.state & IN_CALL && this.state & FINAL) this.scopeKind.endedInCall(result, failed);
    return next;
  }

  protected override afterBody(): Resumable | null {
    return this.scopeKind.afterBody(this);
  }

  override onCompletionInternal(): void {
    this.scopeKind.onCompletionInternal();
  }

  override afterCompletion(): void {
    this.scopeKind.afterCompletion(this);
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

const plainScope = new ScopeKind('coroutineScope', 'ScopeCoroutine');

class SupervisorKind extends ScopeKind {
  override endsWithChild(): boolean {
    return false;
  }
}
const supervisor = new SupervisorKind('supervisorScope', 'SupervisorCoroutine');

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
  return new ScopeCoroutine<T>(block, plainScope);
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
  return new ScopeCoroutine<T>(block, supervisor);
}
