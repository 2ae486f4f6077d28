import { run, Semaphore } from '../../suspendable.mjs';

export default async function semaphoreUncontended(meter, times) {
  const semaphore = new Semaphore(10);
  let count = 0;
  await run(function* () {
    meter.start();
    for (let i = 0; i < times; i++) {
      yield* semaphore.acquire();
      try {
        count++;
      } finally {
        semaphore.release();
      }
    }
    meter.stop();
  });
  return count;
}
