import type { Suspend } from '../../suspend/continuation.js';
import type { FlowCollector } from '../flow-collector.js';
import { SharedFlow, subscribed } from './shared-flow.js';
import type { StateSource } from './source.js';

/**
 * A hot flow that stands for a state: it has a value at any time, and tells its subscribers when that changes. A subscriber first
 * gets the value of the moment. One that is slow skips what came and went meanwhile; it never gets two equal values in a row.
 *
 * @example
 * ```ts
 * import { MutableStateFlow, run, type StateFlow, yieldNow } from 'suspendable';
 *
 * const counter = new MutableStateFlow(0);
 * const count: StateFlow<number> = counter.asStateFlow();
 * await run(function* ({ launch }) {
 *   const job = launch(() => count.collect((n) => console.log(n)));
 *   yield* yieldNow(); // 0
 *   counter.value = 1;
 *   counter.value = 2;
 *   yield* yieldNow(); // 2
 *   yield* job.cancelAndJoin();
 * });
 * ```
 */
export class StateFlow<out T> extends SharedFlow<T> {
  /** @internal */
  declare readonly source: StateSource<T>;

  /** @internal */
  constructor(source: StateSource<T>) {
    super(source);
  }

  /** The value of the moment. */
  get value(): T {
    return this.source.value;
  }

  /** As {@link SharedFlow.onSubscription}; what it gives is still a state flow. */
  override onSubscription<R = T>(
    this: StateFlow<R>,
    action: (collector: FlowCollector<R>) => Suspend<unknown> | void,
  ): StateFlow<R> {
    const { source } = this;
    const withAction = subscribed(source, action) as StateSource<R>;
    return new StateFlow(Object.defineProperty(withAction, 'value', { get: () => source.value }));
  }
}
