/**
 * The benchmarks: every row on every side, printed as a table. `npm run bench -- --help` tells the options.
 */
import { installPeers } from './harness/install.mjs';
import { measure } from './harness/measure.mjs';
import { parseOptions } from './harness/options.mjs';
import { writeReadme } from './harness/readme.mjs';
import { findCases } from './harness/rows.mjs';
import { availableSides } from './harness/sides.mjs';
import { report } from './harness/table.mjs';

const options = parseOptions(process.argv.slice(2));
await installPeers(options.sides);
const { sides, skipped } = await availableSides(options.sides);
for (const { title, reason } of skipped) console.error(`${title} is skipped: ${reason}`);

const results = [];
for (const one of await findCases(options.filter)) results.push(await measure(one, sides, options));
const text = report(results, sides, skipped, options);
console.log(text);
if (options.isFull) await writeReadme(text);
process.exitCode = results.some((result) => result.failures.length > 0) ? 1 : 0;
