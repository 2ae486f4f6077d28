import { count, lastValueFrom, mergeMap, range } from 'rxjs';

export default async function flowFlatMapMerge(meter, flows, elements) {
  meter.start();
  const result = await lastValueFrom(
    range(0, flows).pipe(
      mergeMap(() => range(0, elements), 16),
      count(),
    ),
  );
  meter.stop();
  return result;
}
