// A channel hands its elements from coroutine to coroutine. It is fair: who has waited longest gets the next one.
// Four consumers of one channel are served in turn, A B C D, one element a second.

import { Channel, CoroutineName, type CoroutineScope, currentCoroutineContext, delay, type Suspend } from 'suspendable';
import type { Output } from './program.js';

export const title = 'A channel with four consumers';
export const expected = Array.from({ length: 20 }, (_, i) => `${'ABCD'[i % 4]} received ${i}`);

function* produce(channel: Channel<number>): Suspend<void> {
  for (let i = 0; i < 20; i++) {
    yield* delay(1000);
    yield* channel.send(i);
  }
  channel.close();
}

function* consume(channel: Channel<number>, println: Output['println']): Suspend<void> {
  const elements = channel.iterator();
  while (yield* elements.hasNext()) {
    // until the channel is closed
    println(`${currentCoroutineContext().get(CoroutineName)?.name} received ${elements.next()}`);
  }
}

export function* main({ launch }: CoroutineScope, { println }: Output): Suspend<void> {
  const channel = new Channel<number>();
  launch(new CoroutineName('A'), () => consume(channel, println));
  launch(new CoroutineName('B'), () => consume(channel, println));
  launch(new CoroutineName('C'), () => consume(channel, println));
  launch(new CoroutineName('D'), () => consume(channel, println));
  launch(new CoroutineName('P'), () => produce(channel));
}
