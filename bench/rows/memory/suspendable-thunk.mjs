import { delay, run, yieldNow } from '../../suspendable.mjs';

export default async function memory(meter, coroutines) {
  let waiting = 0;
  function* worker(_index) {
    waiting++;
    yield* delay(3_600_000);
  }
  await run(function* (scope) {
    meter.start();
    const parent = scope.launch((children) => {
      for (let i = 0; i < coroutines; i++) children.launch(() => worker(i));
    });
    while (waiting < coroutines) yield* yieldNow();
    meter.stop();
    yield* parent.cancelAndJoin();
  });
  return waiting;
}
