import { Effect, Stream } from 'effect';

export default async function flowMapFilter(meter, elements) {
  meter.start();
  const result = await Effect.runPromise(
    Stream.range(0, elements - 1).pipe(
      Stream.map((n) => n + 1),
      Stream.filter((n) => (n & 1) === 0),
      Stream.runCount,
    ),
  );
  meter.stop();
  return result;
}
