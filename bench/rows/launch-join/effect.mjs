import { Effect, Fiber } from 'effect';

export default async function launchJoin(meter, coroutines, live) {
  let finished = 0;
  const worker = Effect.sync(() => {
    finished++;
  });
  const program = Effect.gen(function* () {
    const fibers = new Array(live);
    meter.start();
    for (let round = 0; round < coroutines / live; round++) {
      for (let i = 0; i < live; i++) fibers[i] = yield* Effect.forkChild(worker);
      for (const fiber of fibers) yield* Fiber.join(fiber);
    }
    meter.stop();
  });
  await Effect.runPromise(program);
  return finished;
}
