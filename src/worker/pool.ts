/*
 * The threads of a pool, and which call goes to which of them. Threads are started when a lane that has room finds none that
 * is free. A lane that has none gives its calls to its busy threads in advance, so that these need not wait for the mail
 * between two calls; a thread that is free while others have such calls takes them over.
 */
import { IllegalStateException } from '../internal/exceptions.js';
import { beginWaiting, endWaiting } from './host.js';
import type { Lane, LanePool } from './lane.js';
import { expectMail, type Mailbox, mailboxes } from './mail.js';
import type { ThreadResourceLimits } from './module.js';
import { canBeTakenBack, PoolThread, type ThreadKeeper } from './pool-thread.js';
import type { PooledCall } from './pooled-call.js';

/** How many calls a busy thread has in advance. */
const IN_ADVANCE = 32;

/** Adjusted by tests. */
export const poolTimes = {
  /** How long (ms) a thread without any call is kept: Kotlin's time. */
  keepAlive: 60_000,
};

export interface PoolOptions {
  readonly name: string;
  /** Most threads it may have; fewer than its lanes want, and calls wait. */
  readonly size: number;
  /** Threads stay until the pool is closed. */
  readonly isFixed: boolean;
  readonly limits?: ThreadResourceLimits | undefined;
}

export class Pool implements LanePool, ThreadKeeper, Mailbox {
  readonly threads = new Set<PoolThread>();
  /** Free ones; the last was free last, and is used first, so that the others can end. */
  private readonly free: PoolThread[] = [];
  /** Lanes with calls that wait. */
  private readonly waiting = new Set<Lane>();
  private started = 0;
  private reaper: unknown = null;
  private onEnd: (() => void)[] = [];
  private endings: (Promise<unknown> | void)[] = [];
  isClosed = false;

  constructor(readonly options: PoolOptions) {}

  submit(lane: Lane, call: PooledCall): void {
    if (lane.queue.size === 0 && lane.hasRoom) {
      const thread = this.threadFor(call);
      if (thread !== null) {
        this.assign(thread, lane, call);
        return;
      }
    }
    call.own();
    lane.queue.push(call);
    this.waiting.add(lane);
    this.serve(lane);
  }

  /** Gives as many of a lane's calls to threads as can be. */
  serve(lane: Lane): void {
    const { queue } = lane;
    for (let call = queue.first; call !== undefined; call = queue.first) {
      if (!call.isQueued)
        queue.shift(); // cancelled meanwhile
      else {
        const free = lane.hasRoom ? this.threadFor(call) : null;
        const thread = free ?? this.busyThreadFor(lane, call);
        if (thread === null) return;
        queue.shift();
        if (free === null) thread.send(call);
        else this.assign(free, lane, call);
      }
    }
    this.waiting.delete(lane);
  }

  private assign(thread: PoolThread, lane: Lane, call: PooledCall): void {
    const at = this.free.lastIndexOf(thread);
    if (at >= 0) this.free.splice(at, 1);
    thread.occupy(lane);
    thread.send(call);
  }

  /** A free thread for a call, or a new one. */
  private threadFor(call: PooledCall): PoolThread | null {
    let other: PoolThread | null = null;
    for (let i = this.free.length - 1; i >= 0; i--) {
      const thread = this.free[i]!;
      if (thread.factory !== call.module.factory) {
        if (thread.isUnused) other = thread;
      } else if (!call.isInterruptible || thread.isUnused) return thread;
    }
    if (this.threads.size >= this.options.size) {
      if (other === null) return null;
      this.end(other); // a free one that runs another script gives its place
    }
    const thread = new PoolThread(
      this,
      call.module.factory,
      `${this.options.name}-worker-${++this.started}`,
      this.options.limits,
    );
    this.threads.add(thread);
    mailboxes.add(this);
    expectMail();
    return thread;
  }

