import { BufferOverflow, type ReceiveChannel } from '../../channel/channel.js';
import { EmptyCoroutineContext } from '../../context/elements.js';
import type { CoroutineScope } from '../../coroutine/coroutine-scope.js';
import { BufferedFlow } from '../buffered-flow.js';
import { ChannelFlow, OPTIONAL_CHANNEL } from '../channel-flow.js';
import type { Collectable } from '../collectable.js';
import type { FlowMethods } from '../flow.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * Collects the flow in a coroutine of `scope` and gives the channel that its elements go to: of the size that a
     * {@link buffer} right before it says, 64 without one. The channel is closed when the flow has ended, with its failure if
     * it failed. Cancelling the channel cancels the collection.
     *
     * @example
     * ```ts
     * import { channelFlow, run } from 'suspendable';
     *
     * const numbers = channelFlow<number>(function* ({ send }) { for (let i = 1; i <= 3; i++) yield* send(i); });
     * await run(function* (scope) {
     *   const channel = numbers.produceIn(scope);
     *   console.log(yield* channel.receive(), yield* channel.toList()); // 1 [ 2, 3 ]
     * });
     * ```
     */
    produceIn(scope: CoroutineScope): ReceiveChannel<T>;
  }
}

/** The flow as one with a channel: itself, if it is. */
export function asChannelFlow<T>(flow: Collectable<T>): ChannelFlow<T> {
  return flow instanceof ChannelFlow
    ? flow
    : new BufferedFlow(flow, EmptyCoroutineContext, OPTIONAL_CHANNEL, BufferOverflow.SUSPEND);
}

export const produceInMethods: FlowMethods = {
  produceIn(scope) {
    return asChannelFlow(this.source).produceIn(scope);
  },
};
