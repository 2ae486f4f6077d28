/*
 * The transitions of a job (their drawing is in states.ts). A failure or cancellation goes this way:
 *
 *   enter Cancelling -> own children and suspension, in their order -> the parent -> wait for children
 *   -> decide the cause -> parent or handler takes it -> final state -> leave the parent -> completion handlers
 *
 * Trees of jobs may be deep, so neither the way down nor the way up recurses: the way down keeps its walks in a linked
 * list, the way up goes on in a loop wherever telling the parent is the last thing left to do.
 */
import { requireFunction } from '../internal/require-function.js';
import {
  type CancellationException,
  isCancellation,
  JobCancellationException,
  requireCancellation,
} from './cancellation.js';
import { JobHooks } from './hooks.js';
import type { CompletionHandler, DisposableHandle, InvokeOnCompletionOptions } from './job.js';
import { HandlerNode, inertHandle, type JobListener, JobNode, JobNodes } from './nodes.js';
import { CancellingWalk, handlerFailure, notifyNode } from './notification.js';
import { addFailure, finalCause } from './outcome.js';
import {
  ALREADY_COMPLETING,
  CANCELLING,
  COMPLETING,
  ENDED,
  FINAL,
  FINISH_PENDING,
  HANDLED,
  SEALED,
  STARTED,
  WAITING_FOR_CHILDREN,
} from './states.js';

/** Any job: the machine, without the ways to wait for it that need suspension. */
export abstract class JobSupport extends JobHooks {
  declare parentJob: JobSupport | null;

  start(): boolean {
    if (this.state & (STARTED | CANCELLING | FINAL)) return false;
    this.state |= STARTED;
    this.onStart();
    return true;
  }

  ensureActive(): void {
    if (!this.isActive) throw this.getCancellationException();
  }

  cancel(cause?: CancellationException | null): void {
    requireCancellation(cause, "cancel(new CancellationException('why', { cause }))");
    this.cancelImpl(cause ?? new JobCancellationException(this.cancellationMessage));
  }

  cancelChildren(cause?: CancellationException | null): void {
    const children = this.childJobs();
    for (const child of children) {
      (child as JobSupport).cancel(cause);
      this.childJobs(children); // those that handlers have started since come last
    }
  }

  invokeOnCompletion(handler: CompletionHandler, options?: InvokeOnCompletionOptions): DisposableHandle {
    requireFunction('invokeOnCompletion', handler);
    const early = options?.onCancelling === true;
    if (this.state & FINAL || (early && this.state & CANCELLING)) {
      if (options?.invokeImmediately !== false) handler(this.state & CANCELLING ? this.result : null);
      return inertHandle;
    }
    const node = new HandlerNode(this, handler, early);
    this.addNode(node);
    return node;
  }

  /** Becomes a child of `parent`: cancelled at once if it is being cancelled or has ended, and waited for if it can still wait. */
  attachTo(parent: JobSupport | null): void {
    if (parent === null) return;
    parent.start();
    if (!(parent.state & (SEALED | FINAL))) {
      this.parentJob = parent;
      parent.addNode(this);
    }
    if (parent.state & (CANCELLING | SEALED | FINAL)) this.cancelImpl(parent.childCancellation());
  }

  /** Cancels with any cause, a failure included. False: too late, the outcome is decided already. */
  cancelImpl(cause: unknown): boolean {
    if (this.state & (FINAL | SEALED)) return false;
    this.fail(cause);
    return true;
  }

  /** Ends the body, or `complete()`. After {@link ENDED} it is the caller who sees to what comes after completion. */
  tryComplete(value: unknown, failed: boolean): number {
    if (this.state & (COMPLETING | FINAL)) return ALREADY_COMPLETING;
    this.state |= COMPLETING;
    if (failed) this.fail(value);
    else if (!(this.state & CANCELLING)) this.result = value;
    if (this.waitForChild(null)) return WAITING_FOR_CHILDREN;
    this.settle();
    return ENDED;
  }

  private fail(cause: unknown): void {
    if (!this.enterCancelling(cause)) return;
    this.spreadCancellation(cause);
    this.finishIfPending();
  }

  /** Records the cause. True when the job was not being cancelled before, so that others must be told. */
  protected enterCancelling(cause: unknown): boolean {
    const { state } = this;
    if (state & CANCELLING) {
      addFailure(this, cause);
      return false;
    }
    this.result = cause;
    const ends = !(state & COMPLETING) && (this.endsWhenCancelled || !(state & STARTED));
    this.state = state | (ends ? CANCELLING | COMPLETING | FINISH_PENDING : CANCELLING);
    return true;
  }

  /** Tells all below this job, then the parent; a parent that fails from it does the same in turn. */
  private spreadCancellation(cause: unknown): void {
    let failed: JobSupport[] | null = null;
    for (let job: JobSupport = this; ; ) {
      if (job.nodes !== null) notifyCancelling(job);
      const parent = job.parentJob;
      if (parent === null || job.isScoped || !parent.endsWithChild(cause)) break;
      if (parent.state & (FINAL | SEALED) || !parent.enterCancelling(cause)) break;
      failed ??= [];
      failed.push(parent);
      job = parent;
    }
    while (failed?.length) failed.pop()!.finishIfPending();
  }

