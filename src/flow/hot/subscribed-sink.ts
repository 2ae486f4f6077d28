import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import type { Sink } from '../collectable.js';
import type { FlowCollector } from '../flow-collector.js';
import { SafeCollector } from '../safe-collector.js';

/** What `onSubscription` was given. */
export type SubscriptionAction<T> = (collector: FlowCollector<T>) => Suspend<unknown> | unknown;

/** A sink with something to do when its subscriber is in the flow's list and has got nothing yet. */
export class SubscribedSink<T> implements Sink<T> {
  constructor(
    private readonly target: Sink<T>,
    private readonly action: SubscriptionAction<T>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    return this.target.push(value);
  }

  *onSubscription(): Suspend<void> {
    const { target } = this;
    const given = this.action(new SafeCollector(target));
    if (isSuspend(given)) yield* given as Suspend<unknown>;
    if (target instanceof SubscribedSink) yield* target.onSubscription();
  }
}
