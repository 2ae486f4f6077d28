import { count, filter, lastValueFrom, map, range } from 'rxjs';

export default async function flowMapFilter(meter, elements) {
  meter.start();
  const result = await lastValueFrom(
    range(0, elements).pipe(
      map((n) => n + 1),
      filter((n) => (n & 1) === 0),
      count(),
    ),
  );
  meter.stop();
  return result;
}
