import { run, workerModule } from '../../suspendable.mjs';

const tasks = workerModule(new URL('../../threads/tasks.mjs', import.meta.url));

export default async function threadCalls(meter, calls, live) {
  let sum = 0;
  await run(function* (scope) {
    const results = new Array(live);
    meter.start();
    for (let n = 0; n < calls; n += live) {
      for (let i = 0; i < live; i++) results[i] = scope.async(() => tasks.next(n + i));
      for (const result of results) sum += yield* result.await();
    }
    meter.stop();
  });
  return sum;
}
