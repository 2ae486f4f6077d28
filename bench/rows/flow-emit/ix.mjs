import { count, from } from 'ix/asynciterable';
import { filter, map } from 'ix/asynciterable/operators';

async function* range(end) {
  for (let i = 0; i < end; i++) yield i;
}

export default async function flowEmit(meter, elements) {
  meter.start();
  const result = await count(
    from(range(elements)).pipe(
      map((n) => n + 1),
      filter((n) => (n & 1) === 0),
    ),
  );
  meter.stop();
  return result;
}
