import { Effect, Stream } from 'effect';

export default async function flowFlatMapMerge(meter, flows, elements) {
  meter.start();
  const result = await Effect.runPromise(
    Stream.range(0, flows - 1).pipe(
      Stream.flatMap(() => Stream.range(0, elements - 1), { concurrency: 16 }),
      Stream.runCount,
    ),
  );
  meter.stop();
  return result;
}
