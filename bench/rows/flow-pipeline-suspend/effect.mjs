import { Effect, Stream } from 'effect';

const increment = (n) => Effect.succeed(n + 1);
const isPositive = (n) => Effect.succeed(n > 0);

export default async function flowPipelineSuspend(meter, elements) {
  let numbers = Stream.range(0, elements - 1);
  for (let i = 0; i < 5; i++) numbers = numbers.pipe(Stream.mapEffect(increment), Stream.filterEffect(isPositive));
  meter.start();
  const result = await Effect.runPromise(Stream.runCount(numbers));
  meter.stop();
  return result;
}
