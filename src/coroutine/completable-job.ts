import type { ContextKey } from '../context/context.js';
import { jobKey } from '../job/job.js';
import type { JobSupport } from '../job/machine.js';
import { ALREADY_COMPLETING, ENDED, STARTED } from '../job/states.js';
import type { CompletableJob as CompletableJobType, Job as JobType } from './jobs.js';
import { Joinable } from './joinable.js';
import { parentOf } from './parent.js';

/** A job without a body. */
export class CompletableJobSupport extends Joinable {
  constructor(parent: JobSupport | null) {
    super(STARTED);
    this.attachTo(parent);
  }

  get kind(): string {
    return 'JobImpl';
  }

  override get endsWhenCancelled(): boolean {
    return true;
  }

  /** Completes; false when that was done before. */
  protected completeWithOutcome(value: unknown, failed: boolean): boolean {
    const outcome = this.tryComplete(value, failed);
    if (outcome === ENDED) this.afterCompletion();
    return outcome !== ALREADY_COMPLETING;
  }
}

class JobImpl extends CompletableJobSupport implements CompletableJobType {
  static readonly contextKey = jobKey;

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && (value as { key?: unknown }).key === jobKey;
  }

  /** Asked once: a failure at the bottom of a deep chain of jobs would otherwise climb to the top at each level. */
  private readonly parentHandlesException: boolean;

  constructor(parent?: JobType | null) {
    super(parentOf(parent, 'new Job'));
    this.parentHandlesException = this.parentJob?.handlesException ?? false;
  }

  /** A job without a body and a result has no use for failures, so it is the next job above that counts. */
  override get handlesException(): boolean {
    return this.parentHandlesException;
  }

  complete(): boolean {
    return this.completeWithOutcome(undefined, false);
  }

  completeExceptionally(error: unknown): boolean {
    return this.completeWithOutcome(error, true);
  }
}

class SupervisorJobImpl extends JobImpl {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return Function.prototype[Symbol.hasInstance].call(SupervisorJobImpl, value);
  }

  override get kind(): string {
    return 'SupervisorJobImpl';
  }

  override endsWithChild(): boolean {
    return false;
  }
}

/**
 * A class of jobs: makes one, is the key of jobs in a context, and tells by `instanceof` what is one.
 * See {@link Job} and {@link SupervisorJob}.
 */
export interface JobClass extends ContextKey<JobType> {
  new (parent?: JobType | null): CompletableJobType;
}

/**
 * A piece of work with a lifecycle: see the type `Job`. `new Job(parent?)` makes one without a body, which is completed by
 * hand; as the job of a scope it fails when a child fails, and never completes by itself. `Job` is also the key of jobs:
 * `context.get(Job)`.
 *
 * @example
 * ```ts
 * import { CoroutineScope, Dispatchers, Job } from 'suspendable';
 *
 * const scope = new CoroutineScope(new Job().plus(Dispatchers.Main));
 * scope.launch(() => console.log('in the scope'));
 * scope.coroutineContext.get(Job)!.invokeOnCompletion(() => console.log('scope ended'));
 * setTimeout(() => scope.cancel(), 10);
 * ```
 */
export const Job: JobClass = JobImpl as unknown as JobClass;
export interface Job extends JobType {}

/**
 * A job whose children fail each for itself: their failures neither cancel it nor each other.
 *
 * @example
 * ```ts
 * import { CoroutineExceptionHandler, delay, Dispatchers, run, SupervisorJob, CoroutineScope } from 'suspendable';
 *
 * const handler = new CoroutineExceptionHandler((_context, error) => console.log((error as Error).message));
 * const scope = new CoroutineScope(new SupervisorJob().plus(Dispatchers.Main).plus(handler));
 * scope.launch(() => { throw new Error('one fails'); });
 * await run(() => scope.launch(function* () { yield* delay(1); console.log('the other goes on'); }).join());
 * // prints: one fails, the other goes on
 * ```
 */
export const SupervisorJob: JobClass = SupervisorJobImpl as unknown as JobClass;
export interface SupervisorJob extends CompletableJobType {}
export interface CompletableJob extends CompletableJobType {}
