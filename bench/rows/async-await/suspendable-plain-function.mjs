import { run } from '../../suspendable.mjs';

export default async function asyncAwait(meter, coroutines, live) {
  let sum = 0;
  await run(function* (scope) {
    const results = new Array(live);
    meter.start();
    for (let round = 0; round < coroutines / live; round++) {
      for (let i = 0; i < live; i++) results[i] = scope.async(() => i);
      for (const result of results) sum += yield* result.await();
    }
    meter.stop();
  });
  return sum;
}
