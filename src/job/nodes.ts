import type { CompletionHandler, DisposableHandle } from './job.js';

/** Somebody who is told of a job's cancellation or end. */
export interface JobListener {
  /** Whether it is told when the job starts being cancelled; if not, only when the job has ended. */
  readonly onCancelling: boolean;
  /** Called with the job's cause; null when the job completed normally. */
  notify(cause: unknown): void;
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

  get onCancelling(): boolean {
    return false;
  }

  /** Whether the job waits for it before it ends. */
  get isChild(): boolean {
    return false;
  }

  abstract notify(cause: unknown): void;
}

/**
 * The list of a job that has more than one node: a ring, of which this object is the first and last.
 *
 * While nodes are being notified, handlers may remove any node, themselves included. The walk therefore keeps the node
 * to come in `cursor`, and whoever removes that node moves the cursor on.
 */
export class JobNodes extends JobNode {
  override nextNode: JobNode = this;
  override previousNode: JobNode = this;
  cursor: JobNode = this;
  private held: SuspensionNode | null = null;

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
    if (this.cursor === node) this.cursor = nextNode;
    previousNode.nextNode = nextNode;
    nextNode.previousNode = previousNode;
    node.nextNode = null;
    node.previousNode = null;
  }

  /** Starts a walk at the first node; a walk in progress on the same list is ended by it. */
  begin(): void {
    this.cursor = this.nextNode;
  }

  /** The next node of the walk, or null at its end. */
  next(): JobNode | null {
    const node = this.cursor;
    if (node === this) return null;
    this.cursor = node.nextNode!;
    return node;
  }

  /** Puts the suspension of the job's own body at the end. */
  hold(suspension: JobListener): void {
    this.held ??= new SuspensionNode();
    this.held.suspension = suspension;
    this.add(this.held);
  }

  release(suspension: JobListener): void {
    if (this.held?.suspension !== suspension) return;
    this.held.suspension = null;
    this.remove(this.held);
  }

  get isEmpty(): boolean {
    return this.nextNode === this;
  }

  override notify(): void {}
}

/**
 * The place of the suspension that the job's own body waits in. There is one at most, and most jobs have nothing else, so a
 * suspension has no links of its own; in a list this node, used again and again, stands for it.
 */
class SuspensionNode extends JobNode {
  suspension: JobListener | null = null;

  override get onCancelling(): boolean {
    return true;
  }

  override notify(cause: unknown): void {
    this.suspension?.notify(cause);
  }
}

/** The owner of a list, seen from a node that wants to leave it. */
export interface NodeOwner {
  removeNode(node: JobNode): void;
}

/** A user's handler on a job, and at once the handle that removes it. */
export class HandlerNode extends JobNode implements DisposableHandle {
  private owner: NodeOwner | null;
  private handler: CompletionHandler | null;
  private readonly early: boolean;

  constructor(owner: NodeOwner, handler: CompletionHandler, onCancelling: boolean) {
    super();
    this.owner = owner;
    this.handler = handler;
    this.early = onCancelling;
  }

  override get onCancelling(): boolean {
    return this.early;
  }

  /** Calls the handler, at most once: one for cancelling is not called again when the job has ended. */
  override notify(cause: unknown): void {
    const { handler } = this;
    if (handler === null) return;
    this.release();
    handler(cause);
  }

  dispose(): void {
    const { owner } = this;
    this.release();
    owner?.removeNode(this);
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  /** A handle that users keep must not keep the job and what the handler closes over. */
  private release(): void {
    this.owner = null;
    this.handler = null;
  }
}

/** The handle of a registration that is already over. */
export const inertHandle: DisposableHandle = {
  dispose() {},
  [Symbol.dispose]() {},
};
