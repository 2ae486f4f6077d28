/*
 * What a shared flow keeps. Values and emitters that wait stand in one line, numbered from the first emission on:
 *
 *        head                                    bufferEnd              queueEnd
 *         |--------- buffered values ---------------|--- emitters that wait ---|
 *                         |----- replay cache ------|
 *                    replayIndex: where new subscribers begin
 *
 *   slowest   the least index of a subscriber; bufferEnd when there is none
 *   head      the lesser of slowest and replayIndex: nobody needs what is before it
 *
 * A subscriber's index is the number of the value that it takes next. A value leaves when the slowest subscriber has taken it;
 * then the first emitters that wait put theirs into the buffer and go on. An emitter that is cancelled leaves a gap.
 *
 * With a capacity of 0 there are no buffered values: a subscriber at the head takes the value of the first emitter that waits,
 * and may be one ahead of the buffer then; the emitter goes on when all subscribers have taken it.
 */
import { BufferOverflow } from '../../channel/channel.js';
import type { CoroutineContext } from '../../context/context.js';
import type { Suspend } from '../../suspend/continuation.js';
import type { Collectable, Sink } from '../collectable.js';
import { EmissionLine } from './emission-line.js';
import { EmitSuspension, type EmitterQueue } from './emit.js';
import { fuseShared } from './fusion.js';
import { Positions } from './positions.js';
import { type SharedLine, SharedSubscriber } from './shared-subscriber.js';
import type { MutableSource } from './source.js';
import { NOTHING } from './subscriber.js';
import { Subscribers } from './subscribers.js';
import { Waking } from './waking.js';

/** In the place of an emitter that was cancelled. To take it is to take nothing. */
const GAP = NOTHING;

export class SharedBuffer<T> implements MutableSource<T>, EmitterQueue<T>, SharedLine<T> {
  readonly subscribers = new Subscribers<SharedSubscriber<T>>();
  private readonly line = new EmissionLine();
  private readonly waking = new Waking();
  private replayIndex = 0;
  private slowest = 0;
  private readonly positions = new Positions();
  private bufferEnd = 0;
  private queueEnd = 0;
  /** How many subscribers wait for a value. */
  private waiting = 0;

  constructor(
    private readonly replay: number,
    private readonly capacity: number,
    private readonly overflow: BufferOverflow,
  ) {}

  private get head(): number {
    return this.slowest < this.replayIndex ? this.slowest : this.replayIndex;
  }

  get replayCache(): T[] {
    const values: T[] = [];
    for (let index = this.replayIndex; index < this.bufferEnd; index++) values.push(this.line.get(index) as T);
    return values;
  }

  /** The value emitted last. Only for a flow with a replay, that has got one. */
  get latest(): T {
    return this.line.get(this.bufferEnd - 1) as T;
  }

  resetReplayCache(): void {
    this.moveTo(this.bufferEnd, this.slowest, this.bufferEnd);
  }

  collectInto(sink: Sink<T>): Suspend<never> {
    return new SharedSubscriber(this, sink);
  }

  get checksCancellation(): true {
    return true;
  }

  fuse(context: CoroutineContext, capacity: number, overflow: BufferOverflow): Collectable<T> {
    return fuseShared(this, context, capacity, overflow);
  }

  // Emitters.

  push(value: T): Suspend<void> | undefined {
    return this.tryEmit(value) ? undefined : new EmitSuspension(this, value);
  }

  tryEmit(value: T): boolean {
    if (!this.store(value)) return false;
    this.noteReady();
    this.waking.resumeAll();
    return true;
  }

  enqueue(emitter: EmitSuspension<T>): void {
    emitter.index = this.queueEnd;
    this.line.append(this.head, this.queueEnd++, emitter);
    if (this.capacity === 0) this.noteReady();
    if (!emitter.isActive) this.abandon(emitter); // in a job that was cancelled before
    this.waking.resumeAll();
  }

  abandon(emitter: EmitSuspension<T>): void {
    if (emitter.index < this.head || this.line.get(emitter.index) !== emitter) return;
    this.line.set(emitter.index, GAP);
    this.closeLastGaps();
  }

  /** Puts the value into the buffer, if it may go there now, or drops what the policy says. */
  private store(value: T): boolean {
    if (this.subscribers.size === 0) {
      this.storeForReplay(value);
      return true;
    }
    const { head } = this;
    if (this.bufferEnd - head >= this.capacity && this.slowest <= this.replayIndex) {
      if (this.overflow === BufferOverflow.SUSPEND) return false;
      if (this.overflow === BufferOverflow.DROP_LATEST) return true;
    }
    this.append(head, value);
    if (this.bufferEnd - head > this.capacity) this.dropOldest();
    if (this.bufferEnd - this.replayIndex > this.replay) {
      this.moveTo(this.replayIndex + 1, this.slowest, this.bufferEnd);
    }
    return true;
  }

  /** Without subscribers only the replay cache is kept. */
  private storeForReplay(value: T): void {
    if (this.replay === 0) return;
    const { head } = this;
    this.append(head, value);
    if (this.bufferEnd - head > this.replay) this.dropOldest();
    this.slowest = this.bufferEnd;
  }

  private append(head: number, value: T): void {
    this.line.append(head, this.queueEnd++, value);
    this.bufferEnd++;
  }

  private dropOldest(): void {
    const { head } = this;
    const newHead = head + 1;
    this.line.clear(head);
    if (this.replayIndex < newHead) this.replayIndex = newHead;
    if (this.slowest < newHead) {
      // Who was too slow misses the value: indexOf says where they are now.
      this.positions.raise(head);
      this.slowest = newHead;
    }
  }

