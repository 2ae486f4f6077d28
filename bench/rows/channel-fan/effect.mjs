import { Effect, Fiber, Queue } from 'effect';

export default async function channelFan(meter, senders, receivers, elements) {
  let sum = 0;
  const program = Effect.gen(function* () {
    const queue = yield* Queue.bounded(0);
    const sender = Effect.gen(function* () {
      for (let i = 0; i < elements / senders; i++) yield* Queue.offer(queue, i);
    });
    const receiver = Effect.gen(function* () {
      for (let i = 0; i < elements / receivers; i++) {
        const element = yield* Queue.take(queue);
        sum += element;
      }
    });
    const fibers = [];
    meter.start();
    for (let i = 0; i < receivers; i++) fibers.push(yield* Effect.forkChild(receiver));
    for (let i = 0; i < senders; i++) fibers.push(yield* Effect.forkChild(sender));
    yield* Fiber.joinAll(fibers);
    meter.stop();
  });
  await Effect.runPromise(program);
  return sum;
}
