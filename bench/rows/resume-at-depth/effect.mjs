import { Effect, Fiber } from 'effect';

const descend = Effect.fnUntraced(function* (depth, yields) {
  if (depth > 1) return (yield* descend(depth - 1, yields)) + 1;
  for (let i = 0; i < yields; i++) yield* Effect.yieldNow;
  return yields + 1;
});

export default async function resumeAtDepth(meter, depth, yields) {
  const program = Effect.gen(function* () {
    meter.start();
    const deep = yield* Effect.forkChild(descend(depth, yields));
    const partner = yield* Effect.forkChild(descend(1, yields));
    const sum = (yield* Fiber.join(deep)) + (yield* Fiber.join(partner));
    meter.stop();
    return sum;
  });
  return await Effect.runPromise(program);
}
