import { IllegalStateException } from '../internal/exceptions.js';
import type { JobSupport } from '../job/machine.js';
import { CANCELLING } from '../job/states.js';
import type { SelectClause } from '../select/clause.js';
import { jobRecipe } from '../select/job-recipe.js';
import type { Suspend } from '../suspend/continuation.js';
import { ReadyCall } from '../suspend/ready-call.js';
import { JobWait } from './joinable.js';

/** The result of a job, waited for if need be. If it has ended, the caller's cancellation is not looked at. */
export function awaitResult<T>(job: JobSupport): Suspend<T> {
  return job.isCompleted ? new ReadyCall('await', () => getCompleted<T>(job)) : new ResultWait<T>(job);
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

export function onResult<T, R>(job: JobSupport, block: (value: T) => Suspend<R> | R): SelectClause<R> {
  return jobRecipe('onAwait', job, block, true);
}

export function getCompleted<T>(job: JobSupport): T {
  if (hasFailed(job)) throw job.result;
  return job.result as T;
}

export function getCompletionExceptionOrNull(job: JobSupport): unknown {
  return hasFailed(job) ? job.result : null;
}

function hasFailed(job: JobSupport): boolean {
  if (job.isCompleted) return job.isCancelled;
  throw new IllegalStateException(`This job has not completed yet: ${job}. Wait for it: yield* deferred.await()`);
}
