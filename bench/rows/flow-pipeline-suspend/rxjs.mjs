import { concatMap, count, EMPTY, lastValueFrom, of, range } from 'rxjs';

async function increment(n) {
  return n + 1;
}

async function isPositive(n) {
  return n > 0;
}

export default async function flowPipelineSuspend(meter, elements) {
  let numbers = range(0, elements);
  for (let i = 0; i < 5; i++) {
    numbers = numbers.pipe(
      concatMap(increment),
      concatMap((n) => isPositive(n).then((holds) => (holds ? n : undefined))),
      concatMap((n) => (n === undefined ? EMPTY : of(n))),
    );
  }
  meter.start();
  const result = await lastValueFrom(numbers.pipe(count()));
  meter.stop();
  return result;
}
