import { Effect, Semaphore } from 'effect';

export default async function semaphoreUncontended(meter, times) {
  let count = 0;
  const work = Effect.sync(() => {
    count++;
  });
  const program = Effect.gen(function* () {
    const semaphore = yield* Semaphore.make(10);
    meter.start();
    for (let i = 0; i < times; i++) yield* semaphore.withPermit(work);
    meter.stop();
  });
  await Effect.runPromise(program);
  return count;
}
