import { Effect, Fiber, PubSub } from 'effect';

export default async function sharedFlow(meter, elements, collectors) {
  let received = 0;
  const program = Effect.gen(function* () {
    const pubsub = yield* PubSub.bounded(64);
    const fibers = [];
    for (let k = 0; k < collectors; k++) {
      const subscription = yield* PubSub.subscribe(pubsub);
      const collector = Effect.gen(function* () {
        for (let i = 0; i < elements; i++) {
          yield* PubSub.take(subscription);
          received++;
        }
      });
      fibers.push(yield* Effect.forkChild(collector));
    }
    meter.start();
    for (let i = 0; i < elements; i++) yield* PubSub.publish(pubsub, i);
    yield* Fiber.joinAll(fibers);
    meter.stop();
  });
  await Effect.runPromise(Effect.scoped(program));
  return received;
}
