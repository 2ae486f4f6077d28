import { filter, map, range } from '../../harness/async-generators.mjs';

export default async function flowMapFilter(meter, elements) {
  let count = 0;
  meter.start();
  const numbers = map(range(elements), (n) => n + 1);
  for await (const _ of filter(numbers, (n) => (n & 1) === 0)) count++;
  meter.stop();
  return count;
}
