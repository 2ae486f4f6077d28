import { count, from } from 'ix/asynciterable';
import { filter, map } from 'ix/asynciterable/operators';
import { range } from '../../harness/async-generators.mjs';

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
