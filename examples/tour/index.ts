// npm run tour [-- [--real] [PROGRAM...]]
// Performs the programs of this folder, all of them unless some are named, and prints what they print and when.
// On virtual time nobody waits; with --real the delays are real.

import { parseArgs } from 'node:util';
import { type Line, performReally, performVirtually } from './program.js';
import { programs } from './programs.js';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { real: { type: 'boolean' } } });
const unknown = positionals.filter((name) => !Object.hasOwn(programs, name));
if (unknown.length > 0) {
  console.error(`tour: no program named ${unknown.join(', ')}; there are ${Object.keys(programs).join(', ')}`);
  process.exit(2);
}

const perform = values.real ? performReally : performVirtually;
const clock = values.real ? 'real time' : 'virtual time: nobody waits, the clock reads as if they had';
const milliseconds = (at: number) => `${at} ms`.padStart(9);

console.log(`The tour, on ${clock}.`);
for (const name of positionals.length > 0 ? positionals : Object.keys(programs)) {
  const program = programs[name]!;
  console.log(`\n${program.title}  (examples/tour/${name}.ts)`);
  const ending = await perform(program, ({ at, text }: Line) => console.log(`${milliseconds(at)}  ${text}`));
  const how = ending.error instanceof Error ? `main fails: ${ending.error.name}: ${ending.error.message}` : 'main ends';
  console.log(`${milliseconds(ending.at)}  -- ${how}`);
  if (ending.error !== undefined && !program.fails) throw ending.error;
}
