import type { Resumable } from '../../suspend/resumable.js';
import type { Sink } from '../collectable.js';
import { NOTHING, Subscriber } from './subscriber.js';

/** A state flow as its subscribers see it. */
export interface StateLine<T> {
  readonly value: T;
  isSame(former: T, latter: T): boolean;
  subscribe(subscriber: StateSubscriber<T>): void;
  unsubscribe(subscriber: StateSubscriber<T>): void;
}

/** It has to look at the value: it has not seen any, or has been woken for a change. */
const LOOKING = 0;
/** It is busy with a value or about to wait. */
const SETTLED = 1;
/** The value has changed since. */
const PENDING = 2;
const WAITING = 3;

/** A collection of a state flow: however often the value changed, it sees what it is when it looks. */
export class StateSubscriber<T> extends Subscriber<T> {
  private view = LOOKING;
  private seen: T | typeof NOTHING = NOTHING;

  constructor(
    private readonly state: StateLine<T>,
    sink: Sink<T>,
  ) {
    super(sink);
  }

  protected override subscribe(): void {
    this.state.subscribe(this);
  }

  protected override unsubscribe(): void {
    this.state.unsubscribe(this);
  }

  protected override takeNext(coroutine: Resumable): T | typeof NOTHING {
    while (this.view !== SETTLED) {
      this.view = SETTLED;
      const { value } = this.state;
      coroutine.ensureActive();
      if (this.seen === NOTHING || !this.state.isSame(this.seen, value)) {
        this.seen = value;
        return value;
      }
    }
    return NOTHING;
  }

  /** The value has changed. */
  notifyChange(): void {
    if (this.view === WAITING) {
      this.view = LOOKING;
      this.wake();
    } else this.view = PENDING;
  }

  protected override suspend(): void {
    this.view = WAITING;
  }
}
