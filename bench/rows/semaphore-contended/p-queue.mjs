import PQueue from 'p-queue';

export default async function semaphoreContended(meter, coroutines, permits, times) {
  const queue = new PQueue({ concurrency: permits });
  let count = 0;
  let working = 0;
  async function work() {
    working++;
    await undefined;
    if (working <= permits) count++;
    working--;
  }
  async function worker() {
    for (let i = 0; i < times; i++) await queue.add(work);
  }
  const tasks = new Array(coroutines);
  meter.start();
  for (let i = 0; i < coroutines; i++) tasks[i] = worker();
  await Promise.all(tasks);
  meter.stop();
  return count;
}
