import { Effect, Fiber, Semaphore } from 'effect';

export default async function mutexContended(meter, coroutines, times) {
  let count = 0;
  const work = Effect.gen(function* () {
    const before = count;
    yield* Effect.yieldNow;
    count = before + 1;
  });
  const program = Effect.gen(function* () {
    const mutex = yield* Semaphore.make(1);
    const worker = Effect.gen(function* () {
      for (let i = 0; i < times; i++) yield* mutex.withPermit(work);
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
