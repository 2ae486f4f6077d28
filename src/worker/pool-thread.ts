import { CallSlots } from './call-slots.js';
import { decodeFailure, encodeFailure, type SentFailure } from './failures.js';
import type { Lane } from './lane.js';
import type { SentLink } from './linked-values.js';
import { Links } from './links.js';
import {
  CALL,
  CANCEL,
  CRASH,
  FAILURE,
  LINK,
  LINKED_RESULT,
  MODULE,
  REPORT_HEAD,
  RESULT,
  STOPPING,
} from './messages.js';
import type { ThreadResourceLimits, WorkerFactory } from './module.js';
import type { PooledCall, PostedThread, Posting } from './pooled-call.js';
import { encodeElements } from './registry.js';
import { receiveLink } from './remote-values.js';
import { sharedMemory, startThread } from './start-thread.js';
import type { Message, SharedMemory, ThreadHandle, ThreadOwner } from './thread-host.js';
import { WorkerThreadException } from './worker-thread-exception.js';

let lastId = 0;

/** The pool of a thread. */
export interface ThreadKeeper {
  /** The thread has nothing to run. */
  freed(thread: PoolThread): void;
  /** There is news of its calls. */
  called(thread: PoolThread): void;
  /** A lane has got calls back. */
  enqueued(lane: Lane): void;
  /** The thread is gone. */
  lost(thread: PoolThread): void;
}

/** Whether another thread can have the call, as long as none has begun with it. */
export function canBeTakenBack(call: PooledCall): boolean {
  return call.isOwned && !call.isInterruptible;
}

/** A thread of a pool, as its starter knows it. */
export class PoolThread implements ThreadOwner, PostedThread {
  /** For whom it is busy; null when it is free. */
  lane: Lane | null = null;
  /** It runs a call that may be ended with it, and therefore no other. */
  isReserved = false;
  freeSince = 0;
  private readonly memory: SharedMemory | null = sharedMemory();
  private readonly handle: ThreadHandle;
  private readonly postings = new Map<number, Posting>();
  /** What it may not have taken from its mail yet, the oldest first. */
  private unseen: Posting[] = [];
  /** How many calls it was sent, how many of them it has taken from its mail. */
  private sent = 0;
  private seen = 0;
  /** How many it had been sent when it became busy, and how many since are not for it any more. */
  private sentWhenAssigned = 0;
  private takenBack = 0;
  private readonly modules = new Set<number>();
  private readonly slots = new CallSlots(this.memory);
  private outbox: unknown[] = [];
  readonly links = new Links((id, content, transfer) => {
    this.outbox.push(LINK, id, content);
    this.postOutbox(transfer);
  });
  private hasReported = false;
  /** What it has not caught. */
  private crash: Error | null = null;
  private isGone = false;

  constructor(
    private readonly pool: ThreadKeeper,
    readonly factory: WorkerFactory | null,
    private readonly name: string,
    limits: ThreadResourceLimits | undefined,
  ) {
    this.handle = startThread(this, { name, limits, factory, shared: this.memory });
  }

  /** Neither busy nor with a call that waits, nor with anything that this thread may still use. */
  get isUnused(): boolean {
    return this.lane === null && this.postings.size === 0 && !this.links.hasForeign;
  }

  /** How many calls it has beside the one that it runs. While it starts it runs none. */
  get inAdvance(): number {
    const begun = this.hasReported ? Math.max(this.seen, this.sentWhenAssigned + 1) : 0;
    return this.sent - begun - this.takenBack;
  }

  occupy(lane: Lane): void {
    lane.enter();
    this.lane = lane;
    this.sentWhenAssigned = this.sent;
  }

  send(call: PooledCall): void {
    const posting: Posting = { id: ++lastId, slot: this.slots.take(), call, thread: this };
    const transfer: Transferable[] = [];
    const { module, isOwned: isPlain } = call;
    if (!this.modules.has(module.number)) {
      this.modules.add(module.number);
      this.outbox.push(MODULE, module.number, module.url);
    }
    if (!isPlain) this.flush();
    try {
      this.outbox.push(CALL, posting.id, posting.slot, module.number, call.name);
      this.outbox.push(call.encodeArguments(transfer), call.sendLinks(this.links), encodeElements(call.elements));
      if (!isPlain) this.postOutbox(transfer);
    } catch (thrown) {
      this.outbox = [];
      this.slots.release(posting.slot);
      if (this.lane !== null && this.sent === this.seen + this.takenBack) this.becomeFree();
      call.answer(call.explain(thrown), true);
      return;
    }
    this.sent++;
    this.unseen.push(posting);
    this.postings.set(posting.id, posting);
    this.isReserved = call.isInterruptible;
    call.posting = posting;
    if (isPlain) this.flushSoon();
  }

  private flushSoon(): void {
    if (this.outbox.length > 1000) this.flush();
    else unflushed.add(this);
    if (unflushed.size === 1) queueMicrotask(flushAll);
  }

  flush(): void {
    if (this.outbox.length > 0) this.postOutbox([]);
  }

