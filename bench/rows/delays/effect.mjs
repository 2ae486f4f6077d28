import { Effect, Fiber } from 'effect';

export default async function delays(meter, coroutines, milliseconds) {
  let finished = 0;
  const worker = Effect.gen(function* () {
    yield* Effect.sleep(milliseconds);
    finished++;
  });
  const program = Effect.gen(function* () {
    const fibers = new Array(coroutines);
    meter.start();
    for (let i = 0; i < coroutines; i++) fibers[i] = yield* Effect.forkChild(worker);
    yield* Fiber.joinAll(fibers);
    meter.stop();
  });
  await Effect.runPromise(program);
  return finished;
}
