import type { BufferOverflow, ReceiveChannel } from '../channel/channel.js';
import type { ChannelCoroutine } from '../channel/channel-coroutine.js';
import type { CoroutineContext } from '../context/context.js';
import { EmptyCoroutineContext } from '../context/elements.js';
import type { CoroutineScope } from '../coroutine/coroutine-scope.js';
import { IllegalStateException } from '../internal/exceptions.js';
import type { Suspend } from '../suspend/continuation.js';
import { ChannelFlow, consumeInto, OPTIONAL_CHANNEL, receiveInto, requireChannel } from './channel-flow.js';
import type { Collectable, Sink } from './collectable.js';
import { CompleteFlow } from './complete-flow.js';
import type { Flow } from './flow.js';
import { SendingSink } from './sending-sink.js';

/** A channel as a flow. Unless a buffer is asked for, the elements are taken from that channel itself. */
class ChannelAsFlow<T> extends ChannelFlow<T> {
  private consumed = false;

  constructor(
    private readonly channel: ReceiveChannel<T>,
    private readonly consumes: boolean,
  ) {
    super(EmptyCoroutineContext, OPTIONAL_CHANNEL);
  }

  protected override with(context: CoroutineContext, capacity: number, overflow: BufferOverflow): this {
    const same = super.with(context, capacity, overflow);
    same.consumed = false;
    return same;
  }

  override withoutChannel(): Collectable<T> {
    return new ChannelAsFlow(this.channel, this.consumes);
  }

  private emitInto(sink: Sink<T>): Suspend<void> {
    return this.consumes ? consumeInto(this.channel, sink) : receiveInto(this.channel, sink);
  }

  protected override produceTo(producer: ChannelCoroutine<T>): Suspend<void> {
    return this.emitInto(new SendingSink(producer));
  }

  override produceIn(scope: CoroutineScope): ReceiveChannel<T> {
    this.markConsumed();
    return this.capacity === OPTIONAL_CHANNEL ? this.channel : super.produceIn(scope);
  }

  override *collectInto(sink: Sink<T>): Suspend<void> {
    if (this.capacity !== OPTIONAL_CHANNEL) yield* super.collectInto(sink);
    else {
      this.markConsumed();
      yield* this.emitInto(sink);
    }
  }

  private markConsumed(): void {
    if (!this.consumes) return;
    if (this.consumed) {
      throw new IllegalStateException(
        'ReceiveChannel.consumeAsFlow can be collected just once. To collect several times use receiveAsFlow',
      );
    }
    this.consumed = true;
  }
}

/**
 * The elements of a channel as a flow. Several collectors share them: each element goes to one. Ending a collection leaves the
 * channel open.
 *
 * @throws IllegalArgumentException when `channel` is none.
 * @example
 * ```ts
 * import { Channel, receiveAsFlow, run } from 'suspendable';
 *
 * await run(function* () {
 *   const channel = new Channel<number>(3);
 *   for (const n of [1, 2, 3]) channel.trySend(n);
 *   const values = receiveAsFlow(channel);
 *   console.log(yield* values.first(), yield* values.first()); // 1 2
 * });
 * ```
 */
export function receiveAsFlow<T>(channel: ReceiveChannel<T>): Flow<T> {
  requireChannel('receiveAsFlow', channel);
  return new CompleteFlow<T>(new ChannelAsFlow(channel, false));
}

/**
 * The elements of a channel as a flow that can be collected once. The channel is cancelled when the collection ends, however it
 * does.
 *
 * @throws IllegalArgumentException when `channel` is none.
 * @example
 * ```ts
 * import { Channel, consumeAsFlow, run } from 'suspendable';
 *
 * await run(function* () {
 *   const channel = new Channel<number>(3);
 *   for (const n of [1, 2, 3]) channel.trySend(n);
 *   console.log(yield* consumeAsFlow(channel).take(2).toList(), channel.isClosedForSend); // [ 1, 2 ] true
 * });
 * ```
 */
export function consumeAsFlow<T>(channel: ReceiveChannel<T>): Flow<T> {
  requireChannel('consumeAsFlow', channel);
  return new CompleteFlow<T>(new ChannelAsFlow(channel, true));
}
