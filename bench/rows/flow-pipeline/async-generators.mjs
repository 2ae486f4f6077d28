import { filter, map, range } from '../../harness/async-generators.mjs';

export default async function flowPipeline(meter, elements) {
  let count = 0;
  let numbers = range(elements);
  for (let i = 0; i < 5; i++)
    numbers = filter(
      map(numbers, (n) => n + 1),
      (n) => n > 0,
    );
  meter.start();
  for await (const _ of numbers) count++;
  meter.stop();
  return count;
}
