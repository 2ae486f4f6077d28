import Tinypool from 'tinypool';

const filename = new URL('../../threads/tasks.mjs', import.meta.url).href;

export default async function threadStart(meter, threads) {
  let sum = 0;
  for (let i = 0; i < threads; i++) {
    meter.start();
    const pool = new Tinypool({ filename, minThreads: 1, maxThreads: 1 });
    sum += await pool.run(0, { name: 'next' });
    meter.stop();
    await pool.destroy();
  }
  return sum;
}
