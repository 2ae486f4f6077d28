import { Effect, Fiber } from 'effect';

export default async function yieldRoundRobin(meter, coroutines, yields) {
  let resumed = 0;
  const worker = Effect.gen(function* () {
    for (let i = 0; i < yields; i++) {
      yield* Effect.yieldNow;
      resumed++;
    }
  });
  const program = Effect.gen(function* () {
    const fibers = new Array(coroutines);
    meter.start();
    for (let i = 0; i < coroutines; i++) fibers[i] = yield* Effect.forkChild(worker);
    yield* Fiber.joinAll(fibers);
    meter.stop();
  });
  await Effect.runPromise(program);
  return resumed;
}
