import { Effect, Semaphore } from 'effect';

export default async function mutexUncontended(meter, times) {
  let count = 0;
  const work = Effect.sync(() => {
    count++;
  });
  const program = Effect.gen(function* () {
    const mutex = yield* Semaphore.make(1);
    meter.start();
    for (let i = 0; i < times; i++) yield* mutex.withPermit(work);
    meter.stop();
  });
  await Effect.runPromise(program);
  return count;
}
