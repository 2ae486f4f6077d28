import { Effect, Stream } from 'effect';

export default async function flowPipeline(meter, elements) {
  let numbers = Stream.range(0, elements - 1);
  for (let i = 0; i < 5; i++) {
    numbers = numbers.pipe(
      Stream.map((n) => n + 1),
      Stream.filter((n) => n > 0),
    );
  }
  meter.start();
  const result = await Effect.runPromise(Stream.runCount(numbers));
  meter.stop();
  return result;
}
