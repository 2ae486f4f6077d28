import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import type { FlowCollector } from '../flow-collector.js';
import { MappedState } from './derived-state.js';
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

  /**
   * What `fn` makes of this state, as a state: it has its value at any time, without being collected. An addition to Kotlin, where
   * `map` gives a flow that has none.
   *
   * `fn` is a plain function, called when somebody looks and the state has changed since.
   *
   * @throws IllegalArgumentException when `fn` is no function.
   * @example
   * ```ts
   * import { MutableStateFlow } from 'suspendable';
   *
   * const user = new MutableStateFlow({ name: 'Ada' });
   * const greeting = user.mapState(({ name }) => `Hello ${name}`);
   * user.value = { name: 'Bob' };
   * console.log(greeting.value); // Hello Bob
   * ```
   */
  mapState<R>(fn: (value: T) => R): StateFlow<R> {
    requireFunction('mapState', fn);
    return new StateFlow(new MappedState(this.source, fn));
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
