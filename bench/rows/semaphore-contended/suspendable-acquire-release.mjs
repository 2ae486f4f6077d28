import { coroutineScope, run, Semaphore, yieldNow } from '../../suspendable.mjs';

export default async function semaphoreContended(meter, coroutines, permits, times) {
  const semaphore = new Semaphore(permits);
  let count = 0;
  let working = 0;
  function* worker() {
    for (let i = 0; i < times; i++) {
      yield* semaphore.acquire();
      try {
        working++;
        yield* yieldNow();
        if (working <= permits) count++;
        working--;
      } finally {
        semaphore.release();
      }
    }
  }
  await run(function* () {
    meter.start();
    yield* coroutineScope((scope) => {
      for (let i = 0; i < coroutines; i++) scope.launch(worker);
    });
    meter.stop();
  });
  return count;
}
