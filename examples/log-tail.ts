// npm run tail -- FILE
// Follows a log file that grows and prints how many lines of each level it has: as soon as the file is quiet for a moment, and
// every second while it is not.
//
// Exit codes: 1 when the file cannot be read; 2 for wrong arguments; 130 after Ctrl-C, when the file has been closed and
// the last summary has been printed.

import { merge, runMain, SharingStarted, type StateFlow, type Suspend } from 'suspendable';
import { linesOf } from './log-tail/lines-of.js';
import { add, EMPTY, format, type Summary } from './log-tail/summary.js';

const QUIET = 100;
const SECOND = 1000;

runMain(function* (scope) {
  const [path, ...others] = process.argv.slice(2);
  if (path === undefined || others.length > 0) {
    process.stderr.write('tail: expected one file\nusage: npm run tail -- FILE\n');
    process.exitCode = 2;
    return;
  }
  yield* showAsItGrows(linesOf(path).scan(EMPTY, add).stateIn(scope, SharingStarted.Eagerly, EMPTY));
});

function* showAsItGrows(summary: StateFlow<Summary>): Suspend<void> {
  const moments = merge(summary.debounce(QUIET), summary.sample(SECOND));
  try {
    yield* moments.distinctUntilChanged().collect((now) => process.stdout.write(`${format(now)}\n`));
  } finally {
    process.stdout.write(`in the end ${format(summary.value)}\n`);
  }
}
