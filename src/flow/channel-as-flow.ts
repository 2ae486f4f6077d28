import type { ReceiveChannel } from '../channel/channel.js';
import { cancelConsumed } from '../channel/iteration.js';
import { IllegalStateException } from '../internal/exceptions.js';
import type { Suspend } from '../suspend/continuation.js';
import type { Sink } from './collectable.js';
import { CompleteFlow } from './complete-flow.js';
import type { Flow } from './flow.js';

function* emitAll<T>(channel: ReceiveChannel<T>, sink: Sink<T>): Suspend<void> {
  const iterator = channel.iterator();
  while (yield* iterator.hasNext()) {
    const waiting = sink.push(iterator.next());
    if (waiting !== undefined) yield* waiting;
  }
}

function* emitAndConsume<T>(channel: ReceiveChannel<T>, sink: Sink<T>): Suspend<void> {
  try {
    yield* emitAll(channel, sink);
  } catch (thrown) {
    cancelConsumed(channel, thrown);
    throw thrown;
  }
  channel.cancel();
}

/**
 * The elements of a channel as a flow. Several collectors share them: each element goes to one. Ending a collection leaves the
 * channel open.
 */
export function receiveAsFlow<T>(channel: ReceiveChannel<T>): Flow<T> {
  return new CompleteFlow<T>({ collectInto: (sink) => emitAll(channel, sink) });
}

/**
 * The elements of a channel as a flow that can be collected once. The channel is cancelled when the collection ends, however it
 * does.
 */
export function consumeAsFlow<T>(channel: ReceiveChannel<T>): Flow<T> {
  let consumed = false;
  return new CompleteFlow<T>({
    *collectInto(sink): Suspend<void> {
      if (consumed) {
        throw new IllegalStateException(
          'ReceiveChannel.consumeAsFlow can be collected just once. To collect several times use receiveAsFlow',
        );
      }
      consumed = true;
      yield* emitAndConsume(channel, sink);
    },
  });
}
