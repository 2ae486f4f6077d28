import { Effect, Stream } from 'effect';

export default async function flowZip(meter, elements) {
  let inOrder = 0;
  const numbers = Stream.range(0, elements - 1);
  const sums = Stream.zipWith(numbers, numbers, (a, b) => a + b);
  meter.start();
  await Effect.runPromise(
    Stream.runForEach(sums, (sum) =>
      Effect.sync(() => {
        if (sum === 2 * inOrder) inOrder++;
      }),
    ),
  );
  meter.stop();
  return inOrder;
}
