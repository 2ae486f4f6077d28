import { Effect, Fiber } from 'effect';

export default async function styleClosures(meter, coroutines, live) {
  let sum = 0;
  const program = Effect.gen(function* () {
    meter.start();
    for (let from = 0; from < coroutines; from += live) {
      const fibers = [];
      for (let i = from; i < from + live; i++) {
        fibers.push(
          yield* Effect.forkChild(
            Effect.gen(function* () {
              sum += i;
            }),
          ),
        );
      }
      yield* Fiber.joinAll(fibers);
    }
    meter.stop();
  });
  await Effect.runPromise(program);
  return sum;
}
