// npm run primes -- [LIMIT [BLOCK]]
// Counts the primes below LIMIT on all cores of the machine, a line for each block of numbers. Who reads the lines slowly
// (`| less`) slows the counting down; who reads no more (`| head`) ends it.

import { availableParallelism } from 'node:os';
import { Dispatchers, runMain, withContext, workerModule } from 'suspendable';
import { blocksOf, countIn } from './primes/pipeline.js';
import { print } from './primes/print.js';

const tasks = workerModule<typeof import('./primes/tasks.js')>(new URL('./primes/tasks.js', import.meta.url));

runMain(function* ({ launch }) {
  const [limit = 5_000_000, size = 250_000] = process.argv.slice(2).map(Number);
  const counted = countIn(blocksOf(limit, size), availableParallelism(), ({ from, to }) =>
    withContext(Dispatchers.Default, () => tasks.countPrimes(from, to)),
  );
  const printing = launch(() =>
    counted.collect(({ to, total }) => print(process.stdout, `${total} primes below ${to}`)),
  );
  process.stdout.on('error', () => printing.cancel()); // nobody reads any more
});
