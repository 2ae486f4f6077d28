import { Channel, coroutineScope, run, yieldNow } from '../../suspendable.mjs';

export default async function channelConflated(meter, elements, burst) {
  const channel = new Channel(Channel.CONFLATED);
  let bursts = 0;
  function* producer() {
    for (let i = 0; i < elements; i++) {
      yield* channel.send(i);
      if (i % burst === burst - 1) yield* yieldNow();
    }
    channel.close();
  }
  function* consumer() {
    const iterator = channel.iterator();
    while (yield* iterator.hasNext()) if (iterator.next() % burst === burst - 1) bursts++;
  }
  await run(function* () {
    meter.start();
    yield* coroutineScope((scope) => {
      scope.launch(producer);
      scope.launch(consumer);
    });
    meter.stop();
  });
  return bursts;
}
