import { run, sleep, spawn, suspend } from 'effection';

export default async function memory(meter, coroutines) {
  let waiting = 0;
  function* worker() {
    waiting++;
    yield* sleep(3_600_000);
  }
  await run(function* () {
    meter.start();
    const parent = yield* spawn(function* () {
      for (let i = 0; i < coroutines; i++) yield* spawn(worker);
      yield* suspend();
    });
    while (waiting < coroutines) yield* sleep(1);
    meter.stop();
    yield* parent.halt();
  });
  return waiting;
}
