import { Effect, Stream } from 'effect';

export default async function flowTake(meter, flows, taken) {
  const ones = Stream.iterate(1, () => 1);
  let sum = 0;
  const add = Stream.runForEach((n) =>
    Effect.sync(() => {
      sum += n;
    }),
  );
  const program = Effect.gen(function* () {
    meter.start();
    for (let i = 0; i < flows; i++) yield* add(Stream.take(ones, taken));
    meter.stop();
  });
  await Effect.runPromise(program);
  return sum;
}
