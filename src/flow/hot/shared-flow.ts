import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { Flow } from '../flow.js';
import type { FlowCollector } from '../flow-collector.js';
import type { SharedSource } from './source.js';
import { SubscribedSink, type SubscriptionAction } from './subscribed-sink.js';

/** The same values, with an action for each new subscriber. */
export function subscribed<T>(source: SharedSource<T>, action: SubscriptionAction<T>): SharedSource<T> {
  requireFunction('onSubscription', action);
  return {
    get replayCache() {
      return source.replayCache;
    },
    collectInto: (sink) => source.collectInto(new SubscribedSink(sink, action)),
  };
}

/**
 * A hot flow: it is there whether or not it is collected, and all its collectors, the *subscribers*, get the same values. It never
 * ends, so collecting it never ends either, other than by cancellation or an exception of the collector.
 *
 * A new subscriber first gets the values of the replay cache. How the values come to be is another's concern: this is the view to
 * read of a {@link MutableSharedFlow}, or what `shareIn` gives.
 *
 * @example
 * ```ts
 * import { MutableSharedFlow, run, type SharedFlow, yieldNow } from 'suspendable';
 *
 * const clicks = new MutableSharedFlow<string>();
 * const readOnly: SharedFlow<string> = clicks.asSharedFlow();
 * await run(function* ({ launch }) {
 *   const job = launch(() => readOnly.collect((name) => console.log(name)));
 *   yield* yieldNow();
 *   yield* clicks.emit('ok'); // ok
 *   yield* job.cancelAndJoin();
 * });
 * ```
 */
export class SharedFlow<out T> extends Flow<T> {
  /** @internal */
  declare readonly source: SharedSource<T>;

  /** @internal */
  constructor(source: SharedSource<T>) {
    super(source);
  }

  /** The values that a new subscriber gets first: a copy, the oldest first. */
  get replayCache(): readonly T[] {
    return this.source.replayCache;
  }

  /** Whether it is of the kind that can be emitted to. @internal */
  get isMutable(): boolean {
    return false;
  }

  /**
   * Subscribes, and gives each value to `action`, those of the replay cache first. From the call's first suspension on no value
   * is missed; so one who starts the collection `undispatched` knows that it is in place.
   *
   * **Suspends** for ever: a hot flow does not end. Nothing after it runs.
   *
   * **Cancellation** of the caller ends the subscription. It is looked at before each value, also when none has to be waited for.
   *
   * @throws what `action` throws; that ends the subscription, too.
   */
  override collect(action?: (value: T) => Suspend<unknown> | unknown): Suspend<never> {
    return super.collect(action) as Suspend<never>;
  }

  /**
   * The same flow, with `action` called for each subscriber when it is registered and has got no value yet: what is emitted from
   * then on reaches it. `action` may emit values of its own, which only this subscriber gets.
   *
   * @throws IllegalArgumentException when `action` is no function.
   */
  onSubscription<R = T>(
    this: SharedFlow<R>,
    action: (collector: FlowCollector<R>) => Suspend<unknown> | void,
  ): SharedFlow<R> {
    return new SharedFlow(subscribed(this.source, action));
  }
}
