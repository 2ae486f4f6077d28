import { run, spawn } from 'effection';

export default async function launchJoin(meter, coroutines, live) {
  let finished = 0;
  function* worker() {
    finished++;
  }
  await run(function* () {
    const tasks = new Array(live);
    meter.start();
    for (let round = 0; round < coroutines / live; round++) {
      for (let i = 0; i < live; i++) tasks[i] = yield* spawn(worker);
      for (const task of tasks) yield* task;
    }
    meter.stop();
  });
  return finished;
}
