import { Effect, Fiber, Queue } from 'effect';

export default async function channelPipe(meter, elements, capacity) {
  let inOrder = 0;
  const program = Effect.gen(function* () {
    const queue = yield* Queue.make({ capacity });
    const producer = Effect.gen(function* () {
      for (let i = 0; i < elements; i++) yield* Queue.offer(queue, i);
    });
    const consumer = Effect.gen(function* () {
      for (let i = 0; i < elements; i++) if ((yield* Queue.take(queue)) === inOrder) inOrder++;
    });
    meter.start();
    yield* Fiber.joinAll([yield* Effect.forkChild(producer), yield* Effect.forkChild(consumer)]);
    meter.stop();
  });
  await Effect.runPromise(program);
  return inOrder;
}
