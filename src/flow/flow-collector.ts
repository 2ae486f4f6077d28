import type { ReceiveChannel } from '../channel/channel.js';
import type { Suspend } from '../suspend/continuation.js';
import type { Flow } from './flow.js';

/**
 * What a flow's code emits its elements to.
 * See {@link Flow.transform}.
 */
export interface FlowCollector<in T> {
  /**
   * Hands an element downstream.
   *
   * **Suspends** until all that is downstream is done with it. **Cancellation** of the collecting coroutine is thrown.
   *
   * @throws IllegalStateException when called from another coroutine or context than the collection's, or after downstream
   * has failed.
   */
  emit(value: T): Suspend<void>;
  /**
   * Hands all elements of a flow downstream, or those of a channel, which is cancelled in the end.
   *
   * **Suspends** until the flow has ended or the channel is closed. **Cancellation** of the collecting coroutine is thrown.
   *
   * @throws what the flow or the channel ends with.
   * @example
   * ```ts
   * import { flow, flowOf, run } from 'suspendable';
   *
   * const framed = flow<string>(function* ({ emit, emitAll }) {
   *   yield* emit('begin');
   *   yield* emitAll(flowOf('a', 'b'));
   * });
   * await run(() => framed.collect((text) => console.log(text))); // begin, a, b
   * ```
   */
  emitAll(source: Flow<T> | ReceiveChannel<T>): Suspend<void>;
}
