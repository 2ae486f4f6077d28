export default async function styleClosures(meter, coroutines, live) {
  let sum = 0;
  meter.start();
  for (let from = 0; from < coroutines; from += live) {
    const tasks = [];
    for (let i = from; i < from + live; i++) {
      tasks.push(
        (async () => {
          sum += i;
        })(),
      );
    }
    await Promise.all(tasks);
  }
  meter.stop();
  return sum;
}
