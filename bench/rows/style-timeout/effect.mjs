import { Effect } from 'effect';

export default async function styleTimeout(meter, times) {
  let answers = 0;
  const answer = Effect.gen(function* () {
    yield* Effect.yieldNow;
    return 1;
  });
  const program = Effect.gen(function* () {
    meter.start();
    for (let i = 0; i < times; i++) answers += yield* Effect.timeout(answer, 1000);
    meter.stop();
  });
  await Effect.runPromise(program);
  return answers;
}
