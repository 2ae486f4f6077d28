import { count, range } from 'ix/asynciterable';
import { filter, map } from 'ix/asynciterable/operators';

export default async function flowPipeline(meter, elements) {
  let numbers = range(0, elements);
  for (let i = 0; i < 5; i++) {
    numbers = numbers.pipe(
      map((n) => n + 1),
      filter((n) => n > 0),
    );
  }
  meter.start();
  const result = await count(numbers);
  meter.stop();
  return result;
}
