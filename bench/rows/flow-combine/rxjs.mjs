import { combineLatest, lastValueFrom, map, range } from 'rxjs';

export default async function flowCombine(meter, elements) {
  meter.start();
  const last = await lastValueFrom(
    combineLatest([range(0, elements), range(0, elements)]).pipe(map(([a, b]) => a + b)),
  );
  meter.stop();
  return last;
}
