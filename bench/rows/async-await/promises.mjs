async function give(i) {
  return i;
}

export default async function asyncAwait(meter, coroutines, live) {
  let sum = 0;
  const tasks = new Array(live);
  meter.start();
  for (let round = 0; round < coroutines / live; round++) {
    for (let i = 0; i < live; i++) tasks[i] = give(i);
    for (const task of tasks) sum += await task;
  }
  meter.stop();
  return sum;
}
