import { Channel, coroutineScope, run } from '../../suspendable.mjs';

export default async function channelPipe(meter, elements, capacity) {
  const channel = new Channel(capacity);
  let inOrder = 0;
  function* producer() {
    for (let i = 0; i < elements; i++) yield* channel.send(i);
    channel.close();
  }
  function consumer() {
    return channel.consumeEach((element) => {
      if (element === inOrder) inOrder++;
    });
  }
  await run(function* () {
    meter.start();
    yield* coroutineScope((scope) => {
      scope.launch(producer);
      scope.launch(consumer);
    });
    meter.stop();
  });
  return inOrder;
}
