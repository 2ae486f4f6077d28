import type { ContextElement, ContextKey, CoroutineContext } from '../context/context.js';
import { combine, elementMinusKey, getFromElement } from '../context/elements.js';
import { IllegalStateException } from '../internal/exceptions.js';
import { identityOf } from '../internal/identity.js';
import { type CancellationException, isCancellation, JobCancellationException } from './cancellation.js';
import { jobKey } from './job.js';
import { type JobListener, JobNode, JobNodes, type NodeOwner, type SuspensionNode } from './nodes.js';
import { CANCELLING, FINAL, STARTED, stateName } from './states.js';

/** What few jobs need, kept apart so that the many do not pay for it. */
export interface JobExtras {
  /** Failures besides the root cause, in the order of their arrival. */
  failures: unknown[] | null;
  /** The cancellation given to children when the root cause is not one itself. */
  childCause: CancellationException | null;
  /** Behind the job's `signal`. */
  abort: AbortController | null;
  /** A coroutine's elements with itself. */
  context: CoroutineContext | null;
  /** Of the loop over a channel in which the job's body waited last. */
  place?: SuspensionNode | undefined;
}

/**
 * A job's data and what can be read from it. A job is itself a node: the one by which its parent knows it. So a child
 * costs its parent no further object.
 */
export abstract class JobRecord extends JobNode implements NodeOwner, ContextElement {
  override place = 0;
  /** See states.ts. */
  state: number;
  /** Null without a parent, and again once this job has ended. */
  parentJob: JobRecord | null = null;
  /** Nothing, the one node itself, or a list of them. */
  nodes: JobListener | JobNodes | null = null;
  /** The root cause while cancelling, and the final one; otherwise the value, once there is one. */
  result: unknown = undefined;
  extras: JobExtras | null = null;

  constructor(state: number) {
    super();
    this.state = state;
  }

  /** The class as `toString` prints it, which a minifier must not change. */
  abstract get kind(): string;

  /** The message of a cancellation without a given cause. */
  get cancellationMessage(): string {
    return 'Job was cancelled';
  }

  get isActive(): boolean {
    return (this.state & (STARTED | CANCELLING | FINAL)) === STARTED;
  }

  get isCompleted(): boolean {
    return (this.state & FINAL) !== 0;
  }

  get isCancelled(): boolean {
    return (this.state & CANCELLING) !== 0;
  }

  /** The jobs attached to this one that have not ended, in the order of attachment. Added to `children`: those behind its last. */
  childJobs(children: JobRecord[] = []): JobRecord[] {
    let child: JobRecord | null | undefined = children.at(-1);
    while ((child = this.nextChild(child))) children.push(child);
    return children;
  }

  /** The child behind `child`, or the first; none behind one that has ended. */
  nextChild(child?: JobRecord): JobRecord | null {
    const { nodes } = this;
    if (!(nodes instanceof JobNodes)) return !child && nodes instanceof JobRecord ? nodes : null;
    let node = nodes.behind(child ?? null);
    while (node !== null && !(node instanceof JobRecord)) node = nodes.behind(node);
    return node;
  }

  addNode(node: JobNode): void {
    if (this.nodes === null) this.nodes = node;
    else this.list(this.nodes).add(node);
  }

  removeNode(node: JobNode): void {
    const { nodes } = this;
    if (nodes === node) this.nodes = null;
    else if (nodes instanceof JobNodes) nodes.remove(node);
  }

  /** As {@link addNode}, for the suspension that the job's own body waits in. */
  addSuspension(suspension: JobListener): void {
    if (this.nodes === null) this.nodes = suspension;
    else this.list(this.nodes).hold(suspension);
  }

  removeSuspension(suspension: JobListener): void {
    const { nodes } = this;
    if (nodes === suspension) this.nodes = null;
    else if (nodes instanceof JobNodes) nodes.letGo(suspension);
  }

  /** The nodes as a list, made where there was only one. */
  private list(nodes: JobListener | JobNodes): JobNodes {
    if (nodes instanceof JobNodes) return nodes;
    const list = new JobNodes();
    if (nodes instanceof JobNode) list.add(nodes);
    else list.hold(nodes);
    this.nodes = list;
    return list;
  }

  extend(): JobExtras {
    this.extras ??= { failures: null, childCause: null, abort: null, context: null };
    return this.extras;
  }

  /** What a suspension in this job throws: the cause itself when it is a cancellation, else one with it as its cause. */
  getCancellationException(): CancellationException {
    const { state, result } = this;
    if (!(state & CANCELLING)) {
      if (state & FINAL) return new JobCancellationException(`${this.kind} has completed normally`);
      throw new IllegalStateException(`Job is still new or active: ${this}`);
    }
    if (isCancellation(result)) return result;
    return new JobCancellationException(state & FINAL ? this.cancellationMessage : `${this.kind} is cancelling`, {
      cause: result,
    });
  }

  /** What this job's children are cancelled with. */
  childCancellation(): CancellationException {
    const { state, result } = this;
    if (!(state & CANCELLING)) return new JobCancellationException(`Parent job is ${stateName(state)}`);
    if (isCancellation(result)) return result;
    if (state & FINAL) return this.parentCancellation();
    const extras = this.extend();
    // One for all children: with many of them the stack traces of one each would be most of the work.
    extras.childCause ??= this.parentCancellation();
    return extras.childCause;
  }

  private parentCancellation(): CancellationException {
    return new JobCancellationException(`Parent job is ${stateName(this.state)}`, { cause: this.result });
  }

  get key(): ContextKey<unknown> {
    return jobKey;
  }

  get<E>(key: ContextKey<E>): E | null {
    return getFromElement(this, key);
  }

  plus(context: CoroutineContext): CoroutineContext {
    return combine(this, context);
  }

  minusKey(key: ContextKey<unknown>): CoroutineContext {
    return elementMinusKey(this, key);
  }

  fold<R>(initial: R, operation: (accumulated: R, element: ContextElement) => R): R {
    return operation(initial, this);
  }

  equals(other: unknown): boolean {
    return this === other;
  }

  override toString(): string {
    return `${this.kind}{${stateName(this.state)}}@${identityOf(this)}`;
  }
}
