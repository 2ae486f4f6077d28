import { Mutex } from 'async-mutex';

export default async function mutexUncontended(meter, times) {
  const mutex = new Mutex();
  let count = 0;
  const work = () => {
    count++;
  };
  meter.start();
  for (let i = 0; i < times; i++) await mutex.runExclusive(work);
  meter.stop();
  return count;
}
