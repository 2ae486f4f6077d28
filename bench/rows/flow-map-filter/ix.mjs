import { count, range } from 'ix/asynciterable';
import { filter, map } from 'ix/asynciterable/operators';

export default async function flowMapFilter(meter, elements) {
  meter.start();
  const result = await count(
    range(0, elements).pipe(
      map((n) => n + 1),
      filter((n) => (n & 1) === 0),
    ),
  );
  meter.stop();
  return result;
}
