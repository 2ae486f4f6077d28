import { IllegalStateException } from '../internal/exceptions.js';
import { JobSupport } from '../job/machine.js';
import { EndNode } from '../job/nodes.js';
import { CANCELLING } from '../job/states.js';
import type { SelectClause } from '../select/clause.js';
import { jobRecipe } from '../select/job-recipe.js';
import { CancellableSuspension } from '../suspend/cancellable.js';
import type { Suspend } from '../suspend/continuation.js';
import { ReadyCall } from '../suspend/ready-call.js';
import type { Deferred, Job } from './jobs.js';

/** A job that can be waited for: every job there is. Which kinds have a result is for their types to say. */
export abstract class Joinable extends JobSupport implements Deferred<any> {
  get parent(): Job | null {
    return this.parentJob as Joinable | null;
  }

  get children(): Job[] {
    return this.childJobs() as Joinable[];
  }

  join(): Suspend<void> {
    return this.isCompleted ? joined : new JobWait(this);
  }

  cancelAndJoin(): Suspend<void> {
    return new CancelAndJoin(this);
  }

  onJoin<R>(block: () => Suspend<R> | R): SelectClause<R> {
    return jobRecipe('onJoin', this, block, false);
  }

  /** If it has ended, the caller's cancellation is not looked at. */
  await(): Suspend<any> {
    return this.isCompleted ? new ReadyCall('await', completed, this) : new ResultWait(this);
  }

  onAwait<R>(block: (value: any) => Suspend<R> | R): SelectClause<R> {
    return jobRecipe('onAwait', this, block, true);
  }

  getCompleted(): any {
    if (this.hasFailed()) throw this.result;
    return this.result;
  }

  getCompletionExceptionOrNull(): unknown {
    return this.hasFailed() ? this.result : null;
  }

  private hasFailed(): boolean {
    if (this.isCompleted) return this.isCancelled;
    throw new IllegalStateException(`This job has not completed yet: ${this}. Wait for it: yield* deferred.await()`);
  }

  /** Of a result where the kind of job has one. */
  asPromise(): Promise<any> {
    return new Promise((resolve, reject) => {
      this.invokeOnCompletion(() => {
        if (this.isCancelled) reject(this.result);
        else resolve(this.result);
      });
    });
  }

  get signal(): AbortSignal {
    const extras = this.extend();
    if (extras.abort === null) {
      const abort = new AbortController();
      extras.abort = abort;
      this.invokeOnCompletion(
        (cause) => {
          if (this.isCancelled) abort.abort(this.isCompleted ? cause : this.getCancellationException());
        },
        { onCancelling: true },
      );
    }
    return extras.abort.signal;
  }
}

/** The wait for a job that has ended: only the caller's own cancellation matters. */
const joined = new ReadyCall('join', (coroutine) => coroutine.ensureActive());

const completed = (_coroutine: unknown, job: Joinable): unknown => job.getCompleted();

/** Waits for a job to end. */
export class JobWait<T> extends CancellableSuspension<T> {
  private waitNode: EndNode<JobSupport> | null = null;

  constructor(protected readonly job: JobSupport) {
    super();
  }

  protected override get what(): string {
    return 'join';
  }

  protected override suspend(): void {
    const { job } = this;
    job.start();
    if (job.isCompleted) this.jobEnded();
    else if (this.isActive) {
      this.waitNode = new EndNode(job, this as JobWait<unknown>);
      job.addNode(this.waitNode);
    }
  }

  jobEnded(): void {
    this.tryResume(undefined as T);
  }

  protected override onCancelled(): void {
    this.waitNode?.leave();
  }
}

class CancelAndJoin extends JobWait<void> {
  protected override get what(): string {
    return 'cancelAndJoin';
  }

  protected override suspend(): void {
    this.job.cancel();
    super.suspend();
  }
}

/** Waits for a job and takes its result or failure. */
class ResultWait<T> extends JobWait<T> {
  protected override get what(): string {
    return 'await';
  }

  override jobEnded(): void {
    const { job } = this;
    if (job.isCancelled) this.tryResumeWithException(job.result);
    else this.tryResume(job.result as T);
  }

  /** If the awaited job is failing, its failure says more than that the caller is cancelled. */
  protected override cancellationCause(): unknown {
    return this.job.state & CANCELLING ? this.job.result : super.cancellationCause();
  }
}
