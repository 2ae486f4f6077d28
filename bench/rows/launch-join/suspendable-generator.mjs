import { run } from '../../suspendable.mjs';

export default async function launchJoin(meter, coroutines, live) {
  let finished = 0;
  function* block() {
    finished++;
  }
  await run(function* (scope) {
    const jobs = new Array(live);
    meter.start();
    for (let round = 0; round < coroutines / live; round++) {
      for (let i = 0; i < live; i++) jobs[i] = scope.launch(block);
      for (const job of jobs) yield* job.join();
    }
    meter.stop();
  });
  return finished;
}
