import { BufferOverflow } from '../../channel/channel.js';
import { SharedBuffer } from './shared-buffer.js';
import type { MutableSource, StateSource } from './source.js';
import { StateFlow } from './state-flow.js';
import type { SubscriberCounter } from './subscribers.js';

/**
 * The number of subscribers as a state. Unlike other states it skips nothing: one who came and left at once is seen by those who
 * start something for the first subscriber.
 */
class SubscriptionCount extends SharedBuffer<number> implements StateSource<number>, SubscriberCounter {
  /** Kept here, so that all who ask get the same. */
  readonly face: StateFlow<number> = new StateFlow(this);

  constructor(count: number) {
    super(1, Infinity, BufferOverflow.DROP_OLDEST);
    this.tryEmit(count);
  }

  get isDistinct(): boolean {
    return true;
  }

  get value(): number {
    return this.latest;
  }

  add(delta: number): void {
    this.tryEmit(this.latest + delta);
  }
}

/** The number of subscribers of `source`, counted from now on. */
export function subscriptionCountOf(source: MutableSource<any>): StateFlow<number> {
  const { subscribers } = source;
  subscribers.counter ??= new SubscriptionCount(subscribers.size);
  return (subscribers.counter as SubscriptionCount).face;
}
