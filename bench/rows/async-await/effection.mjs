import { run, spawn } from 'effection';

function* give(i) {
  return i;
}

export default async function asyncAwait(meter, coroutines, live) {
  let sum = 0;
  await run(function* () {
    const tasks = new Array(live);
    meter.start();
    for (let round = 0; round < coroutines / live; round++) {
      for (let i = 0; i < live; i++) tasks[i] = yield* spawn(() => give(i));
      for (const task of tasks) sum += yield* task;
    }
    meter.stop();
  });
  return sum;
}
