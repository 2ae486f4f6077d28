import { coroutineScope, run } from '../../suspendable.mjs';

export default async function styleClosures(meter, coroutines, live) {
  let sum = 0;
  function* add(i) {
    sum += i;
  }
  await run(function* () {
    meter.start();
    for (let from = 0; from < coroutines; from += live) {
      yield* coroutineScope(({ launch }) => {
        for (let i = from; i < from + live; i++) launch(() => add(i));
      });
    }
    meter.stop();
  });
  return sum;
}
