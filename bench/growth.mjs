// How the cost of an operation grows with how many coroutines there are: writes growth.svg. Where the lines stay level, the cost of
// all of them is linear in their number. What waits for time waits on a clock that jumps, so that only work counts.
//
//   npm run build && node --expose-gc --max-old-space-size=8192 bench/growth.mjs
import { writeFileSync } from 'node:fs';
import './harness/jumping-clock.mjs';
import { Channel, coroutineScope, delay, Mutex, runBlocking, select, yieldNow } from '../dist/node/index.js';

const COUNTS = [1_000, 10_000, 100_000, 1_000_000];
/** How long one figure may take, in ms: it is the best of as many runs as fit in, of three at least. */
const PATIENCE = 2_000;

const [never, nor] = [new Channel(), new Channel()];
const nothing = () => {};

/** What is done with `count` coroutines that wait at the same time. @type {Record<string, (count: number) => void>} */
const workloads = {
  'launch and end': (count) => runBlocking((scope) => repeat(count, () => scope.launch(nothing))),
  'cancel while waiting': (count) => cancelAll(count, () => delay(Infinity)),
  'timers of 1,000 different times': (count) =>
    runBlocking((scope) => repeat(count, (i) => scope.launch(() => delay(1 + ((i * 7919) % 1000))))),
  'select over 2 channels, cancelled': (count) =>
    cancelAll(count, () => select(never.onReceive(nothing), nor.onReceive(nothing))),
  'mutex handed from one to the next': (count) =>
    runBlocking(function* ({ launch }) {
      const mutex = new Mutex(true);
      repeat(count, () => launch(() => mutex.withLock(nothing)));
      yield* yieldNow();
      mutex.unlock();
    }),
};

/** @param {number} count @param {(i: number) => void} action */
function repeat(count, action) {
  for (let i = 0; i < count; i++) action(i);
}

/** @param {number} count @param {() => import('../dist/index.js').Suspend<unknown>} wait */
function cancelAll(count, wait) {
  runBlocking(() =>
    coroutineScope(function* (scope) {
      const parent = scope.launch((children) => repeat(count, () => children.launch(wait)));
      yield* yieldNow();
      yield* yieldNow();
      yield* parent.cancelAndJoin();
    }),
  );
}

/** The time of one operation, in ns. @param {(count: number) => void} workload @param {number} count */
function measure(workload, count) {
  const end = process.hrtime.bigint() + BigInt(PATIENCE * 1e6);
  let best = Infinity;
  for (let runs = 0; runs < 3 || process.hrtime.bigint() < end; runs++) {
    globalThis.gc?.();
    const start = process.hrtime.bigint();
    workload(count);
    best = Math.min(best, Number(process.hrtime.bigint() - start) / count);
  }
  return best;
}

const lines = Object.entries(workloads).map(([title, workload]) => {
  measure(workload, COUNTS[0]);
  const figures = COUNTS.map((count) => measure(workload, count));
  console.log(title.padEnd(36), figures.map((figure) => figure.toFixed(0).padStart(7)).join(''), 'ns');
  return { title, figures };
});
writeFileSync(new URL('growth.svg', import.meta.url), plot());

function plot() {
  const [width, height, left, top] = [520, 300, 60, 20];
  const ceiling = 10 ** Math.ceil(Math.log10(Math.max(...lines.flatMap(({ figures }) => figures))));
  const floor = 10;
  const x = (count) => left + (width * Math.log10(count / COUNTS[0])) / Math.log10(COUNTS.at(-1) / COUNTS[0]);
  const y = (figure) => top + height - (height * Math.log10(figure / floor)) / Math.log10(ceiling / floor);
  const colors = ['#1f77b4', '#d62728', '#2ca02c', '#9467bd', '#ff7f0e'];
  const text = (at, level, words, more = '') => `<text x="${at}" y="${level}" ${more}>${words}</text>`;
  const parts = [];
  for (let figure = floor; figure <= ceiling; figure *= 10) {
    parts.push(`<path d="M${left} ${y(figure)}h${width}" stroke="#ddd"/>`);
    parts.push(text(left - 6, y(figure) + 4, `${figure.toLocaleString('en-US')} ns`, 'text-anchor="end"'));
  }
  for (const count of COUNTS) {
    parts.push(text(x(count), top + height + 18, count.toLocaleString('en-US'), 'text-anchor="middle"'));
  }
  let above = -Infinity;
  const levels = lines.map(({ title, figures }, i) => ({ title, figures, color: colors[i], level: y(figures.at(-1)) }));
  for (const { title, figures, color, level } of levels.sort((a, b) => a.level - b.level)) {
    above = Math.max(level, above + 15); // titles do not cover each other
    const points = figures.map((figure, at) => `${x(COUNTS[at]).toFixed(1)},${y(figure).toFixed(1)}`).join(' ');
    parts.push(`<polyline points="${points}" fill="none" stroke="${color}" stroke-width="2"/>`);
    parts.push(text(left + width + 12, above + 4, title, `fill="${color}"`));
  }
  parts.push(
    text(left, top + height + 40, 'coroutines at the same time; time of one operation, both scales logarithmic'),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 820 370" font-family="sans-serif" font-size="12">
<title>Time of one operation, at 1,000 to 1,000,000 coroutines</title>
<rect width="820" height="370" fill="white"/>
${parts.join('\n')}
</svg>
`;
}
