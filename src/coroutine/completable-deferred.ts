import type { ContextKey } from '../context/context.js';
import { jobKey } from '../job/job.js';
import { JobSupport } from '../job/machine.js';
import { HAS_RESULT, JobImpl } from './completable-job.js';
import type { CompletableDeferred as CompletableDeferredType, Job } from './jobs.js';

class CompletableDeferredImpl {
  static readonly contextKey = jobKey;

  static [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof JobSupport && value.kind === 'CompletableDeferredImpl';
  }

  constructor(...args: [] | [valueOrParent: unknown]) {
    const [first] = args;
    const isJob = first instanceof JobImpl;
    const deferred = new JobImpl(isJob ? first : null, 'new CompletableDeferred', HAS_RESULT);
    if (args.length > 0 && !isJob) deferred.complete(first);
    // biome-ignore lint/correctness/noConstructorReturn: there is one class of them, see JobImpl
    return deferred;
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
