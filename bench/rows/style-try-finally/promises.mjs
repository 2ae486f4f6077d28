export default async function styleTryFinally(meter, coroutines, times) {
  let finished = 0;
  async function step() {
    try {
      await undefined;
    } finally {
      finished++;
    }
  }
  async function worker() {
    for (let i = 0; i < times; i++) await step();
  }
  const tasks = new Array(coroutines);
  meter.start();
  for (let i = 0; i < coroutines; i++) tasks[i] = worker();
  await Promise.all(tasks);
  meter.stop();
  return finished;
}
