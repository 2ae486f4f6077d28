const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export default async function delays(meter, coroutines, milliseconds) {
  let finished = 0;
  async function worker() {
    await sleep(milliseconds);
    finished++;
  }
  const tasks = new Array(coroutines);
  meter.start();
  for (let i = 0; i < coroutines; i++) tasks[i] = worker();
  await Promise.all(tasks);
  meter.stop();
  return finished;
}
