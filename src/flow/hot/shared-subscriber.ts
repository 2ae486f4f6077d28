import type { Resumable } from '../../suspend/resumable.js';
import type { Sink } from '../collectable.js';
import { NOTHING, Subscriber } from './subscriber.js';

/** A shared flow as its subscribers see it. */
export interface SharedLine<T> {
  subscribe(subscriber: SharedSubscriber<T>): void;
  unsubscribe(subscriber: SharedSubscriber<T>): void;
  /** The value that the subscriber takes next, NOTHING if there is none. */
  take(subscriber: SharedSubscriber<T>): T | typeof NOTHING;
  /** Has the subscriber wait for its next value. False when it need not. */
  await(subscriber: SharedSubscriber<T>): boolean;
}

/** A collection of a shared flow. */
export class SharedSubscriber<T> extends Subscriber<T> {
  /** The number of the value that it takes next. */
  index = -1;
  isWaiting = false;

  constructor(
    private readonly line: SharedLine<T>,
    sink: Sink<T>,
  ) {
    super(sink);
  }

  protected override subscribe(): void {
    this.line.subscribe(this);
  }

  protected override unsubscribe(): void {
    this.line.unsubscribe(this);
  }

  protected override takeNext(coroutine: Resumable): T | typeof NOTHING {
    const value = this.line.take(this);
    if (value !== NOTHING) coroutine.ensureActive();
    return value;
  }

  protected override suspend(): void {
    if (!this.line.await(this)) this.wake();
  }
}
