import { count, filter, lastValueFrom, map, Observable } from 'rxjs';

export default async function flowEmit(meter, elements) {
  const numbers = new Observable((subscriber) => {
    for (let i = 0; i < elements; i++) subscriber.next(i);
    subscriber.complete();
  });
  meter.start();
  const result = await lastValueFrom(
    numbers.pipe(
      map((n) => n + 1),
      filter((n) => (n & 1) === 0),
      count(),
    ),
  );
  meter.stop();
  return result;
}
