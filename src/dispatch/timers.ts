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
  index = -1;

  constructor(
    readonly time: number,
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
    this.forget(task);
    return task;
  }

  remove(task: TimerTask): void {
    if (task.slot !== this) return;
    this.forget(task);
    this.timers.removed(this);
  }

  private forget(task: TimerTask): void {
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
    const bucket = recent?.time === time && recent.index >= 0 ? recent : this.bucketOf(time);
    bucket.add(task);
    this.size++;
  }

  private bucketOf(time: number): TimerBucket {
    const { recent } = this;
    if (recent?.live === 0 && recent.index >= 0) this.drop(recent);
    let bucket = this.buckets.get(time);
    if (bucket === undefined) {
      bucket = new TimerBucket(time, this);
      this.buckets.set(time, bucket);
      this.place(bucket, this.heap.length);
    }
    this.recent = bucket;
    return bucket;
  }

  /** The time of the first task, or undefined when none waits. */
  get nextTime(): number | undefined {
    return this.first()?.time;
  }

  /** Takes the first task out, if it is due at `now`. Its bucket stays, because in virtual time it is filled meanwhile. */
  take(now: number): TimerTask | undefined {
    const bucket = this.first();
    if (bucket === undefined || bucket.time > now) return undefined;
    this.size--;
    return bucket.take();
  }

  /** Takes the first bucket out, if it is due at `now`; its tasks are no longer counted. */
  takeBucket(now: number): TimerBucket | undefined {
    const bucket = this.first();
    if (bucket === undefined || bucket.time > now) return undefined;
    this.size -= bucket.live;
    this.drop(bucket);
    return bucket;
  }

  /** @internal Called by a bucket from which a task was removed. */
  removed(bucket: TimerBucket): void {
    if (bucket.index < 0) return; // taken out: not counted any more
    this.size--;
    if (bucket.live === 0 && bucket !== this.recent) this.drop(bucket);
    if (this.size === 0) this.onEmpty();
  }

  private first(): TimerBucket | undefined {
    let bucket = this.heap[0];
    while (bucket?.live === 0) {
      this.drop(bucket);
      bucket = this.heap[0];
    }
    return bucket;
  }

  private drop(bucket: TimerBucket): void {
    this.buckets.delete(bucket.time);
    const last = this.heap.pop()!;
    if (last !== bucket) this.place(last, bucket.index);
    bucket.index = -1;
  }

  /** Puts a bucket into the heap, where the place `free` is vacant. */
  private place(bucket: TimerBucket, free: number): void {
    const { heap } = this;
    let at = free;
    while (at > 0) {
      const above = heap[(at - 1) >> 1]!;
      if (above.time <= bucket.time) break;
      const vacant = above.index;
      heap[at] = above;
      above.index = at;
      at = vacant;
    }
    for (;;) {
      const left = heap[at * 2 + 1];
      const right = heap[at * 2 + 2];
      const below = right !== undefined && right.time < left!.time ? right : left;
      if (below === undefined || below.time >= bucket.time) break;
      const vacant = below.index;
      heap[at] = below;
      below.index = at;
      at = vacant;
    }
    heap[at] = bucket;
    bucket.index = at;
  }
}
