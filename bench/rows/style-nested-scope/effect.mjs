import { Effect } from 'effect';

export default async function styleNestedScope(meter, scopes) {
  let sum = 0;
  const program = Effect.gen(function* () {
    meter.start();
    for (let i = 0; i < scopes; i++) {
      const [near, far] = yield* Effect.all([Effect.sync(() => i), Effect.sync(() => i + 1)], { concurrency: 2 });
      sum += near + far;
    }
    meter.stop();
  });
  await Effect.runPromise(program);
  return sum;
}
