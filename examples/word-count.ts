// npm run words [-- [--top N] [--workers N] [DIR...]]
// Prints the most frequent words of the *.md and *.txt files below the directories (by default the project's own
// node_modules). A pipeline: one coroutine finds the files, several count the words of one file each, one adds it all up.
//
// Exit codes: 0; 1 when a file could not be read (all others are counted all the same); 2 for wrong arguments;
// 130 after Ctrl-C, when every open file has been closed and what was counted until then has been printed.

import { runMain, type Suspend } from 'suspendable';
import { countWords } from './word-count/count-words.js';
import { type Options, readOptions, UsageError } from './word-count/options.js';
import { StatusLine } from './word-count/status-line.js';
import { Tally } from './word-count/tally.js';

runMain(function* () {
  try {
    yield* wordCount(yield* readOptions(process.argv.slice(2)));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`words: ${error.message}\n`);
    process.exitCode = 2;
  }
});

function* wordCount({ roots, workers, top }: Options): Suspend<void> {
  const tally = new Tally();
  const status = new StatusLine(process.stderr, tally);
  let how = 'interrupted: ';
  try {
    yield* countWords(roots, workers, tally, status);
    how = '';
  } finally {
    status.clear();
    printTop(tally, top);
    status.report(how + tally);
  }
  process.exitCode = tally.unreadable > 0 ? 1 : 0;
}

function printTop(tally: Tally, top: number): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error; // as with `npm run words | head`
  });
  for (const [word, times] of tally.top(top)) process.stdout.write(`${String(times).padStart(7)} ${word}\n`);
}
