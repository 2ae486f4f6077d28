import { Effect, Stream } from 'effect';

export default async function flowBuffer(meter, elements, capacity) {
  let inOrder = 0;
  // One element at a time, as a flow has them: a range is given as chunks.
  const numbers = Stream.unfold(0, (i) => Effect.succeed(i < elements ? [i, i + 1] : undefined));
  meter.start();
  await Effect.runPromise(
    numbers.pipe(
      Stream.buffer({ capacity }),
      Stream.runForEach((n) =>
        Effect.sync(() => {
          if (n === inOrder) inOrder++;
        }),
      ),
    ),
  );
  meter.stop();
  return inOrder;
}
