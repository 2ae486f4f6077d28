import type { CompletionHandler, DisposableHandle } from './job.js';

/** Somebody who is told of a job's cancellation or end. */
export interface JobListener {
  /** Whether it is told when the job starts being cancelled; if not, only when the job has ended. */
  readonly hearsCancelling: boolean;
  /** Called with the job's cause; null when the job completed normally. */
  hear(cause: unknown): void;
}

/**
 * What a job keeps a list of: its children and the handlers on it. Its place in the list is in the node itself, so it is removed
 * in constant time.
 */
export abstract class JobNode implements JobListener {
  /**
   * Where it stands in the list it is in. Set by each class itself: a constructor that many classes share would store into objects of
   * many shapes, which takes V8 a search each time.
   *
   * @internal
   */
  abstract place: number;

  get hearsCancelling(): boolean {
    return false;
  }

  hear(_cause: unknown): void {}
}

/**
 * The place of the suspension that the job's own body waits in. There is one at most, and most jobs have nothing else, so a
 * suspension has no place of its own; in a list a node that is used again and again stands for it.
 */
export class SuspensionNode extends JobNode {
  override place = 0;
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

/** How many places a list has at first. */
const FEW = 4;
/** How many places are kept though hardly any is taken: to make a list smaller and larger again takes longer than it is worth. */
const SPARED = 32;

/**
 * The list of a job that has more than one node, in the order in which they came. A node that leaves only makes its place free, so
 * that neither its neighbours nor the others have to be touched; free places are closed up when they are most of the list.
 *
 * While nodes are being told, handlers may remove any node, themselves included, and add others: the walk goes by places.
 */
export class JobNodes extends SuspensionNode {
  private places: (JobNode | undefined)[];
  /** Behind the last node. */
  private end: number;
  private size: number;
  /** There is no node ahead of it. */
  private first: number;
  /** Where the walk goes on. */
  private upcoming: number;

  // Written out: see QueuedWait.
  constructor() {
    super();
    this.places = new Array(FEW);
    this.end = this.size = this.first = this.upcoming = 0;
  }

  add(node: JobNode): void {
    if (this.end === this.places.length) this.closeUp();
    node.place = this.end;
    this.places[this.end++] = node;
    this.size++;
  }

  remove(node: JobNode): void {
    const { place } = node;
    if (this.places[place] !== node) return; // removed before
    this.places[place] = undefined;
    if (--this.size === 0) this.end = this.first = 0;
    else if (place === this.end - 1) this.end = place;
    if (this.size * 8 + SPARED < this.places.length) this.closeUp();
    else if (this.end < this.upcoming) this.upcoming = this.end;
  }

  /** Leaves no free places between the nodes, and as many behind them as they are. */
  private closeUp(): void {
    const { places, end, upcoming } = this;
    this.places = new Array(Math.max(FEW, this.size * 2));
    this.end = this.first = 0;
    for (let i = 0; i < end; i++) {
      if (i === upcoming) this.upcoming = this.end;
      const node = places[i];
      if (node === undefined) continue;
      node.place = this.end;
      this.places[this.end++] = node;
    }
    if (upcoming >= end) this.upcoming = this.end;
  }

  /** Starts a walk at the first node; a walk in progress on the same list is ended by it. */
  begin(): void {
    this.upcoming = 0;
  }

  /** The next node of the walk, or null at its end. */
  next(): JobNode | null {
    while (this.upcoming < this.end) {
      const node = this.places[this.upcoming++];
      if (node !== undefined) return node;
    }
    return null;
  }

  /** The first node behind `node`, or of all; none behind one that has left. */
  behind(node: JobNode | null): JobNode | null {
    const { places, end } = this;
    let place = this.first;
    if (node !== null) {
      if (places[node.place] !== node) return null;
      place = node.place + 1;
    }
    while (place < end && places[place] === undefined) place++;
    if (node === null) this.first = place;
    return place < end ? places[place]! : null;
  }

  get hasNone(): boolean {
    return this.size === 0;
  }

  /** Puts the suspension of the job's own body at the end, where the list itself stands for it. */
  hold(suspension: JobListener): void {
    this.held = suspension;
    this.add(this);
  }

  letGo(suspension: JobListener): void {
    if (this.held !== suspension) return;
    this.held = null;
    this.remove(this);
  }
}

/** The owner of a list, seen from a node that wants to leave it. */
export interface NodeOwner {
  removeNode(node: JobNode): void;
}

/** Tells somebody when the job that it is on has ended. */
export class EndNode<J extends NodeOwner> extends JobNode {
  override place = 0;

  constructor(
    readonly job: J,
    private readonly listener: { jobEnded(job: J): void },
  ) {
    super();
  }

  override hear(): void {
    this.listener.jobEnded(this.job);
  }

  leave(): void {
    this.job.removeNode(this);
  }
}

/** A user's handler on a job, and at once the handle that removes it. */
export class HandlerNode extends JobNode implements DisposableHandle {
  override place = 0;

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
