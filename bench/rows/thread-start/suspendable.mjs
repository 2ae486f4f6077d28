import { newSingleThreadContext, run, withContext, workerModule } from '../../suspendable.mjs';

const tasks = workerModule(new URL('../../threads/tasks.mjs', import.meta.url));

export default async function threadStart(meter, threads) {
  let sum = 0;
  for (let i = 0; i < threads; i++) {
    const single = newSingleThreadContext('single');
    meter.start();
    sum += await run(() => withContext(single, () => tasks.next(0)));
    meter.stop();
    await single[Symbol.asyncDispose]();
  }
  return sum;
}
