import { coroutineScope, run } from '../../suspendable.mjs';

export default async function styleClosures(meter, coroutines, live) {
  let sum = 0;
  await run(function* () {
    meter.start();
    for (let from = 0; from < coroutines; from += live) {
      yield* coroutineScope(function* ({ launch }) {
        for (let i = from; i < from + live; i++) {
          launch(function* () {
            sum += i;
          });
        }
      });
    }
    meter.stop();
  });
  return sum;
}