  private postOutbox(transfer: readonly Transferable[]): void {
    const { outbox } = this;
    this.outbox = [];
    if (!this.isGone) this.handle.post(outbox, transfer);
  }

  /** Whether the call was still nobody's. Its slot is free when the thread has passed it by. */
  private withdraw({ slot, id, call }: Posting): boolean {
    if (!this.slots.withdraw(slot)) return false;
    this.takenBack++;
    this.postings.delete(id);
    if (call.isInterruptible) this.isReserved = false;
    return true;
  }

  /** Puts up to `count` calls, the last ones, back into their lane. */
  takeBack(count: number): boolean {
    let left = count;
    for (let i = this.unseen.length - 1; i >= 0 && left > 0; i--) {
      const posting = this.unseen[i]!;
      if (posting.call.posting !== posting || !canBeTakenBack(posting.call) || !this.withdraw(posting)) continue;
      posting.call.posting = null;
      this.lane!.queue.putBack(posting.call);
      left--;
    }
    return left < count;
  }

  cancel(posting: Posting, cause: unknown): void {
    if (this.withdraw(posting)) {
      posting.call.posting = null;
      posting.call.endWithoutStart();
      return;
    }
    this.outbox.push(CANCEL, posting.id, encodeFailure(cause));
    this.flush();
    this.slots.cancel(posting.slot);
  }

  /** Takes its mail without the host's event loop. Whether there was any. */
  takeMail(): boolean {
    this.flush();
    // Asked before: what it has sent until its end is then there.
    const { whyEnded } = this.handle;
    let any = false;
    for (let message = this.handle.take(); message !== undefined; message = this.handle.take()) {
      this.receive(message);
      any = true;
    }
    if (this.isGone || whyEnded === null) return any;
    if (this.crash === null) this.ended(whyEnded, null);
    else this.ended(`crashed: ${this.crash.message}`, this.crash);
    return true;
  }

  probe(): void {
    this.handle.probe();
  }

  receive(message: Message): void {
    if (this.isGone) return;
    this.hasReported = true;
    this.see(message[0] as number);
    for (let at = REPORT_HEAD; at < message.length; at += 3) {
      const id = message[at + 1] as number;
      const content = message[at + 2];
      if (message[at] === LINK) this.links.receive(id, content as unknown[]);
      if (message[at] === CRASH) this.crash = decodeFailure(content as SentFailure) as Error;
      const posting = this.postings.get(id);
      if (posting === undefined || message[at] === LINK) continue;
      switch (message[at]) {
        case RESULT:
          this.forget(posting);
          posting.call.answer(content, false);
          break;
        case LINKED_RESULT:
          this.forget(posting);
          posting.call.answer(receiveLink(content as SentLink, this.links), false);
          break;
        case FAILURE:
          this.forget(posting);
          if (content === null) posting.call.stopped();
          else posting.call.answer(decodeFailure(content as SentFailure), true);
          break;
        case STOPPING:
          posting.call.isStopping = true;
      }
    }
    if (this.lane === null) this.pool.called(this);
    else if (message[1] === true && this.seen === this.sent && !this.isReserved) this.becomeFree();
    else this.pool.called(this);
  }

  private see(count: number): void {
    const passed = this.unseen.splice(0, count - this.seen);
    this.seen = count;
    for (const posting of passed) {
      if (posting.call.posting === posting) continue;
      this.takenBack--;
      this.slots.release(posting.slot);
    }
  }

  private forget(posting: Posting): void {
    this.postings.delete(posting.id);
    this.slots.release(posting.slot);
    if (posting.call.isInterruptible) this.isReserved = false;
  }

  private becomeFree(): void {
    this.lane!.leave();
    this.lane = null;
    this.freeSince = performance.now();
    this.pool.freed(this);
  }

  ended(why: string, cause: unknown): void {
    if (this.isGone) return;
    this.leavePool(() => {
      this.links.lost(new WorkerThreadException(`The thread ${this.name} ${why}`, { cause }));
      const { lane } = this;
      for (const posting of [...this.postings.values()].reverse()) {
        const { call } = posting;
        // One that had not begun goes to another thread, once: it may itself be what ends threads.
        if (this.hasReported && lane !== null && !call.wasLost && canBeTakenBack(call) && this.withdraw(posting)) {
          call.wasLost = true;
          call.posting = null;
          lane.queue.putBack(call);
          this.pool.enqueued(lane);
        } else call.answer(new WorkerThreadException(`The thread of ${call.describe()} ${why}`, { cause }), true);
      }
    });
  }

  private leavePool(dispose: () => void): void {
    this.isGone = true;
    const { lane } = this;
    lane?.leave();
    dispose();
    this.lane = null;
    this.pool.lost(this);
  }

  /** Ends the thread, whatever it runs. */
  kill(): void {
    this.leavePool(() => void this.handle.terminate());
  }

  /** Ends it when it has no call. */
  end(): Promise<unknown> | void {
    this.isGone = true;
    return this.handle.terminate();
  }
}

const unflushed = new Set<PoolThread>();

function flushAll(): void {
  for (const thread of unflushed) thread.flush();
  unflushed.clear();
}
