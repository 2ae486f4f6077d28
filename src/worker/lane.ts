import type { PooledCall } from './pooled-call.js';

/** Calls that wait, the oldest first. One that was taken back from a thread comes first again. */
export class CallQueue {
  private calls: PooledCall[] = [];
  private head = 0;

  get size(): number {
    return this.calls.length - this.head;
  }

  get first(): PooledCall | undefined {
    return this.calls[this.head];
  }

  push(call: PooledCall): void {
    this.calls.push(call);
  }

  putBack(call: PooledCall): void {
    if (this.head > 0) this.calls[--this.head] = call;
    else this.calls.unshift(call);
  }

  shift(): void {
    this.head++;
    if (this.head * 2 < this.calls.length) return;
    this.calls = this.calls.slice(this.head);
    this.head = 0;
  }
}

/** The pool of a lane. */
export interface LanePool {
  readonly isClosed: boolean;
  /** Has a call run, now or when its turn has come. @throws when its arguments cannot be sent. */
  submit(lane: Lane, call: PooledCall): void;
  /** @throws IllegalStateException when the pool is closed. */
  requireOpen(): void;
}

/** A dispatcher's share of a pool's threads: a queue, and a limit on how many are busy for it at once. */
export class Lane {
  readonly queue = new CallQueue();
  private busy = 0;

  constructor(
    readonly pool: LanePool,
    readonly limit: number,
    /** The lane that this one is a part of; null where its threads come on top, as those of views of `IO` do. */
    private readonly parent: Lane | null,
  ) {}

  get hasRoom(): boolean {
    for (let lane: Lane | null = this; lane !== null; lane = lane.parent) if (lane.busy >= lane.limit) return false;
    return true;
  }

  enter(): void {
    for (let lane: Lane | null = this; lane !== null; lane = lane.parent) lane.busy++;
  }

  leave(): void {
    for (let lane: Lane | null = this; lane !== null; lane = lane.parent) lane.busy--;
  }
}
