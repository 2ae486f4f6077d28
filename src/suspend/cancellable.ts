/*
 * One cancellable suspension. It is at once the call that is `yield*`ed, the continuation that is resumed and the node that makes
 * the job cancel it, so a suspension costs one object. How far it is, and what comes out of it, the coroutine keeps, which waits in
 * one call at a time: suspensions are of many classes, and V8 finds a field at once only in objects of few.
 *
 *   coroutine.waiting    null --next()--> this ------------------------------------------------------------ next() --> null
 *   coroutine.state        0 ----------> PENDING --it has to wait--> PENDING AWAITING --settled, dispatched--> AWAITING --> 0
 *                                           +--------- settled before it could wait --------------------------^
 *
 * Settled is resumed (with DELIVERS: returns a value), failed or cancelled. Between a value and its dispatch the job may be cancelled.
 * Then the value is not delivered: `undelivered` is told, and the call throws the cancellation (the prompt cancellation guarantee).
 */
import type { CoroutineContext } from '../context/context.js';
import { IllegalStateException } from '../internal/exceptions.js';
import { CancellationException } from '../job/cancellation.js';
import type { JobListener } from '../job/nodes.js';
import type { Suspend, Suspension } from './continuation.js';
import { resume } from './driver.js';
import { SUSPENDED, suspendMark } from './results.js';
import { AWAITING, DELIVERS, PENDING, type Resumable, type Waiting } from './resumable.js';
import { running, runningCoroutine } from './running.js';
import { checkDelivery, takeOutcome, waitsAlready } from './waiting.js';

/** Base of every suspension that the coroutine's job can cancel. */
export abstract class CancellableSuspension<T> implements Suspend<T>, Waiting, JobListener {
  /** Whose call it is; null until it is run. */
  protected coroutine: Resumable = null as unknown as Resumable;

  declare readonly [suspendMark]: true;

  /** Whether the job's cancellation ends it. */
  declare readonly isCancellable: boolean;

  /**
   * In a job that is cancelled already: whether it first waits and is then cancelled, which takes a dispatch, instead of
   * throwing at once. Kotlin does so where it re-uses continuations: in channels, mutexes and semaphores.
   */
  declare readonly waitsWhenCancelled: boolean;

  /** Arranges for the resumption. May resume at once, and is called even if the job is cancelled already. */
  protected abstract suspend(): void;

  /** What the call is named in messages. */
  protected abstract get what(): string;

  /** Becomes a node of the job, to hear of its cancellation. */
  protected enlist(coroutine: Resumable): void {
    coroutine.addSuspension(this);
  }

  /** The suspension was cancelled, or its value is not delivered: leave queues, stop timers, close resources. */
  protected onCancelled(_cause: unknown, _thrown: unknown): void {}

  undelivered(cause: unknown): void {
    this.onCancelled(cause, cause);
  }

  [Symbol.iterator](): this {
    return this;
  }

  get hearsCancelling(): boolean {
    return true;
  }

  get context(): CoroutineContext {
    return this.coroutine.coroutineContext;
  }

  get isActive(): boolean {
    const { coroutine } = this;
    return coroutine !== null && coroutine.waiting === this && (coroutine.state & PENDING) !== 0;
  }

  /** The value or the error to be delivered, once it is settled and until the coroutine has got it. */
  protected get outcome(): unknown {
    return this.coroutine.outcome;
  }

  /** Begins, and afterwards gives the outcome, once: returned or thrown. */
  next(): IteratorResult<Suspension, T> {
    const coroutine = running.coroutine ?? runningCoroutine(this.what);
    if (coroutine.waiting === this) return takeOutcome<T>(coroutine);
    if (this.coroutine !== null) {
      throw new IllegalStateException(
        `${this.what} was run before: a suspend call runs once. Make a new call for another run`,
      );
    }
    return this.begin(coroutine) ? SUSPENDED : takeOutcome<T>(coroutine);
  }

  /** Whether `coroutine` has to wait: false if the outcome is there already. */
  protected begin(coroutine: Resumable): boolean {
    if (coroutine.waiting !== null) throw waitsAlready();
    this.coroutine = coroutine;
    coroutine.waiting = this;
    const { isActive } = coroutine;
    if (isActive || this.waitsWhenCancelled) {
      coroutine.state |= PENDING;
      if (isActive) this.enlist(coroutine);
    } else coroutine.outcome = this.cancellationCause();
    try {
      this.suspend();
    } catch (thrown) {
      this.withdraw(coroutine);
      throw thrown;
    }
    const { state } = coroutine;
    coroutine.state = state | AWAITING;
    if (state & PENDING) {
      if (!isActive && this.isCancellable) this.hear();
      return true;
    }
    if (state & DELIVERS) checkDelivery(coroutine);
    return false;
  }

  /** It could not begin to wait. */
  private withdraw(coroutine: Resumable): void {
    coroutine.removeSuspension(this);
    coroutine.state &= ~(PENDING | DELIVERS);
    coroutine.waiting = null;
    coroutine.outcome = undefined;
  }

  /** Has the call return `value`. False when it was resumed or cancelled before. */
  tryResume(value: T): boolean {
    return this.settle(DELIVERS, value);
  }

  /** Has the call throw `error`. False when it was resumed or cancelled before. */
  tryResumeWithException(error: unknown): boolean {
    return this.settle(0, error);
  }

  private settle(delivers: number, outcome: unknown): boolean {
    const { coroutine } = this;
    if (coroutine === null || coroutine.waiting !== this) return false;
    const { state } = coroutine;
    if (!(state & PENDING)) return false;
    coroutine.state = (state & ~PENDING) | delivers;
    return this.finish(coroutine, outcome);
  }

  /** The coroutine gets the outcome to keep, and the job has nothing to cancel any more. */
  private hand(coroutine: Resumable, outcome: unknown): void {
    coroutine.outcome = outcome;
    coroutine.removeSuspension(this);
  }

  private finish(coroutine: Resumable, outcome: unknown): true {
    this.hand(coroutine, outcome);
    if (coroutine.state & AWAITING) coroutine.interceptor.intercept(coroutine, coroutine);
    return true;
  }

  /** Resumes on the turn of the dispatcher that this coroutine uses anyway, without going through its queue again. */
  protected resumeUndispatched(value: T): void {
    if (!this.isActive) return;
    const { coroutine } = this;
    coroutine.state = (coroutine.state & ~PENDING) | DELIVERS;
    this.hand(coroutine, value);
    resume(coroutine);
  }

  cancel(cause?: unknown): boolean {
    if (!this.isActive) return false;
    const { coroutine } = this;
    coroutine.state &= ~PENDING;
    const thrown = cause ?? new CancellationException(`${this.what} was cancelled normally`);
    this.onCancelled(cause ?? null, thrown);
    return this.finish(coroutine, thrown);
  }

  /** As a node of the job: it is being cancelled. */
  hear(): void {
    if (this.isActive) this.cancel(this.cancellationCause());
  }

  protected cancellationCause(): unknown {
    return this.coroutine.getCancellationException();
  }
}
const prototype = CancellableSuspension.prototype as {
  [suspendMark]: true;
  isCancellable: boolean;
  waitsWhenCancelled: boolean;
};
prototype[suspendMark] = true;
prototype.isCancellable = true;
prototype.waitsWhenCancelled = false;
