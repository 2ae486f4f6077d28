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
    node.hear(cause);
  } catch (thrown) {
    return handlerFailure(job, thrown, failure);
  }
  return failure;
}

export function handlerFailure(
  job: JobHooks,
  thrown: unknown,
  failure: CompletionHandlerException | null,
): CompletionHandlerException {
  if (failure === null) {
    return new CompletionHandlerException(`Exception in completion handler of ${job}`, { cause: thrown });
  }
  addSuppressed(failure, thrown);
  return failure;
}

/** A job that is being cancelled, and where the walk over its nodes stands. */
export class CancellingWalk<J extends JobHooks> {
  failure: CompletionHandlerException | null = null;
  private nodes: JobListener | JobNodes | null;

  constructor(
    readonly job: J,
    readonly above: CancellingWalk<J> | null,
  ) {
    this.nodes = job.nodes;
    if (job.nodes instanceof JobNodes) job.nodes.begin();
  }

  next(): JobListener | null {
    const { nodes } = this;
    if (nodes instanceof JobNodes) return nodes.next();
    this.nodes = null;
    return nodes;
  }

  tell(node: JobListener): void {
    this.failure = notifyNode(this.job, node, this.job.result, this.failure);
  }

  /** Adds what a level below threw to what the handlers of this one threw. */
  add(thrown: unknown): void {
    this.failure = handlerFailure(this.job, thrown, this.failure);
  }
}
