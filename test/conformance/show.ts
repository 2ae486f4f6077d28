// npm run conformance -- jobs-17 sync-3      shows programs, and what real Kotlin and the library make of them
import * as lib from '../../src/index.js';
import * as testLib from '../../src/test/index.js';
import { compare, programsOf } from './corpus.js';
import { interpret } from './interpret.mjs';

const ids = process.argv.slice(2);
if (ids.length === 0) {
  console.error('Which program? npm run conformance -- jobs-17');
  process.exitCode = 2;
}

for (const id of ids) {
  const program = programsOf(id.replace(/-\d+$/, '')).find((p) => p.id === id);
  if (program === undefined) throw new Error(`There is no program ${id}`);
  const trace: readonly string[] = await interpret(program, lib, testLib);
  const same = trace.join('\n') === program.trace.join('\n');
  console.log(`${id}\n`);
  for (const statement of program.main) console.log(JSON.stringify(statement));
  console.log(same ? '\nThe trace, the same in both:' : '\nThe traces: - real Kotlin, + the library');
  console.log(compare(program.trace, trace));
  if (!same) process.exitCode = 1;
}
