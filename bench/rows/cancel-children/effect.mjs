import { Effect, Fiber } from 'effect';

export default async function cancelChildren(meter, coroutines, milliseconds) {
  let waiting = 0;
  let cancelled = 0;
  const wait = milliseconds === 0 ? Effect.never : Effect.sleep(milliseconds);
  const worker = Effect.suspend(() => {
    waiting++;
    return Effect.ensuring(wait, countCancelled);
  });
  const countCancelled = Effect.sync(() => {
    cancelled++;
  });
  const parent = Effect.gen(function* () {
    for (let i = 0; i < coroutines; i++) yield* Effect.forkChild(worker);
    yield* Effect.never;
  });
  const program = Effect.gen(function* () {
    const fiber = yield* Effect.forkChild(parent);
    while (waiting < coroutines) yield* Effect.yieldNow;
    meter.start();
    yield* Fiber.interrupt(fiber);
    meter.stop();
  });
  await Effect.runPromise(program);
  return cancelled;
}
