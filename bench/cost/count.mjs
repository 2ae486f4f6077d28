// Counts what one operation of a workload costs, in figures that do not depend on the machine or on its load:
//
// - steps: how often the library's functions are called and the blocks within them run (V8's precise coverage),
// - bytes: how much memory is allocated, by everyone, with the optimizing compilers off and no collection in between.
//
// A process of its own for each, told by the arguments: `steps|bytes <workload>`. Prints the figure. The clock stands still while
// the library works and goes on when it waits.
import { Session } from 'node:inspector/promises';
import '../harness/jumping-clock.mjs';
import { workloads } from './workloads.mjs';

const LIBRARY = new URL('../../dist/', import.meta.url).href;
const TIMES = 5000;
const [, , what, name = ''] = process.argv;
const workload = workloads[name];
if (workload === undefined) throw new Error(`no workload is named ${name}: see workloads.mjs`);

// What is there only once (a code object, the growth of a queue) falls out of the difference of two runs, or of the best of them.
workload(TIMES);
const differences = [];
for (let i = 0; i < 3; i++) {
  const once = await cost(TIMES);
  differences.push((await cost(3 * TIMES)) - once);
}
console.log(Math.min(...differences) / (2 * TIMES));

/** @param {number} times */
async function cost(times) {
  return what === 'steps' ? await stepsOf(times) : bytesOf(times);
}

/** @param {number} times */
async function stepsOf(times) {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  workload(times);
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  let steps = 0;
  for (const { url, functions } of result) {
    if (!url.startsWith(LIBRARY)) continue;
    for (const { ranges } of functions) for (const { count } of ranges) steps += count;
  }
  return steps;
}

/** @param {number} times */
function bytesOf(times) {
  /** @type {() => void} */ (globalThis.gc)();
  const before = process.memoryUsage().heapUsed;
  workload(times);
  return process.memoryUsage().heapUsed - before;
}
