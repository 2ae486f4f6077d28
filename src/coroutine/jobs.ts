/*
 * The contract of jobs as users see them: the machine's part (job/job.ts) and what waits.
 */
import type { CancellationException } from '../job/cancellation.js';
import type { JobCore } from '../job/job.js';
import type { SelectClause } from '../select/clause.js';
import type { Suspend } from '../suspend/continuation.js';

/**
 * A piece of work with a lifecycle: a coroutine, or something completed by hand. Jobs form trees: a job ends only when all
 * its children have, cancelling it cancels them, and a child's failure fails it.
 *
 * | state | `isActive` | `isCompleted` | `isCancelled` |
 * | --- | --- | --- | --- |
 * | New (lazy, not started) | false | false | false |
 * | Active, Completing (waits for children) | true | false | false |
 * | Cancelling | false | false | true |
 * | Completed | false | true | false |
 * | Cancelled (also: failed) | false | true | true |
 */
export interface Job extends JobCore {
  /** The job that waits for this one and is failed by its failure; null for a root, and when this one has ended. */
  readonly parent: Job | null;
  /** The children that have not ended, in the order in which they were attached. */
  readonly children: Iterable<Job>;
  /** Cancels the job and all below it. The first cause counts; later ones have no effect. */
  cancel(cause?: CancellationException | null): void;
  /** Cancels all children; the job itself stays active. */
  cancelChildren(cause?: CancellationException | null): void;
  /**
   * What suspension points in this job throw.
   *
   * @throws IllegalStateException while the job is active.
   * @example
   * ```ts
   * import { CancellationException, Job } from 'suspendable';
   *
   * const job = new Job();
   * job.cancel(new CancellationException('user left'));
   * console.log(job.getCancellationException().message); // user left
   * ```
   */
  getCancellationException(): CancellationException;
  /**
   * Waits until the job has ended, however it ended. Starts a lazy job.
   *
   * **Suspends** until the job is completed, children included. **Cancellation** of the caller ends the wait with the
   * caller's cancellation, even if the job has ended meanwhile; the job itself is not touched.
   */
  join(): Suspend<void>;
  /** Cancels the job and waits until it has ended. */
  cancelAndJoin(): Suspend<void>;
  /** A clause of `select` that wins when the job has ended, however it ended. Starts a lazy job. */
  onJoin<R>(block: () => Suspend<R> | R): SelectClause<R>;
  /** A promise of the job's end, for code that is no coroutine. It rejects when the job was cancelled or failed. */
  asPromise(): Promise<unknown>;
  /** Aborted when the job is being cancelled, with the cancellation as its reason: for `fetch` and the like. */
  readonly signal: AbortSignal;
}

/**
 * A job with a result.
 *
 * @example
 * ```ts
 * import { delay, run } from 'suspendable';
 *
 * await run(function* ({ async }) {
 *   const answer = async(function* () { yield* delay(1); return 42; });
 *   console.log(yield* answer.await(), answer.getCompleted(), answer.getCompletionExceptionOrNull()); // 42 42 null
 * });
 * ```
 */
export interface Deferred<T> extends Job {
  /**
   * The result, waited for if need be. Starts a lazy coroutine.
   *
   * **Suspends** until the job is completed. **Cancellation** of the caller ends the wait; that of the job itself is thrown
   * to the caller, as is its failure.
   */
  await(): Suspend<T>;
  /** A clause of `select` that wins with the result; it throws the failure. Starts a lazy coroutine. */
  onAwait<R>(block: (value: T) => Suspend<R> | R): SelectClause<R>;
  /** The result. @throws IllegalStateException before completion; the failure or cancellation, if it ended with one. */
  getCompleted(): T;
  /** What the job failed or was cancelled with, null when it has a result. @throws IllegalStateException before completion. */
  getCompletionExceptionOrNull(): unknown;
  asPromise(): Promise<T>;
}

/**
 * A job that is completed by hand.
 *
 * @example
 * ```ts
 * import { type CompletableJob, Job, run } from 'suspendable';
 *
 * const ready: CompletableJob = new Job();
 * const failed: CompletableJob = new Job();
 * ready.complete();
 * failed.completeExceptionally(new Error('no disk'));
 * await run(() => ready.join());
 * console.log(ready.isCancelled, failed.isCancelled); // false true
 * ```
 */
export interface CompletableJob extends Job {
  /** Completes the job, when its children have ended. False when it was completed or cancelled before. */
  complete(): boolean;
  /** Fails the job with `error`: its children are cancelled. False when it was completed or cancelled before. */
  completeExceptionally(error: unknown): boolean;
}

/**
 * How something ended, as `Promise.allSettled` says it.
 *
 * @example
 * ```ts
 * import { CompletableDeferred, run } from 'suspendable';
 *
 * const [outcome] = await Promise.allSettled([Promise.resolve(42)]);
 * const answer = new CompletableDeferred<number>();
 * answer.completeWith(outcome);
 * console.log(await run(() => answer.await())); // 42
 * ```
 */
export type Outcome<T> =
  | { readonly status: 'fulfilled'; readonly value: T }
  | { readonly status: 'rejected'; readonly reason: unknown };

/** A result that is given by hand. */
export interface CompletableDeferred<T> extends Deferred<T> {
  /** Completes with `value`. False when it was completed or cancelled before. */
  complete(value: T): boolean;
  /** Fails with `error`; an error other than a cancellation also fails the parent. False when completed before. */
  completeExceptionally(error: unknown): boolean;
  /** Completes as the outcome says. */
  completeWith(outcome: Outcome<T>): boolean;
}
