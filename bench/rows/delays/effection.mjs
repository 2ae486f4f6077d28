import { run, sleep, spawn } from 'effection';

export default async function delays(meter, coroutines, milliseconds) {
  let finished = 0;
  function* worker() {
    yield* sleep(milliseconds);
    finished++;
  }
  await run(function* () {
    const tasks = new Array(coroutines);
    meter.start();
    for (let i = 0; i < coroutines; i++) tasks[i] = yield* spawn(worker);
    for (const task of tasks) yield* task;
    meter.stop();
  });
  return finished;
}
