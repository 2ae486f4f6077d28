export default async function launchJoin(meter, coroutines, live) {
  let finished = 0;
  async function worker() {
    finished++;
  }
  const tasks = new Array(live);
  meter.start();
  for (let round = 0; round < coroutines / live; round++) {
    for (let i = 0; i < live; i++) tasks[i] = worker();
    for (const task of tasks) await task;
  }
  meter.stop();
  return finished;
}
