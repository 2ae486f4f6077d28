export default async function yieldRoundRobin(meter, coroutines, yields) {
  let resumed = 0;
  async function worker() {
    for (let i = 0; i < yields; i++) {
      await undefined;
      resumed++;
    }
  }
  const tasks = new Array(coroutines);
  meter.start();
  for (let i = 0; i < coroutines; i++) tasks[i] = worker();
  await Promise.all(tasks);
  meter.stop();
  return resumed;
}
