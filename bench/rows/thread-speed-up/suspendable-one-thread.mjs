import { countPrimes } from './primes.mjs';

export default function threadSpeedUp(meter, limit, pieces) {
  let count = 0;
  const size = limit / pieces;
  meter.start();
  for (let i = 0; i < pieces; i++) count += countPrimes(i * size, (i + 1) * size);
  meter.stop();
  return count;
}
