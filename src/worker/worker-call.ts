/*
 * A call of a worker module's function: the caller waits in it, as in a scope, and it is the caller's child job. What a
 * scope's block would do is done by the other thread, whose answer ends the job.
 */
import type { CoroutineContext } from '../context/context.js';
import { ContinuationInterceptor } from '../context/elements.js';
import { SupervisorJob } from '../coroutine/completable-job.js';
import { ContextScope } from '../coroutine/context-scope.js';
import { builders } from '../coroutine/coroutine.js';
import { ScopeCoroutine, ScopeKind } from '../coroutine/scoped.js';
import { enqueue, schedule } from '../dispatch/event-loop.js';
import { defaultDispatcher } from '../dispatch/event-loop-dispatcher.js';
import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { JobNode } from '../job/nodes.js';
import type { Suspension } from '../suspend/continuation.js';
import { BODY_ENTERED, IN_CALL, type Resumable } from '../suspend/resumable.js';
import { buffersOf, copyArguments, isPlainValue } from './copy-arguments.js';
import { beginWaiting, endWaiting } from './host.js';
import { Interruptible } from './interruptible.js';
import type { Lane } from './lane.js';
import { laneOf } from './lanes.js';
import { isLinked, type SentLinks, sendLink } from './linked-values.js';
import type { Links } from './links.js';
import type { ModuleReference, PooledCall, Posting } from './pooled-call.js';
import { Transferred } from './transfer.js';

/** How long (ms) an interrupted call may take until it has seen it, before its thread is ended. */
const GRACE = 100;

const elsewhere = (): void => {};

/** Tells the other thread of the cancellation. */
class CancelNode extends JobNode {
  override place = 0;

  constructor(private readonly call: WorkerCall) {
    super();
  }

  override get hearsCancelling(): boolean {
    return true;
  }

  override hear(): void {
    this.call.cancelled();
  }
}

/** One call: it is the kind of the scope that the caller waits in, with what that has to remember. */
export class WorkerCall extends ScopeKind implements PooledCall {
  /** What the caller runs: a job that the other thread's answer ends. */
  readonly scope: ScopeCoroutine<unknown>;
  posting: Posting | null = null;
  isInterruptible = false;
  isStopping = false;
  wasLost = false;
  isOwned: boolean;
  private lane: Lane | null = null;
  /** The failure from the other thread, to which the caller's stack is to be added. */
  private failure: unknown = null;

  /** Of {@link args}, if these are the call's own. */
  private buffers: readonly ArrayBuffer[] = [];
  private releaseLinks: (() => void) | null = null;

  constructor(
    readonly module: ModuleReference,
    readonly name: string,
    private args: readonly unknown[],
  ) {
    super(name, 'WorkerCoroutine');
    this.scope = new ScopeCoroutine(elsewhere, this);
    this.isOwned = args.every(isPlainValue);
  }

  get elements(): CoroutineContext {
    return this.scope.elements;
  }

  describe(): string {
    return `${this.name} of ${this.module.url || 'a worker module'}`;
  }

  get isQueued(): boolean {
    return this.posting === null && !this.scope.isCancelled;
  }

  override call(scope: ScopeCoroutine<unknown>, caller: Resumable): IteratorResult<Suspension, unknown> {
    caller.ensureActive();
    const { elements } = caller;
    scope.elements = elements;
    const lane = laneOf(elements.get(ContinuationInterceptor)!);
    this.lane = lane;
    lane.pool.requireOpen();
    this.isInterruptible = elements.get(Interruptible) !== null;
    scope.attachTo(caller);
    scope.addNode(new CancelNode(this));
    scope.state |= BODY_ENTERED | IN_CALL;
    beginWaiting();
    try {
      lane.pool.submit(lane, this);
    } catch (thrown) {
      this.answer(thrown, true);
    }
    return scope.leaveCall(caller);
  }

  /** Makes the arguments the call's own, because they are sent later: the caller's may have changed by then. */
  own(): void {
    // What moves must not be touched before; the caller has given it away.
    if (
      this.isOwned ||
      this.buffers.length > 0 ||
      this.args.some((each) => each instanceof Transferred || isLinked(each))
    )
      return;
    try {
      this.args = copyArguments(this.args);
    } catch (thrown) {
      throw this.explain(thrown);
    }
    // Buffers that are the call's own can be moved; the call then cannot be sent a second time.
    this.buffers = buffersOf(this.args);
    this.isOwned = this.buffers.length === 0;
  }

