import { Channel, coroutineScope, run, select } from '../../suspendable.mjs';

export default async function selectReceive(meter, count, elements) {
  const channels = Array.from({ length: count }, () => new Channel());
  const same = (element) => element;
  let sum = 0;
  function* feeder(channel) {
    for (let i = 0; i < elements / count; i++) yield* channel.send(i);
  }
  await run(function* () {
    meter.start();
    yield* coroutineScope(function* (scope) {
      for (const channel of channels) scope.launch(() => feeder(channel));
      for (let i = 0; i < elements; i++) {
        const element = yield* select(...channels.map((channel) => channel.onReceive(same)));
        sum += element;
      }
    });
    meter.stop();
  });
  return sum;
}
