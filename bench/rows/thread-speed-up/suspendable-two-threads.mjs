import { newFixedThreadPoolContext, run, workerModule } from '../../suspendable.mjs';

const primes = workerModule(new URL('./primes.mjs', import.meta.url));
const two = newFixedThreadPoolContext(2, 'two');

export default async function threadSpeedUp(meter, limit, pieces) {
  let count = 0;
  const size = limit / pieces;
  await run(function* (scope) {
    meter.start();
    const counts = Array.from({ length: pieces }, (_, i) =>
      scope.async(two, () => primes.countPrimes(i * size, (i + 1) * size)),
    );
    for (const each of counts) count += yield* each.await();
    meter.stop();
  });
  return count;
}
