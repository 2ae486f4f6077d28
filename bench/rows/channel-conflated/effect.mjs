import { Effect, Fiber, Queue } from 'effect';

export default async function channelConflated(meter, elements, burst) {
  let bursts = 0;
  const program = Effect.gen(function* () {
    const queue = yield* Queue.sliding(1);
    const producer = Effect.gen(function* () {
      for (let i = 0; i < elements; i++) {
        yield* Queue.offer(queue, i);
        if (i % burst === burst - 1) yield* Effect.yieldNow;
      }
    });
    const consumer = Effect.gen(function* () {
      for (let element = 0; element < elements - 1; ) {
        element = yield* Queue.take(queue);
        if (element % burst === burst - 1) bursts++;
      }
    });
    meter.start();
    yield* Fiber.joinAll([yield* Effect.forkChild(producer), yield* Effect.forkChild(consumer)]);
    meter.stop();
  });
  await Effect.runPromise(program);
  return bursts;
}
