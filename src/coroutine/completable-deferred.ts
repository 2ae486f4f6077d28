import type { ContextKey } from '../context/context.js';
import { JobSupport } from '../job/machine.js';
import { HAS_RESULT, JobImpl } from './completable-job.js';
import type { CompletableDeferred as CompletableDeferredType, Job } from './jobs.js';

const TAKER = 'new CompletableDeferred';

class CompletableDeferredImpl extends JobImpl {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof JobSupport && value.kind === 'CompletableDeferredImpl';
  }

  // biome-ignore lint/correctness/noUnreachableSuper: only a user's subclass is a class of its own, see JobImpl
  constructor(...args: [] | [valueOrParent: unknown]) {
    const [first] = args;
    const parent = first instanceof JobImpl ? first : null;
    const isComplete = args.length > 0 && parent === null;
    if (new.target === CompletableDeferredImpl) {
      const deferred = new JobImpl(parent, TAKER, HAS_RESULT);
      if (isComplete) deferred.complete(first);
      // biome-ignore lint/correctness/noConstructorReturn: as above
      return deferred;
    }
    super(parent, TAKER, HAS_RESULT);
    if (isComplete) this.complete(first);
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
