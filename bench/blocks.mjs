// Measures what a coroutine costs by how its block is written: `node --expose-gc bench/blocks.mjs`, after a build. Prints a row for
// each way, the best of several rounds, which take turns, so that a slower moment of the machine hits all ways.
import { awaitCancellation, CancellationException, coroutineScope, run, yieldNow } from '../dist/index.js';

const TIMES = 100_000;
const LIVE = 100;
const ROUNDS = 9;

let sum = 0;
/** @param {number} i */
function* add(i) {
  sum += i;
}
function* addOne() {
  sum += 1;
}
/** @param {number} i */
function* wait(i) {
  sum += i;
  yield* awaitCancellation();
}

function* waitForever() {
  yield* awaitCancellation();
}

/** @typedef {() => import('../dist/index.js').Suspend<void> | void} Block */
/** @type {{ way: string, ends: (i: number) => Block, waits: ((i: number) => Block) | null }[]} */
const ways = [
  { way: 'a plain function', ends: (i) => () => void (sum += i), waits: null },
  { way: 'a generator function that is made once', ends: () => addOne, waits: () => waitForever },
  { way: 'a thunk, `() => work(i)`', ends: (i) => () => add(i), waits: (i) => () => wait(i) },
  {
    way: 'a generator function made for each, `function* () { ... }`',
    ends: (i) =>
      function* () {
        sum += i;
      },
    waits: (i) =>
      function* () {
        sum += i;
        yield* awaitCancellation();
      },
  },
];

const times = ways.map(() => Infinity);
for (let round = 0; round < ROUNDS; round++) {
  for (const [i, { ends }] of ways.entries()) times[i] = Math.min(times[i] ?? Infinity, await nanoseconds(ends));
}
console.log('| block | ns to launch and join | bytes of one that waits |\n| --- | ---: | ---: |');
for (const [i, { way, waits }] of ways.entries()) {
  const bytes = waits === null ? '' : Math.round(await heapOf(waits));
  console.log(`| ${way} | ${Math.round(times[i] ?? 0)} | ${bytes} |`);
}

/** @param {(i: number) => Block} block */
function nanoseconds(block) {
  globalThis.gc?.();
  return run(function* ({ launch }) {
    const jobs = [];
    const start = performance.now();
    for (let i = 0; i < TIMES; i += LIVE) {
      for (let j = 0; j < LIVE; j++) jobs[j] = launch(block(i + j));
      for (const job of jobs) yield* job.join();
    }
    return ((performance.now() - start) * 1e6) / TIMES;
  });
}

/** @param {(i: number) => Block} block */
async function heapOf(block) {
  let bytes = 0;
  const launched = run(() =>
    coroutineScope(function* ({ launch }) {
      globalThis.gc?.();
      const before = process.memoryUsage().heapUsed;
      for (let i = 0; i < TIMES; i++) launch(block(i));
      yield* yieldNow();
      globalThis.gc?.();
      bytes = (process.memoryUsage().heapUsed - before) / TIMES;
      throw new CancellationException('measured');
    }),
  );
  await launched.catch(() => {});
  return bytes;
}
