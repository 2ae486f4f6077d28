export default async function memory(meter, coroutines) {
  let waiting = 0;
  let timers = [];
  async function worker() {
    waiting++;
    await new Promise((resolve) => timers.push(setTimeout(resolve, 3_600_000)));
  }
  meter.start();
  for (let i = 0; i < coroutines; i++) worker();
  meter.stop();
  for (const timer of timers) clearTimeout(timer);
  timers = [];
  return waiting;
}
