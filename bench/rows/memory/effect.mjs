import { Effect, Fiber } from 'effect';

export default async function memory(meter, coroutines) {
  let waiting = 0;
  const worker = Effect.gen(function* () {
    waiting++;
    yield* Effect.sleep(3_600_000);
  });
  const parent = Effect.gen(function* () {
    for (let i = 0; i < coroutines; i++) yield* Effect.forkChild(worker);
    yield* Effect.never;
  });
  const program = Effect.gen(function* () {
    meter.start();
    const fiber = yield* Effect.forkChild(parent);
    while (waiting < coroutines) yield* Effect.yieldNow;
    meter.stop();
    yield* Fiber.interrupt(fiber);
  });
  await Effect.runPromise(program);
  return waiting;
}
