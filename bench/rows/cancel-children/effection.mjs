import { run, sleep, spawn, suspend } from 'effection';

export default async function cancelChildren(meter, coroutines, milliseconds) {
  let waiting = 0;
  let cancelled = 0;
  function* worker() {
    try {
      waiting++;
      yield* milliseconds === 0 ? suspend() : sleep(milliseconds);
    } finally {
      cancelled++;
    }
  }
  await run(function* () {
    const parent = yield* spawn(function* () {
      for (let i = 0; i < coroutines; i++) yield* spawn(worker);
      yield* suspend();
    });
    while (waiting < coroutines) yield* sleep(1);
    meter.start();
    yield* parent.halt();
    meter.stop();
  });
  return cancelled;
}
