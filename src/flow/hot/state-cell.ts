import type { BufferOverflow } from '../../channel/channel.js';
import type { CoroutineContext } from '../../context/context.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import type { Collectable, Sink } from '../collectable.js';
import { fuseState } from './fusion.js';
import type { MutableSource, StateSource } from './source.js';
import { type StateLine, StateSubscriber } from './state-subscriber.js';
import { Subscribers } from './subscribers.js';

/** A value and those who are told when it changes. */
export class StateCell<T> implements StateSource<T>, MutableSource<T>, StateLine<T> {
  readonly subscribers = new Subscribers<StateSubscriber<T>>();
  private isNotifying = false;
  /** Changed again while subscribers were told of a change. */
  private changedAgain = false;

  constructor(
    private current: T,
    private readonly equals: (former: T, latter: T) => boolean,
  ) {}

  isSame(former: T, latter: T): boolean {
    const { equals } = this;
    const same = equals(former, latter);
    if (isSuspend(same)) {
      throw new IllegalArgumentException(
        'MutableStateFlow expects as equals a plain function that compares two values, but it returned a suspend call',
      );
    }
    return same;
  }

  get value(): T {
    return this.current;
  }

  set value(value: T) {
    if (!this.isSame(this.current, value)) this.change(value);
  }

  get replayCache(): T[] {
    return [this.current];
  }

  compareAndSet(expected: T, value: T): boolean {
    if (!this.isSame(this.current, expected)) return false;
    this.value = value;
    return true;
  }

  push(value: T): undefined {
    this.value = value;
  }

  collectInto(sink: Sink<T>): Suspend<never> {
    return new StateSubscriber(this, sink);
  }

  get checksCancellation(): true {
    return true;
  }

  /** Whether two values in a row are never the same one. With an equality of the user's they may be. */
  get isDistinct(): boolean {
    return this.equals === Object.is;
  }

  fuse(context: CoroutineContext, capacity: number, overflow: BufferOverflow): Collectable<T> {
    return fuseState(this, context, capacity, overflow);
  }

  subscribe(subscriber: StateSubscriber<T>): void {
    this.subscribers.add(subscriber);
    this.subscribers.counter?.add(1);
  }

  unsubscribe(subscriber: StateSubscriber<T>): void {
    this.subscribers.remove(subscriber);
    this.subscribers.counter?.add(-1);
  }

  private change(value: T): void {
    this.current = value;
    // A subscriber that goes on within this call may change the value: then all are told once more, instead of one within
    // the other.
    if (this.isNotifying) {
      this.changedAgain = true;
      return;
    }
    const { subscribers } = this;
    this.isNotifying = true;
    do {
      this.changedAgain = false;
      for (let each = subscribers.firstInRound(); each !== null; each = subscribers.followingInRound()) {
        each.notifyChange();
      }
    } while (this.changedAgain);
    this.isNotifying = false;
  }
}