  /** The busy thread of the lane that has the fewest calls in advance. */
  private busyThreadFor(lane: Lane, call: PooledCall): PoolThread | null {
    if (!canBeTakenBack(call)) return null;
    let best: PoolThread | null = null;
    for (const thread of this.threads) {
      if (thread.lane !== lane || thread.isReserved || thread.factory !== call.module.factory) continue;
      if (thread.inAdvance < (best?.inAdvance ?? IN_ADVANCE)) best = thread;
    }
    return best;
  }

  takeMail(): boolean {
    let any = false;
    for (const thread of [...this.threads]) if (thread.takeMail()) any = true;
    return any;
  }

  probe(): void {
    for (const thread of this.threads) thread.probe();
  }

  /** A thread has nothing to run. */
  freed(thread: PoolThread): void {
    if (!this.threads.has(thread)) return;
    this.free.push(thread);
    for (const lane of this.waiting) this.serve(lane);
    if (thread.lane === null) this.takeOver(thread);
    if (this.isClosed) this.endUnused();
    else this.reapLater();
  }

  /** Has the thread run half of what the most loaded thread has in advance. */
  private takeOver(thread: PoolThread): void {
    let loaded: PoolThread | null = null;
    for (const each of this.threads) {
      if (each.lane?.hasRoom !== true || each.factory !== thread.factory) continue;
      if (each.inAdvance > (loaded?.inAdvance ?? 0)) loaded = each;
    }
    const lane = loaded?.lane;
    if (!loaded || !lane || !loaded.takeBack(Math.ceil(loaded.inAdvance / 2))) return;
    this.waiting.add(lane);
    this.serve(lane);
  }

  /** A lane has got calls back. */
  enqueued(lane: Lane): void {
    this.waiting.add(lane);
  }

  /** A call has ended, or was taken back: for calls that wait for a thread without any. */
  called(thread: PoolThread): void {
    if (thread.lane !== null) this.serve(thread.lane);
    else if (thread.isUnused) {
      for (const lane of this.waiting) this.serve(lane);
      if (this.isClosed) this.endUnused();
    }
  }

  /** A thread is gone. */
  lost(thread: PoolThread): void {
    this.forget(thread);
    for (const lane of this.waiting) this.serve(lane);
    this.checkEnd();
  }

  private forget(thread: PoolThread): void {
    this.threads.delete(thread);
    const at = this.free.indexOf(thread);
    if (at >= 0) this.free.splice(at, 1);
    if (this.threads.size === 0) mailboxes.delete(this);
  }

  /** Ends a thread that has no call. */
  end(thread: PoolThread): void {
    this.forget(thread);
    const ending = thread.end();
    if (this.isClosed) this.endings.push(ending);
    this.checkEnd();
  }

  private endUnused(): void {
    for (const thread of [...this.free]) if (thread.isUnused) this.end(thread);
  }

  private reapLater(): void {
    if (this.options.isFixed || this.reaper !== null) return;
    const timer = setTimeout(() => {
      this.reaper = null;
      this.reap();
      if (this.free.length > 0) this.reapLater();
    }, poolTimes.keepAlive);
    (timer as { unref?(): void }).unref?.();
    this.reaper = timer;
  }

  private reap(): void {
    const now = performance.now();
    for (const thread of [...this.free]) {
      if (thread.isUnused && now - thread.freeSince >= poolTimes.keepAlive) this.end(thread);
    }
  }

  /** Takes no new calls; threads end when they have no more. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.endUnused();
    this.checkEnd();
  }

  /** When all threads of the closed pool have ended. */
  async whenEnded(): Promise<void> {
    beginWaiting();
    await new Promise<void>((resolve) => {
      this.onEnd.push(resolve);
      this.checkEnd();
    });
    await Promise.all(this.endings);
    endWaiting();
  }

  private checkEnd(): void {
    if (!this.isClosed || this.threads.size > 0 || this.waiting.size > 0) return;
    for (const tell of this.onEnd.splice(0)) tell();
  }

  requireOpen(): void {
    if (this.isClosed) throw new IllegalStateException(`The pool ${this.options.name} is closed`);
  }
}
