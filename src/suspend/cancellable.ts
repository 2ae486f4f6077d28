/*
 * One cancellable suspension. It is at once the call that is `yield*`ed, the continuation that is resumed, the node that
 * makes the job cancel it, and the task that is dispatched, so a suspension costs one object.
 *
 *   IDLE --next()--> STARTING --> WAITING --resume--> RESUMED ---+
 *                       |            |----- throw --> FAILED  ---+-- dispatched, next() --> TAKEN
 *                       |            +---- cancel --> CANCELLED -+
 *                       +-- resumed or cancelled before it could wait: as above, without a dispatch
 *
 * Between RESUMED and its dispatch the job may be cancelled. Then the value is not delivered: `undelivered` is told, and
 * the call throws the cancellation (the prompt cancellation guarantee). FAILED is delivered in any case.
 */
import type { CoroutineContext, ResumeTask } from '../context/context.js';
import { IllegalStateException } from '../internal/exceptions.js';
import { CancellationException } from '../job/cancellation.js';
import type { JobListener } from '../job/nodes.js';
import type { Suspend, Suspension } from './continuation.js';
import { resume } from './driver.js';
import { returned, SUSPENDED, suspendMark } from './results.js';
import type { Resumable } from './resumable.js';
import { running, runningCoroutine } from './running.js';

/** Not begun yet. A subclass that is used again goes back to it when its outcome was taken. */
export const IDLE = 0;
const STARTING = 1;
const WAITING = 2;
export const RESUMED = 3;
const FAILED = 4;
export const CANCELLED = 5;
/** The coroutine has got the outcome. */
export const TAKEN = 8;

/** Base of every suspension that the coroutine's job can cancel. */
export abstract class CancellableSuspension<T> implements Suspend<T>, ResumeTask, JobListener {
  protected coroutine: Resumable = null as unknown as Resumable;
  protected phase = IDLE;
  /** The value or the error to be delivered. While it waits a subclass may keep something else here. */
  protected outcome: unknown = undefined;

  declare readonly [suspendMark]: true;

  /** Arranges for the resumption. May resume at once, and is called even if the job is cancelled already. */
  protected abstract suspend(): void;

  /** What the call is named in messages. */
  protected abstract get what(): string;

  /** Whether the job's cancellation ends it. */
  protected get isCancellable(): boolean {
    return true;
  }

  /**
   * In a job that is cancelled already: whether it first waits and is then cancelled, which takes a dispatch, instead of
   * throwing at once. Kotlin does so where it re-uses continuations: in channels, mutexes and semaphores.
   */
  protected get waitsWhenCancelled(): boolean {
    return false;
  }

  /** Becomes a node of the job, to hear of its cancellation. */
  protected enlist(coroutine: Resumable): void {
    coroutine.addSuspension(this);
  }

  /** The suspension was cancelled, or its value is not delivered: leave queues, stop timers, close resources. */
  protected onCancelled(_cause: unknown, _thrown: unknown): void {}

  /** A value that was given to resume reaches nobody. */
  protected undelivered(cause: unknown): void {
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
    return this.phase > IDLE && this.phase < RESUMED;
  }

  /**
   * Begins, and afterwards gives the outcome, once: returned or thrown. Thrown right here: each further call that an exception
   * has to leave takes V8 about 100 ns, an eighth of a whole cancellation.
   */
  next(): IteratorResult<Suspension, T> {
    let { phase } = this;
    if (phase === IDLE) {
      if (this.begin(running.coroutine ?? runningCoroutine(this.what))) return SUSPENDED;
      phase = this.phase;
    }
    if (phase < RESUMED || phase >= TAKEN) {
      throw new IllegalStateException(
        `${this.what} was run before: a suspend call runs once. Make a new call for another run`,
      );
    }
    const { outcome } = this;
    this.phase = phase | TAKEN;
    this.outcome = undefined;
    this.coroutine.waiting = null;
    if (phase === RESUMED) return returned(outcome as T);
    throw outcome;
  }

  /** Whether `coroutine` has to wait: false if the outcome is there already. */
  private begin(coroutine: Resumable): boolean {
    this.coroutine = coroutine;
    const { isCancellable } = this;
    const cancelled = isCancellable && !coroutine.isActive;
    if (cancelled && !this.waitsWhenCancelled) {
      this.phase = CANCELLED;
      this.outcome = this.cancellationCause();
    } else {
      this.phase = STARTING;
      if (isCancellable && !cancelled) this.enlist(coroutine);
    }
    try {
      this.suspend();
    } catch (thrown) {
      this.phase |= TAKEN;
      coroutine.removeSuspension(this);
      throw thrown;
    }
    if (this.phase === STARTING) {
      this.phase = WAITING;
      coroutine.waiting = this;
      if (cancelled) this.hear();
      return true;
    }
    this.checkDelivery(coroutine);
    return false;
  }

  /** For a subclass that had its outcome without a wait: it has run. */
  protected outcomeIsTaken(): void {
    this.phase = RESUMED | TAKEN;
  }

  /** A value is not delivered in a job that was cancelled meanwhile. */
  private checkDelivery(coroutine: Resumable): void {
    if (coroutine.isActive || this.phase !== RESUMED || !this.isCancellable) return;
    const cause = coroutine.getCancellationException();
    this.undelivered(cause);
    this.phase = FAILED;
    this.outcome = cause;
  }

  /** Dispatched, after {@link settle}. */
  run(): void {
    const { coroutine } = this;
    this.checkDelivery(coroutine);
    resume(coroutine);
  }

  runInPlace(): void {
    resume(this.coroutine);
  }

  rejected(error: unknown): void {
    this.phase = FAILED;
    this.outcome = error;
    resume(this.coroutine);
  }

  /** Has the call return `value`. False when it was resumed or cancelled before. */
  tryResume(value: T): boolean {
    return this.settle(RESUMED, value);
  }

  /** Has the call throw `error`. False when it was resumed or cancelled before. */
  tryResumeWithException(error: unknown): boolean {
    return this.settle(FAILED, error);
  }

  /** Resumes on the turn of the dispatcher that this coroutine uses anyway, without going through its queue again. */
  protected resumeUndispatched(value: T): void {
    if (this.phase !== WAITING) return;
    const { coroutine } = this;
    this.phase = RESUMED;
    this.outcome = value;
    coroutine.removeSuspension(this);
    resume(coroutine);
  }

  cancel(cause?: unknown): boolean {
    if (!this.isActive) return false;
    const starting = this.phase === STARTING;
    this.phase = CANCELLED;
    const thrown = cause ?? new CancellationException(`${this.what} was cancelled normally`);
    this.onCancelled(cause ?? null, thrown);
    this.outcome = thrown;
    this.coroutine.removeSuspension(this);
    if (!starting) this.coroutine.interceptor.intercept(this.coroutine, this);
    return true;
  }

  /** As a node of the job: it is being cancelled. */
  hear(): void {
    if (this.isActive) this.cancel(this.cancellationCause());
  }

  protected cancellationCause(): unknown {
    return this.coroutine.getCancellationException();
  }

  private settle(phase: number, outcome: unknown): boolean {
    const { phase: before, coroutine } = this;
    if (before !== WAITING && before !== STARTING) return false;
    this.phase = phase;
    this.outcome = outcome;
    coroutine.removeSuspension(this);
    if (before === WAITING) coroutine.interceptor.intercept(coroutine, this);
    return true;
  }
}
(CancellableSuspension.prototype as { [suspendMark]: true })[suspendMark] = true;
