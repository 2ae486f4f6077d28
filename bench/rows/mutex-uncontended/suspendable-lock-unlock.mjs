import { Mutex, run } from '../../suspendable.mjs';

export default async function mutexUncontended(meter, times) {
  const mutex = new Mutex();
  let count = 0;
  await run(function* () {
    meter.start();
    for (let i = 0; i < times; i++) {
      yield* mutex.lock();
      try {
        count++;
      } finally {
        mutex.unlock();
      }
    }
    meter.stop();
  });
  return count;
}
