import { Channel, coroutineScope, run } from '../../suspendable.mjs';

export default async function channelFan(meter, senders, receivers, elements) {
  const channel = new Channel();
  let sum = 0;
  function* sender() {
    for (let i = 0; i < elements / senders; i++) yield* channel.send(i);
  }
  function receiver() {
    return channel.consumeEach((element) => {
      sum += element;
    });
  }
  await run(function* () {
    meter.start();
    yield* coroutineScope(function* (scope) {
      for (let i = 0; i < receivers; i++) scope.launch(receiver);
      yield* coroutineScope((inner) => {
        for (let i = 0; i < senders; i++) inner.launch(sender);
      });
      channel.close();
    });
    meter.stop();
  });
  return sum;
}
