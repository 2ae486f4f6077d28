import type { CompletionHandlerException } from '../internal/exceptions.js';
import { isCancellation } from './cancellation.js';
import { JobRecord } from './record.js';

/** What kinds of jobs differ in. The machine asks and calls; a kind overrides. */
export abstract class JobHooks extends JobRecord {
  /** The caller gets this job's failure by itself, so no parent needs to be told. */
  get isScoped(): boolean {
    return false;
  }

  /** Whether a child that ends with `cause` takes this job along. One that was cancelled does not; under a supervisor none does. */
  endsWithChild(cause: unknown): boolean {
    return !isCancellation(cause);
  }

  /** A child has failed, which is not this job's failure. */
  onChildFailure(_cause: unknown): void {}

  /** There is no body to wait for: being cancelled completes it. */
  get endsWhenCancelled(): boolean {
    return false;
  }

  /** A child's failure is in good hands here. */
  get handlesException(): boolean {
    return true;
  }

  /** Whether {@link afterCompletion} does anything. */
  get hasAfterCompletion(): boolean {
    return false;
  }

  /** The job was started for the first time. */
  onStart(): void {}

  /** Takes a failure that no parent took. Returns whether it did. */
  handleJobException(_cause: unknown): boolean {
    return false;
  }

  /** The outcome is decided; the state is not final yet and the completion handlers have not run. */
  onCompletionInternal(): void {}

  /** The job has ended and its handlers have run. Whoever ends the job by `tryComplete` sees to this by itself. */
  afterCompletion(): void {}

  /** Gets what handlers threw: whoever completes a plain job gets it thrown, coroutines have their handler for it. */
  handleOnCompletionException(error: CompletionHandlerException): void {
    throw error;
  }

  /** A failure that the final cause cannot carry, being no object. */
  reportLost(_failure: unknown): void {}
}
