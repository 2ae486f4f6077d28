import { CompletionHandlerException } from '../internal/exceptions.js';
import { addSuppressed } from '../internal/suppressed.js';
import type { JobHooks } from './hooks.js';
import { type JobListener, JobNodes } from './nodes.js';

/** Calls one node. What it throws is added to `failure`, what others of the same job threw; returned is the sum. */
export function notifyNode(
  job: JobHooks,
  node: JobListener,
  cause: unknown,
  failure: CompletionHandlerException | null,
): CompletionHandlerException | null {
  try {
    node.notify(cause);
    return failure;
  } catch (thrown) {
    if (failure === null) return handlerFailure(job, thrown);
    addSuppressed(failure, thrown);
    return failure;
  }
}

export function handlerFailure(job: JobHooks, thrown: unknown): CompletionHandlerException {
  return new CompletionHandlerException(`Exception in completion handler of ${job}`, { cause: thrown });
}

/** A job that is being cancelled, and where the walk over its nodes stands. */
export class CancellingWalk<J extends JobHooks> {
  failure: CompletionHandlerException | null = null;
  private only: JobListener | null = null;
  private readonly list: JobNodes | null = null;

  constructor(
    readonly job: J,
    readonly above: CancellingWalk<J> | null,
  ) {
    const { nodes } = job;
    if (nodes instanceof JobNodes) {
      nodes.begin();
      this.list = nodes;
    } else this.only = nodes;
  }

  next(): JobListener | null {
    if (this.list !== null) return this.list.next();
    const { only } = this;
    this.only = null;
    return only;
  }

  tell(node: JobListener): void {
    this.failure = notifyNode(this.job, node, this.job.result, this.failure);
  }

  /** Adds what a level below threw to what the handlers of this one threw. */
  add(thrown: unknown): void {
    if (this.failure === null) this.failure = handlerFailure(this.job, thrown);
    else addSuppressed(this.failure, thrown);
  }
}
