import PQueue from 'p-queue';

export default async function semaphoreUncontended(meter, times) {
  const queue = new PQueue({ concurrency: 10 });
  let count = 0;
  const work = () => {
    count++;
  };
  meter.start();
  for (let i = 0; i < times; i++) await queue.add(work);
  meter.stop();
  return count;
}
