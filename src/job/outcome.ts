import { addSuppressed } from '../internal/suppressed.js';
import { isCancellation, isTimeout } from './cancellation.js';
import type { JobHooks } from './hooks.js';
import type { JobRecord } from './record.js';

/** Whether a later failure can still matter for the outcome: cancellations cannot, except a more exact timeout. */
function matters(cause: unknown): boolean {
  return !isCancellation(cause) || isTimeout(cause);
}

/** Keeps a failure that arrives when the job already has a root cause. */
export function addFailure(job: JobRecord, cause: unknown): void {
  if (cause === job.result || !matters(cause)) return;
  const extras = job.extend();
  if (extras.failures === null) extras.failures = [cause];
  else if (!extras.failures.includes(cause)) extras.failures.push(cause);
}

/**
 * The cause that stands for all: the first that is not a cancellation. If all are cancellations the first one, except
 * that a timeout gives way to a second, different timeout (the one that the block itself threw).
 */
function rootOf(causes: readonly unknown[]): unknown {
  for (const cause of causes) if (!isCancellation(cause)) return cause;
  return causes[isTimeout(causes[0]) ? 1 : 0];
}

/**
 * Decides the cause of a job that did not complete normally and hangs the other failures on it, in the order of their
 * arrival. The job is told of what cannot be hung on it because the cause is no object.
 */
export function finalCause(job: JobHooks): unknown {
  const failures = job.extras?.failures;
  if (!failures) return job.result;
  const causes = [job.result, ...failures];
  const root = rootOf(causes);
  for (const cause of causes) {
    if (cause === root || isCancellation(cause)) continue;
    if (!addSuppressed(root, cause)) job.reportLost(cause);
  }
  job.extras!.failures = null;
  return root;
}