  encodeArguments(transfer: Transferable[]): readonly unknown[] {
    if (this.isOwned) return this.args;
    transfer.push(...this.buffers);
    return this.args.map((each) => {
      if (isLinked(each)) return null; // see sendLinks
      if (!(each instanceof Transferred)) return each;
      transfer.push(...each.list);
      return each.value;
    });
  }

  sendLinks(links: Links): SentLinks | null {
    if (this.isOwned) return null;
    const indexes = [...this.args.keys()].filter((i) => isLinked(this.args[i]));
    if (indexes.length === 0) return null;
    const job = new SupervisorJob(this.scope);
    const scope = new ContextScope(builders, this.elements.plus(job));
    const sent = indexes.map((i) => [i, sendLink(this.args[i] as object, links, scope)] as const);
    this.releaseLinks = () => {
      for (const [, [, id]] of sent) links.close(id as number, null);
      job.complete();
    };
    return sent;
  }

  /** Which argument it was that could not be cloned. */
  explain(thrown: unknown): unknown {
    for (const [i, each] of this.args.entries()) {
      if (each instanceof Transferred || isLinked(each)) continue;
      try {
        structuredClone(each);
      } catch (cause) {
        return new IllegalArgumentException(
          `Argument ${i + 1} of ${this.describe()} cannot be sent to another thread: ${(cause as Error).message}`,
          { cause },
        );
      }
    }
    return new IllegalArgumentException(
      `The arguments of ${this.describe()} cannot be sent to another thread: ${describe(thrown)}`,
      { cause: thrown },
    );
  }

  /** The other thread's answer, or what stands for one that cannot come. */
  answer(value: unknown, failed: boolean): void {
    if (this.scope.isCompleted) return;
    this.posting = null;
    this.releaseLinks?.();
    endWaiting();
    if (failed) this.failure = value;
    this.scope.bodyEnded(value, failed);
  }

  /** Always by way of the caller's dispatcher, which is where the caller belongs. */
  override afterBody(): null {
    this.scope.afterCompletion();
    return null;
  }

  override afterCompletion(scope: ScopeCoroutine<unknown>): void {
    const { caller } = scope;
    // The last turn on a pool that was closed meanwhile: the call was made before.
    if (caller !== null && !(scope.state & IN_CALL) && this.lane!.pool.isClosed) {
      defaultDispatcher.intercept(caller, scope);
    } else super.afterCompletion(scope);
  }

  /** Cancelled here: the other thread is told, and its answer still waited for. */
  cancelled(): void {
    if (this.scope.isCompleted) return;
    const { posting } = this;
    if (posting === null) {
      this.endWithoutStart();
      return;
    }
    posting.thread.cancel(posting, this.scope.getCancellationException());
    if (this.isInterruptible) schedule(GRACE, { slot: null, fire: () => this.interrupt() });
  }

  stopped(): void {
    this.answer(this.scope.getCancellationException(), true);
  }

  endWithoutStart(): void {
    // Not within the walk that cancels, in which jobs do not end.
    enqueue({ run: () => this.stopped() });
  }

  private interrupt(): void {
    const { posting } = this;
    if (posting === null) return;
    // It may have said so just now.
    posting.thread.takeMail();
    if (this.isStopping || this.scope.isCompleted) return;
    this.stopped();
    posting.thread.kill();
  }

  override deliver(scope: ScopeCoroutine<unknown>, caller: Resumable): unknown {
    const { failure } = this;
    if (failure !== null && failure === scope.result && failure instanceof Error) addCallersStack(failure, scope.next);
    return super.deliver(scope, caller);
  }
}

/**
 * The caller is on the stack when its call gives it the failure, for each `yield*` on the way asks the next. So its stack
 * costs nothing while all goes well.
 */
function addCallersStack(failure: Error, below: Function): void {
  const here: { stack?: string } = new Error();
  (Error as { captureStackTrace?(target: object, below: Function): void }).captureStackTrace?.(here, below);
  const callers = here.stack?.split('\n').filter((line) => /^\s+at |@/.test(line)) ?? [];
  failure.stack = `${failure.stack}\n    ---- called from another thread ----\n${callers.join('\n')}`;
}
