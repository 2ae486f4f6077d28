import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { JobSupport } from '../job/machine.js';
import { EndNode } from '../job/nodes.js';
import { CancellableSuspension } from '../suspend/cancellable.js';
import type { Suspend } from '../suspend/continuation.js';
import { ReadyCall } from '../suspend/ready-call.js';
import type { Deferred, Job } from './jobs.js';

/**
 * The results of a list of deferreds, in their order.
 * See {@link awaitAll}.
 */
export type DeferredResults<D extends readonly Deferred<unknown>[]> = {
  -readonly [K in keyof D]: D[K] extends Deferred<infer T> ? T : never;
};

class AwaitAll extends CancellableSuspension<unknown[]> {
  private nodes: EndNode<JobSupport>[] = [];
  private missing: number;

  constructor(private readonly deferreds: readonly Deferred<unknown>[]) {
    super();
    this.missing = deferreds.length;
  }

  protected override get what(): string {
    return 'awaitAll';
  }

  protected override suspend(): void {
    for (const deferred of this.deferreds) {
      const job = deferred as unknown as JobSupport;
      job.start();
      if (job.isCompleted) this.jobEnded(job);
      else if (this.isActive) {
        const node = new EndNode(job, this);
        this.nodes.push(node);
        job.addNode(node);
      }
    }
  }

  jobEnded(job: JobSupport): void {
    if (job.isCancelled) {
      if (this.tryResumeWithException(job.result)) this.leave();
    } else if (--this.missing === 0) {
      this.tryResume(this.deferreds.map((d) => d.getCompleted()));
    }
  }

  /** A deferred that goes on for long must not keep what has failed on another. */
  private leave(): void {
    for (const node of this.nodes) node.leave();
    this.nodes = [];
  }

  protected override onCancelled(): void {
    this.leave();
  }
}

/**
 * The results of all, in their order. Lazy ones are started.
 *
 * **Suspends** until all have completed, or the first in time has failed: its failure is thrown while others go on.
 *
 * **Cancellation** of the caller ends the wait, not what is waited for.
 *
 * @example
 * ```ts
 * import { awaitAll, delay, run } from 'suspendable';
 *
 * const [a, b] = await run(function* ({ async }) {
 *   return yield* awaitAll(async(function* () { yield* delay(5); return 1; }), async(() => 'two'));
 * });
 * console.log(a, b); // 1 two
 * ```
 */
export function awaitAll<const D extends readonly Deferred<unknown>[]>(...deferreds: D): Suspend<DeferredResults<D>> {
  requireJobs('awaitAll', 'Deferred', deferreds);
  // Nothing to wait for is no suspension, and so no cancellation either.
  const call = deferreds.length === 0 ? new ReadyCall<unknown[]>('awaitAll', () => []) : new AwaitAll(deferreds);
  return call as unknown as Suspend<DeferredResults<D>>;
}

/**
 * Waits for all jobs, in their order, however they end. Lazy ones are started.
 *
 * **Suspends** until all have ended. **Cancellation** of the caller ends the wait, not what is waited for.
 *
 * @example
 * ```ts
 * import { delay, joinAll, run } from 'suspendable';
 *
 * await run(function* ({ launch }) {
 *   yield* joinAll(launch(() => delay(2)), launch(() => delay(1)));
 *   console.log('both have ended'); // both have ended
 * });
 * ```
 */
export function joinAll(...jobs: readonly Job[]): Suspend<void> {
  requireJobs('joinAll', 'Job', jobs);
  return joining(jobs);
}

function* joining(jobs: readonly Job[]): Suspend<void> {
  for (const job of jobs) yield* job.join();
}

function requireJobs(taker: string, kind: string, jobs: readonly unknown[]): void {
  for (const job of jobs) {
    if (job instanceof JobSupport) continue;
    const hint = Array.isArray(job) ? `. Spread the list: ${taker}(...list)` : '';
    throw new IllegalArgumentException(`${taker} expects each argument to be a ${kind}, got ${describe(job)}${hint}`);
  }
}