  // Subscribers.

  subscribe(subscriber: SharedSubscriber<T>): void {
    const { subscribers, replayIndex } = this;
    subscribers.add(subscriber);
    subscriber.index = replayIndex;
    if (replayIndex < this.slowest) {
      this.positions.lower(replayIndex, this.slowest, this.bufferEnd + 1);
      this.slowest = replayIndex;
    }
    this.positions.enter(replayIndex, this.slowest);
    subscribers.counter?.add(1);
  }

  unsubscribe(subscriber: SharedSubscriber<T>): void {
    const index = this.indexOf(subscriber);
    this.subscribers.remove(subscriber);
    this.positions.leave(index);
    if (this.subscribers.size === 0) this.positions.reset();
    if (subscriber.isWaiting) this.endWait(subscriber);
    this.leaveIndex(index);
    this.waking.resumeAll();
    this.subscribers.counter?.add(-1);
  }

  take(subscriber: SharedSubscriber<T>): T | typeof NOTHING {
    if (!this.canTake(subscriber)) return NOTHING;
    const index = this.indexOf(subscriber);
    const item = this.line.get(index);
    const isEmitter = index >= this.bufferEnd && item !== GAP;
    subscriber.index = index + 1;
    this.positions.leave(index);
    this.positions.enter(index + 1, this.slowest);
    this.leaveIndex(index);
    this.waking.resumeAll();
    return isEmitter ? (item as EmitSuspension<T>).value : (item as T);
  }

  await(subscriber: SharedSubscriber<T>): boolean {
    if (this.canTake(subscriber)) return false; // it has just taken a gap
    subscriber.isWaiting = true;
    this.waiting++;
    return true;
  }

  private endWait(subscriber: SharedSubscriber<T>): void {
    subscriber.isWaiting = false;
    this.waiting--;
  }

  /** Where the subscriber is. What it has noted itself is from before values were dropped that it was too slow for. */
  private indexOf(subscriber: SharedSubscriber<T>): number {
    return subscriber.index < this.slowest ? this.slowest : subscriber.index;
  }

  private canTake(subscriber: SharedSubscriber<T>): boolean {
    const index = this.indexOf(subscriber);
    if (index < this.bufferEnd) return true;
    // With a buffer emitters put their values there. Without, only the value of the first one can be taken.
    return this.capacity === 0 && index <= this.head && this.queueEnd > this.bufferEnd;
  }

  /** Notes for waking who waits for a value and can take one. */
  private noteReady(): void {
    if (this.waiting === 0) return;
    for (let each = this.subscribers.first; each !== null; each = each.nextSubscriber as SharedSubscriber<T> | null) {
      if (!each.isWaiting || !this.canTake(each)) continue;
      this.endWait(each);
      this.waking.add(each);
    }
  }

  /** A subscriber that was at `index` has moved on or left. Values that nobody needs any more go, and emitters come in. */
  private leaveIndex(index: number): void {
    if (index > this.slowest || this.positions.at(index) > 0) return;
    const slowest = this.findSlowest();
    if (slowest <= this.slowest) return;
    let room = this.queueEnd - this.bufferEnd;
    // Without subscribers nobody is in the way: all emitters go on.
    if (this.subscribers.size > 0) room = Math.min(room, this.capacity - (this.bufferEnd - slowest));
    this.advance(slowest, this.admitEmitters(room));
    this.closeLastGaps();
    if (room > 0) this.noteReady();
  }

  private findSlowest(): number {
    let end = this.bufferEnd;
    if (this.capacity === 0 && this.queueEnd > end) end++; // all may have taken the first emitter's value
    let { slowest } = this;
    while (slowest < end && this.positions.at(slowest) === 0) slowest++;
    return slowest;
  }

  /** Moves the values of the first emitters into the buffer and notes those for waking. Gives the buffer's new end. */
  private admitEmitters(room: number): number {
    const { line, queueEnd } = this;
    let { bufferEnd } = this;
    for (let index = bufferEnd; index < queueEnd && room > 0; index++) {
      const emitter = line.get(index) as EmitSuspension<T>;
      if ((emitter as unknown) === GAP) continue;
      this.waking.add(emitter);
      line.set(index, GAP);
      line.set(bufferEnd++, emitter.value);
      room--;
    }
    return bufferEnd;
  }

  private advance(slowest: number, bufferEnd: number): void {
    let replayIndex = Math.max(this.replayIndex, bufferEnd - this.replay);
    if (this.capacity === 0 && replayIndex < this.queueEnd && this.line.get(replayIndex) === GAP) {
      bufferEnd++;
      replayIndex++;
    }
    this.moveTo(replayIndex, this.subscribers.size > 0 ? slowest : bufferEnd, bufferEnd);
  }

  /** What lies before the new head is forgotten. */
  private moveTo(replayIndex: number, slowest: number, bufferEnd: number): void {
    const newHead = Math.min(slowest, replayIndex);
    for (let index = this.head; index < newHead; index++) this.line.clear(index);
    this.replayIndex = replayIndex;
    this.slowest = slowest;
    this.bufferEnd = bufferEnd;
    this.line.shrink(newHead, this.queueEnd);
  }

  private closeLastGaps(): void {
    // Without a buffer a subscriber may be ahead by one emitter, even if that was cancelled.
    if (this.capacity === 0 && this.queueEnd - this.bufferEnd <= 1) return;
    while (this.queueEnd > this.bufferEnd && this.line.get(this.queueEnd - 1) === GAP) this.line.clear(--this.queueEnd);
  }
}
