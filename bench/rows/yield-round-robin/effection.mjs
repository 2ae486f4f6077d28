import { action, run, spawn } from 'effection';

const handOver = action((resolve) => {
  resolve();
  return () => {};
});

export default async function yieldRoundRobin(meter, coroutines, yields) {
  let resumed = 0;
  function* worker() {
    for (let i = 0; i < yields; i++) {
      yield* handOver;
      resumed++;
    }
  }
  await run(function* () {
    const tasks = new Array(coroutines);
    meter.start();
    for (let i = 0; i < coroutines; i++) tasks[i] = yield* spawn(worker);
    for (const task of tasks) yield* task;
    meter.stop();
  });
  return resumed;
}
