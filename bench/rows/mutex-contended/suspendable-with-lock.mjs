import { coroutineScope, Mutex, run, yieldNow } from '../../suspendable.mjs';

export default async function mutexContended(meter, coroutines, times) {
  const mutex = new Mutex();
  let count = 0;
  function* work() {
    const before = count;
    yield* yieldNow();
    count = before + 1;
  }
  function* worker() {
    for (let i = 0; i < times; i++) yield* mutex.withLock(work);
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
