/*
 * Timers, ordered by time and, within one time, by their scheduling. Tasks of one time share a bucket, and a heap orders
 * the buckets: a million delays that end in a few hundred different milliseconds cost an array slot each.
 *
 * A task that is cancelled leaves at once in the sense that nothing fires it and it counts no more; its array slot is
 * given back when more than half of a bucket is such slots, so that removal is constant in time and in memory. With the
 * last task of its time the bucket leaves the heap, except that the one last added to stays until another is: a timeout that is
 * set, stopped and set again, as around quick calls, uses the same bucket.
 */
import type { TimerSlot, TimerTask } from '../context/context.js';

/** So many places of tasks that are gone a bucket may keep beyond as many as still wait. */
const SPARE = 64;

/** The tasks of one time. */
export class TimerBucket implements TimerSlot {
  private tasks: TimerTask[] = [];
  private position = 0;
  /** How many of the tasks still wait. */
  live = 0;
  /** Its place in the heap, -1 outside. @internal */
  place = -1;

  constructor(
    readonly due: number,
    private readonly timers: Timers,
  ) {}

  add(task: TimerTask): void {
    task.slot = this;
    this.tasks.push(task);
    this.live++;
  }

  /** Takes the first task that still waits. */
  take(): TimerTask | undefined {
    if (this.live === 0) return undefined;
    let task = this.tasks[this.position++]!;
    while (task.slot !== this) task = this.tasks[this.position++]!;
    this.gone(task);
    return task;
  }

  remove(task: TimerTask): void {
    if (task.slot !== this) return;
    this.gone(task);
    this.timers.removed(this);
  }

  private gone(task: TimerTask): void {
    task.slot = null;
    if (--this.live === 0) this.tasks.length = this.position = 0;
    if (this.tasks.length <= this.live * 2 + SPARE) return;
    this.tasks = this.tasks.filter((t, i) => i >= this.position && t.slot === this);
    this.position = 0;
  }
}

/** All timers of one source of time. */
export class Timers {
  /** How many tasks wait. */
  size = 0;
  private readonly buckets = new Map<number, TimerBucket>();
  /** A binary heap of the buckets. */
  private readonly heap: TimerBucket[] = [];
  /** The bucket that was last added to. */
  private recent: TimerBucket | undefined;

  /** Called when the last task was removed. */
  constructor(private readonly onEmpty: () => void = () => {}) {}

  add(time: number, task: TimerTask): void {
    const { recent } = this;
    const bucket = recent?.due === time && recent.place >= 0 ? recent : this.bucketOf(time);
    bucket.add(task);
    this.size++;
  }

  private bucketOf(time: number): TimerBucket {
    const { recent } = this;
    if (recent?.live === 0 && recent.place >= 0) this.dropBucket(recent);
    let bucket = this.buckets.get(time);
    if (bucket === undefined) {
      bucket = new TimerBucket(time, this);
      this.buckets.set(time, bucket);
      this.sift(bucket, this.heap.length);
    }
    this.recent = bucket;
    return bucket;
  }

  /** The time of the first task, or undefined when none waits. */
  get nextTime(): number | undefined {
    return this.firstBucket()?.due;
  }

  /** Takes the first task out, if it is due at `now`. Its bucket stays, because in virtual time it is filled meanwhile. */
  take(now: number): TimerTask | undefined {
    const bucket = this.firstBucket();
    if (bucket === undefined || bucket.due > now) return undefined;
    this.size--;
    return bucket.take();
  }

  /** Takes the first bucket out, if it is due at `now`; its tasks are no longer counted. */
  takeBucket(now: number): TimerBucket | undefined {
    const bucket = this.firstBucket();
    if (bucket === undefined || bucket.due > now) return undefined;
    this.size -= bucket.live;
    this.dropBucket(bucket);
    return bucket;
  }

  /** @internal Called by a bucket from which a task was removed. */
  removed(bucket: TimerBucket): void {
    if (bucket.place < 0) return; // taken out: not counted any more
    this.size--;
    if (bucket.live === 0 && bucket !== this.recent) this.dropBucket(bucket);
    if (this.size === 0) this.onEmpty();
  }

  private firstBucket(): TimerBucket | undefined {
    let bucket = this.heap[0];
    while (bucket?.live === 0) {
      this.dropBucket(bucket);
      bucket = this.heap[0];
    }
    return bucket;
  }

  private dropBucket(bucket: TimerBucket): void {
    this.buckets.delete(bucket.due);
    const last = this.heap.pop()!;
    if (last !== bucket) this.sift(last, bucket.place);
    bucket.place = -1;
  }

  /** Puts a bucket into the heap, where the place `free` is vacant. */
  private sift(bucket: TimerBucket, free: number): void {
    const { heap } = this;
    let at = free;
    while (at > 0) {
      const above = heap[(at - 1) >> 1]!;
      if (above.due <= bucket.due) break;
      const vacant = above.place;
      heap[at] = above;
      above.place = at;
      at = vacant;
    }
    for (;;) {
      const left = heap[at * 2 + 1];
      const right = heap[at * 2 + 2];
      const below = right !== undefined && right.due < left!.due ? right : left;
      if (below === undefined || below.due >= bucket.due) break;
      const vacant = below.place;
      heap[at] = below;
      below.place = at;
      at = vacant;
    }
    heap[at] = bucket;
    bucket.place = at;
  }
}
