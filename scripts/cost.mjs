// Compares what fixed pieces of work cost with what they cost before. Counted are steps and bytes, which no load of the machine
// changes, so this can fail a build where a measured time could not. With --write the figures are stored instead.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { workloads } from '../bench/cost/workloads.mjs';

const FIGURES = 'bench/cost/figures.json';
const TOLERANCE = 0.1;
/** What costs next to nothing has no ratio to speak of; memory is handed out in pages, whose ends may stay empty. */
const SLACK = { steps: 1, bytes: 32 };
/** What is left is the interpreter: each run then counts the same. */
const COUNTABLE =
  '--no-opt --no-maglev --no-sparkplug --no-flush-bytecode --no-lazy-feedback-allocation --single-threaded';
/** So much that no collection comes in between. */
const ROOMY = '--expose-gc --min-semi-space-size=256 --max-semi-space-size=256';
const program = fileURLToPath(new URL('../bench/cost/count.mjs', import.meta.url));

/** @typedef {{ steps: number, bytes: number }} Cost */

const node = process.version.replace(/\..*/, '');

const costs = Object.fromEntries(
  Object.keys(workloads).map((name) => [name, { steps: count('steps', name), bytes: count('bytes', name) }]),
);
if (process.argv.includes('--write')) writeFileSync(FIGURES, `${JSON.stringify({ node, costs }, null, 2)}\n`);
else compare(JSON.parse(readFileSync(FIGURES, 'utf8')));

/**
 * @param {keyof Cost} what
 * @param {string} name
 */
function count(what, name) {
  const args = [...`${COUNTABLE} ${ROOMY}`.split(' '), program, what, name];
  return Math.round(Number(execFileSync(process.execPath, args, { encoding: 'utf8' })) * 10) / 10;
}

/** @param {{ node: string, costs: Record<string, Cost> }} stored */
function compare(stored) {
  const problems = [];
  // Objects differ in size between versions of Node. Steps do not.
  /** @type {(keyof Cost)[]} */
  const compared = stored.node === node ? ['steps', 'bytes'] : ['steps'];
  for (const name of Object.keys(stored.costs)) if (!(name in costs)) problems.push(`${name}: is no workload any more`);
  for (const [name, cost] of Object.entries(costs)) {
    for (const what of compared) {
      const before = stored.costs[name]?.[what] ?? 0;
      const most = before * (1 + TOLERANCE) + SLACK[what];
      let now = cost[what];
      // Where objects come to lie is a matter of luck; what really costs more does so each time.
      for (let again = 0; again < 3 && now > most; again++) now = Math.min(now, count(what, name));
      if (now > most) problems.push(`${name}: ${now} ${what}, ${before} before`);
      else if (now < before * (1 - TOLERANCE) - SLACK[what])
        console.log(`${name}: only ${now} ${what}, ${before} before`);
    }
  }
  if (problems.length === 0) return;
  console.error(`Operations cost more than before. If that is meant: npm run cost -- --write\n${problems.join('\n')}`);
  process.exitCode = 1;
}
