import { Effect, Fiber } from 'effect';

export default async function styleTryFinally(meter, coroutines, times) {
  let finished = 0;
  const step = Effect.ensuring(
    Effect.yieldNow,
    Effect.sync(() => {
      finished++;
    }),
  );
  const worker = Effect.gen(function* () {
    for (let i = 0; i < times; i++) yield* step;
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
