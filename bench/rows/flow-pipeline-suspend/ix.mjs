import { count, range } from 'ix/asynciterable';
import { filter, map } from 'ix/asynciterable/operators';

async function increment(n) {
  return n + 1;
}

async function isPositive(n) {
  return n > 0;
}

export default async function flowPipelineSuspend(meter, elements) {
  let numbers = range(0, elements);
  for (let i = 0; i < 5; i++) {
    numbers = numbers.pipe(map(increment), filter(isPositive));
  }
  meter.start();
  const result = await count(numbers);
  meter.stop();
  return result;
}
