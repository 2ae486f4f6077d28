import { count, filter, lastValueFrom, map, range } from 'rxjs';

export default async function flowPipeline(meter, elements) {
  let numbers = range(0, elements);
  for (let i = 0; i < 5; i++) {
    numbers = numbers.pipe(
      map((n) => n + 1),
      filter((n) => n > 0),
    );
  }
  meter.start();
  const result = await lastValueFrom(numbers.pipe(count()));
  meter.stop();
  return result;
}
