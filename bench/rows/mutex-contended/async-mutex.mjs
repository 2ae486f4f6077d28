import { Mutex } from 'async-mutex';

export default async function mutexContended(meter, coroutines, times) {
  const mutex = new Mutex();
  let count = 0;
  async function work() {
    const before = count;
    await undefined;
    count = before + 1;
  }
  async function worker() {
    for (let i = 0; i < times; i++) await mutex.runExclusive(work);
  }
  const tasks = new Array(coroutines);
  meter.start();
  for (let i = 0; i < coroutines; i++) tasks[i] = worker();
  await Promise.all(tasks);
  meter.stop();
  return count;
}
