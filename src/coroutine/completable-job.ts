import type { ContextKey } from '../context/context.js';
import { jobKey } from '../job/job.js';
import { JobSupport } from '../job/machine.js';
import { ALREADY_COMPLETING, ENDED, STARTED } from '../job/states.js';
import type { CompletableDeferred, CompletableJob as CompletableJobType, Job as JobType, Outcome } from './jobs.js';
import { Joinable } from './joinable.js';
import { parentOf } from './parent.js';

/** Its children fail each for itself. */
const SUPERVISES = 1 << 8;
/** It has a result, and so a use for failures. */
export const HAS_RESULT = 1 << 9;
/** A child's failure is in good hands with the parent. */
const PARENT_HANDLES = 1 << 10;

/**
 * A job without a body: `Job`, and by other names `SupervisorJob` and `CompletableDeferred`. Of one class: see ScopeKind in
 * coroutine/scoped.ts. Bits of the state say which it is.
 */
export class JobImpl extends Joinable implements CompletableDeferred<any> {
  static readonly contextKey = jobKey;

  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && (value as { key?: unknown }).key === jobKey;
  }

  constructor(parent?: JobType | null, taker = 'new Job', own = 0) {
    super(STARTED | own);
    this.attachTo(parentOf(parent, taker));
    // Asked once: a failure at the bottom of a deep chain of jobs would otherwise climb to the top at each level.
    if (this.parentJob?.handlesException) this.state |= PARENT_HANDLES;
  }

  get kind(): string {
    if (this.state & HAS_RESULT) return 'CompletableDeferredImpl';
    return this.state & SUPERVISES ? 'SupervisorJobImpl' : 'JobImpl';
  }

  override get endsWhenCancelled(): boolean {
    return true;
  }

  override endsWithChild(cause: unknown): boolean {
    return !(this.state & SUPERVISES) && super.endsWithChild(cause);
  }

  /** A job without a body and a result has no use for failures, so it is the next job above that counts. */
  override get handlesException(): boolean {
    return (this.state & (HAS_RESULT | PARENT_HANDLES)) !== 0;
  }

  complete(value?: unknown): boolean {
    return this.completeWithOutcome(this.state & HAS_RESULT ? value : undefined, false);
  }

  completeExceptionally(error: unknown): boolean {
    return this.completeWithOutcome(error, true);
  }

  completeWith(outcome: Outcome<unknown>): boolean {
    return outcome.status === 'fulfilled' ? this.complete(outcome.value) : this.completeExceptionally(outcome.reason);
  }

  /** Completes; false when that was done before. */
  private completeWithOutcome(value: unknown, failed: boolean): boolean {
    const outcome = this.tryComplete(value, failed);
    if (outcome === ENDED) this.afterCompletion();
    return outcome !== ALREADY_COMPLETING;
  }
}

class SupervisorJobImpl extends JobImpl {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof JobSupport && value.kind === 'SupervisorJobImpl';
  }

  // biome-ignore lint/correctness/noUnreachableSuper: only a user's subclass is a class of its own, see JobImpl
  constructor(parent?: JobType | null) {
    // biome-ignore lint/correctness/noConstructorReturn: as above
    if (new.target === SupervisorJobImpl) return new JobImpl(parent, 'new SupervisorJob', SUPERVISES);
    super(parent, 'new SupervisorJob', SUPERVISES);
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
