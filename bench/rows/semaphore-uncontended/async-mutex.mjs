import { Semaphore } from 'async-mutex';

export default async function semaphoreUncontended(meter, times) {
  const semaphore = new Semaphore(10);
  let count = 0;
  const work = () => {
    count++;
  };
  meter.start();
  for (let i = 0; i < times; i++) await semaphore.runExclusive(work);
  meter.stop();
  return count;
}
