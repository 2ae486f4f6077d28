import type { ContextKey } from '../context/context.js';
import { jobKey } from '../job/job.js';
import type { SelectClause } from '../select/clause.js';
import type { Suspend } from '../suspend/continuation.js';
import { CompletableJobSupport } from './completable-job.js';
import { awaitResult, getCompleted, getCompletionExceptionOrNull, onResult } from './deferred.js';
import type { CompletableDeferred as CompletableDeferredType, Job, Outcome } from './jobs.js';
import { parentOf } from './parent.js';

class CompletableDeferredImpl<T> extends CompletableJobSupport implements CompletableDeferredType<T> {
  static readonly contextKey = jobKey;

  constructor(...args: [] | [valueOrParent: T | Job]) {
    const [first] = args;
    const isJob = typeof first === 'object' && first !== null && (first as { key?: unknown }).key === jobKey;
    super(isJob ? parentOf(first, 'new CompletableDeferred') : null);
    if (args.length > 0 && !isJob) this.complete(first as T);
  }

  override get kind(): string {
    return 'CompletableDeferredImpl';
  }

  await(): Suspend<T> {
    return awaitResult(this);
  }

  onAwait<R>(block: (value: T) => Suspend<R> | R): SelectClause<R> {
    return onResult(this, block);
  }

  getCompleted(): T {
    return getCompleted(this);
  }

  getCompletionExceptionOrNull(): unknown {
    return getCompletionExceptionOrNull(this);
  }

  complete(value: T): boolean {
    return this.completeWithOutcome(value, false);
  }

  completeExceptionally(error: unknown): boolean {
    return this.completeWithOutcome(error, true);
  }

  completeWith(outcome: Outcome<T>): boolean {
    return outcome.status === 'fulfilled' ? this.complete(outcome.value) : this.completeExceptionally(outcome.reason);
  }
}

/**
 * The class of results given by hand.
 * See {@link CompletableDeferred}.
 */
export interface CompletableDeferredClass extends ContextKey<Job> {
  new <T>(): CompletableDeferredType<T>;
  new <T>(parent: Job): CompletableDeferredType<T>;
  new <T>(value: T): CompletableDeferredType<T>;
}

/**
 * A result that is given by hand, once, and awaited by any number of coroutines: `new CompletableDeferred()`,
 * `new CompletableDeferred(parentJob)`, or complete from the start: `new CompletableDeferred(value)`.
 *
 * @example
 * ```ts
 * import { CompletableDeferred, run } from 'suspendable';
 *
 * await run(function* ({ launch }) {
 *   const answer = new CompletableDeferred<number>();
 *   launch(function* () { console.log(yield* answer.await()); }); // 42
 *   answer.complete(42);
 * });
 * ```
 */
export const CompletableDeferred: CompletableDeferredClass =
  CompletableDeferredImpl as unknown as CompletableDeferredClass;
export interface CompletableDeferred<T> extends CompletableDeferredType<T> {}