  /** As {@link cancelImpl} from the parent, up to the point where this job's own nodes have to be told. */
  cancelFromAbove(parent: JobSupport): boolean {
    if (this.state & (FINAL | SEALED)) return false;
    // The child whose failure this is: what it would be told is not worth an exception.
    if (this.state & CANCELLING && !isCancellation(parent.result)) return false;
    return this.enterCancelling(parent.childCancellation());
  }

  /** Waits for children, or ends, if being cancelled was what completed this job. */
  finishIfPending(): void {
    if (!(this.state & FINISH_PENDING)) return;
    this.state &= ~FINISH_PENDING;
    this.continueCompleting(null);
  }

  private waitForChild(waiter: ParentWaiter | null): boolean {
    let child = this.nextChild();
    while (child?.isCompleted) child = this.nextChild(child);
    child?.addNode(waiter ?? new ParentWaiter(this));
    return child !== null;
  }

  /** The body has ended, or the child that was waited for. */
  continueCompleting(waiter: ParentWaiter | null): void {
    if (this.waitForChild(waiter)) return;
    this.settle();
    this.afterCompletion();
  }

  /** All children have ended: ends this job, then the parents that waited for nothing else. */
  private settle(): void {
    let waiter = this.end();
    while (waiter !== null) {
      const { parent } = waiter;
      if (parent.waitForChild(waiter)) return;
      try {
        waiter = parent.end();
        parent.afterCompletion();
      } catch (thrown) {
        // Handlers of a plain job above threw; for this job its parent's end is one of its own completion handlers.
        this.handleOnCompletionException(handlerFailure(this, thrown, null));
        return;
      }
    }
  }

  /**
   * Decides the outcome, has a failure handled, makes the state final and tells everybody. Where a parent's waiter is the
   * last to be told it is returned instead, so that the caller can go on in a loop.
   */
  private end(): ParentWaiter | null {
    this.state |= SEALED;
    if (this.state & CANCELLING) this.decideCause();
    this.onCompletionInternal();
    this.state = (this.state & ~SEALED) | FINAL;
    const { parentJob, nodes } = this;
    if (parentJob !== null) {
      this.parentJob = null;
      parentJob.removeNode(this);
    }
    if (nodes === null) return null;
    return nodes instanceof JobNodes ? this.notifyAll(nodes) : this.notifyOne(nodes);
  }

  private decideCause(): void {
    const cause = finalCause(this);
    if (this.failParent(cause) || this.handleJobException(cause)) this.state |= HANDLED;
    // Only now: whoever is cancelled by it up to here sees the cause that came first.
    this.result = cause;
  }

  /** Whether the parent takes the failure, or there is none to take. */
  private failParent(cause: unknown): boolean {
    const parent = this.parentJob;
    if (this.isScoped) return true;
    if (parent?.endsWithChild(cause)) return parent.cancelImpl(cause) && parent.handlesException;
    if (isCancellation(cause)) return true;
    parent?.onChildFailure(cause);
    return false;
  }

  private get endCause(): unknown {
    return this.state & CANCELLING ? this.result : null;
  }

  private notifyOne(node: JobListener): ParentWaiter | null {
    this.nodes = null;
    if (node instanceof ParentWaiter && !this.hasAfterCompletion) return node;
    this.told(notifyNode(this, node, this.endCause, null));
    return null;
  }

  private notifyAll(nodes: JobNodes): ParentWaiter | null {
    let failure = null;
    nodes.begin();
    for (let node = nodes.next(); node !== null; node = nodes.next()) {
      this.removeNode(node);
      if (nodes.hasNone && failure === null && node instanceof ParentWaiter && !this.hasAfterCompletion) {
        this.nodes = null;
        return node;
      }
      failure = notifyNode(this, node, this.endCause, failure);
    }
    this.nodes = null;
    this.told(failure);
    return null;
  }

  /** All have been told; `failure` is what their handlers threw. */
  private told(failure: Error | null): void {
    if (failure !== null) this.handleOnCompletionException(failure);
  }
}

/** On the child that a completing parent waits for. */
class ParentWaiter extends JobNode {
  override place = 0;

  constructor(readonly parent: JobSupport) {
    super();
  }

  override hear(): void {
    this.parent.continueCompleting(this);
  }
}

/** Tells the nodes of a job that has become Cancelling, and those of the children that become so by it. */
function notifyCancelling(job: JobSupport): void {
  let walk: CancellingWalk<JobSupport> | null = new CancellingWalk<JobSupport>(job, null);
  while (walk !== null) {
    const node = walk.next();
    if (node instanceof JobSupport) {
      if (node.cancelFromAbove(walk.job)) walk = new CancellingWalk(node, walk);
    } else if (node) {
      if (node.hearsCancelling) walk.tell(node);
    } else walk = leave(walk);
  }
}

/** All nodes of a job have been told. Returned is the walk above. */
function leave({ job, above, failure }: CancellingWalk<JobSupport>): CancellingWalk<JobSupport> | null {
  try {
    if (above !== null) job.finishIfPending();
    if (failure !== null) job.handleOnCompletionException(failure);
  } catch (thrown) {
    if (above === null) throw thrown;
    above.add(thrown);
  }
  return above;
}
