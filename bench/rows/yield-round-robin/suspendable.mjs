import { joinAll, run, yieldNow } from '../../suspendable.mjs';

export default async function yieldRoundRobin(meter, coroutines, yields) {
  let resumed = 0;
  function* worker() {
    for (let i = 0; i < yields; i++) {
      yield* yieldNow();
      resumed++;
    }
  }
  await run(function* (scope) {
    const jobs = new Array(coroutines);
    meter.start();
    for (let i = 0; i < coroutines; i++) jobs[i] = scope.launch(worker);
    yield* joinAll(...jobs);
    meter.stop();
  });
  return resumed;
}
