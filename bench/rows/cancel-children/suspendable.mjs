import { awaitCancellation, delay, run, yieldNow } from '../../suspendable.mjs';

export default async function cancelChildren(meter, coroutines, milliseconds) {
  let waiting = 0;
  let cancelled = 0;
  function* worker() {
    try {
      waiting++;
      yield* milliseconds === 0 ? awaitCancellation() : delay(milliseconds);
    } finally {
      cancelled++;
    }
  }
  await run(function* (scope) {
    const parent = scope.launch((children) => {
      for (let i = 0; i < coroutines; i++) children.launch(worker);
    });
    while (waiting < coroutines) yield* yieldNow();
    meter.start();
    yield* parent.cancelAndJoin();
    meter.stop();
  });
  return cancelled;
}
