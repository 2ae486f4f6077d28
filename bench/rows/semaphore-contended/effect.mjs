import { Effect, Fiber, Semaphore } from 'effect';

export default async function semaphoreContended(meter, coroutines, permits, times) {
  let count = 0;
  let working = 0;
  const work = Effect.gen(function* () {
    working++;
    yield* Effect.yieldNow;
    if (working <= permits) count++;
    working--;
  });
  const program = Effect.gen(function* () {
    const semaphore = yield* Semaphore.make(permits);
    const worker = Effect.gen(function* () {
      for (let i = 0; i < times; i++) yield* semaphore.withPermit(work);
    });
    const fibers = new Array(coroutines);
    meter.start();
    for (let i = 0; i < coroutines; i++) fibers[i] = yield* Effect.forkChild(worker);
    yield* Fiber.joinAll(fibers);
    meter.stop();
  });
  await Effect.runPromise(program);
  return count;
}
