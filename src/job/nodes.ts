import type { CompletionHandler, DisposableHandle } from './job.js';

/** Somebody who is told of a job's cancellation or end. */
export interface JobListener {
  /** Whether it is told when the job starts being cancelled; if not, only when the job has ended. */
  readonly hearsCancelling: boolean;
  /** Called with the job's cause; null when the job completed normally. */
  hear(cause: unknown): void;
}

/**
 * What a job keeps a list of: its children and the handlers on it. The links are in the node itself, so a registration
 * allocates nothing more and is removed in constant time.
 */
export abstract class JobNode implements JobListener {
  /** Null when not in a list. @internal */
  nextNode: JobNode | null = null;
  /** @internal */
  previousNode: JobNode | null = null;

  get hearsCancelling(): boolean {
    return false;
  }

  hear(_cause: unknown): void {}
}

/**
 * The list of a job that has more than one node: a ring, of which this object is the first and last.
 *
 * While nodes are being told, handlers may remove any node, themselves included. The walk therefore keeps the node
 * to come in `upcoming`, and whoever removes that node moves it on.
 */
export class JobNodes extends JobNode {
  override nextNode: JobNode = this;
  override previousNode: JobNode = this;
  private upcoming: JobNode = this;
  private holder: SuspensionNode | null = null;

  add(node: JobNode): void {
    const last = this.previousNode;
    node.previousNode = last;
    node.nextNode = this;
    last.nextNode = node;
    this.previousNode = node;
  }

  remove(node: JobNode): void {
    const { nextNode, previousNode } = node;
    if (nextNode === null || previousNode === null) return; // removed before
    if (this.upcoming === node) this.upcoming = nextNode;
    previousNode.nextNode = nextNode;
    nextNode.previousNode = previousNode;
    node.nextNode = null;
    node.previousNode = null;
  }

  /** Starts a walk at the first node; a walk in progress on the same list is ended by it. */
  begin(): void {
    this.upcoming = this.nextNode;
  }

  /** The next node of the walk, or null at its end. */
  next(): JobNode | null {
    const node = this.upcoming;
    if (node === this) return null;
    this.upcoming = node.nextNode!;
    return node;
  }

  get hasNone(): boolean {
    return this.nextNode === this;
  }

  /** Puts the suspension of the job's own body at the end. */
  hold(suspension: JobListener): void {
    this.holder ??= new SuspensionNode();
    this.holder.held = suspension;
    this.add(this.holder);
  }

  letGo(suspension: JobListener): void {
    const { holder } = this;
    if (holder?.held !== suspension) return;
    holder.held = null;
    this.remove(holder);
  }
}

/**
 * The place of the suspension that the job's own body waits in. There is one at most, and most jobs have nothing else, so a
 * suspension has no links of its own; in a list this node, used again and again, stands for it.
 */
export class SuspensionNode extends JobNode {
  held: JobListener | null = null;
  /** The loop whose waits share the place. */
  owner: object | null = null;

  override get hearsCancelling(): boolean {
    return true;
  }

  override hear(cause: unknown): void {
    this.held?.hear(cause);
  }
}

/** The owner of a list, seen from a node that wants to leave it. */
export interface NodeOwner {
  removeNode(node: JobNode): void;
}

/** A user's handler on a job, and at once the handle that removes it. */
export class HandlerNode extends JobNode implements DisposableHandle {
  constructor(
    private job: NodeOwner | null,
    private callback: CompletionHandler | null,
    private readonly early: boolean,
  ) {
    super();
  }

  override get hearsCancelling(): boolean {
    return this.early;
  }

  /** Calls the handler, at most once: one for cancelling is not called again when the job has ended. */
  override hear(cause: unknown): void {
    const { callback } = this;
    this.letGo();
    callback?.(cause);
  }

  dispose(): void {
    this.job?.removeNode(this);
    this.letGo();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** A handle that users keep must not keep the job and what the handler closes over. */
  private letGo(): void {
    this.job = null;
    this.callback = null;
  }
}

/** The handle of a registration that is already over. */
export const inertHandle: DisposableHandle = new HandlerNode(null, null, false);
