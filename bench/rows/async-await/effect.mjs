import { Effect, Fiber } from 'effect';

export default async function asyncAwait(meter, coroutines, live) {
  let sum = 0;
  const program = Effect.gen(function* () {
    const fibers = new Array(live);
    meter.start();
    for (let round = 0; round < coroutines / live; round++) {
      for (let i = 0; i < live; i++) fibers[i] = yield* Effect.forkChild(Effect.sync(() => i));
      for (const fiber of fibers) sum += yield* Fiber.join(fiber);
    }
    meter.stop();
  });
  await Effect.runPromise(program);
  return sum;
}
