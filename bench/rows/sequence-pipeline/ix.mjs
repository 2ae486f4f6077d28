import { from, generate } from 'ix/iterable';
import { filter, map, pairwise, skipWhile, take, takeWhile, tap } from 'ix/iterable/operators';

export default function sequencePipeline(meter, elements, source, operators) {
  const list = source === 0 ? Array.from({ length: elements }, (_, i) => i) : [];
  function* counting() {
    for (let i = 0; i < elements; i++) yield i;
  }
  meter.start();
  const numbers = [
    () => from(list),
    () =>
      generate(
        0,
        () => true,
        (n) => n + 1,
        (n) => n,
      ),
    () => from({ [Symbol.iterator]: counting }),
  ][source]();
  const even = numbers.pipe(
    map((n) => n + 1),
    filter((n) => n % 2 === 0),
    take(elements / 2),
  );
  const piped = operators === 3 ? even : further(even);
  let result = 0;
  for (const value of piped) result ^= value;
  meter.stop();
  return result;
}

function further(even) {
  let seen = 0;
  return even
    .pipe(
      map((value, index) => value + index),
      tap(() => seen++),
      filter((value) => !(value < 0)),
      map((value) => (value ^ 5) & 0xfffff),
      takeWhile((value) => value >= 0),
      skipWhile((value) => value < 0),
      pairwise(),
    )
    .pipe(map(([a, b]) => a + b));
}
