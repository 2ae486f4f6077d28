// npm start [-- [--workers N] [DIR]]
// Prints the SHA-256 of every file below DIR (by default the project's own node_modules) as lines for `sha256sum -c`.
//
// Exit codes: 0; 1 when a file could not be read (all others are printed all the same); 2 for wrong arguments;
// 130 after Ctrl-C, when every open file has been closed and a summary of what was done has been printed.

import { coroutineScope, Dispatchers, runMain, type Suspend, withContext, workerModule } from 'suspendable';
import { checksumTree, countFiles } from './checksums/checksum-tree.js';
import { type Options, readOptions, UsageError } from './checksums/options.js';
import { Screen } from './checksums/screen.js';
import { Tally } from './checksums/tally.js';

const files = workerModule<typeof import('./checksums/sha256.js')>(new URL('./checksums/sha256.js', import.meta.url));

/** On one of as many threads as there are cores. */
const sha256 = (name: string) => withContext(Dispatchers.Default, () => files.sha256(name));

runMain(function* () {
  try {
    yield* checksums(yield* readOptions(process.argv.slice(2)));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`checksums: ${error.message}\n`);
    process.exitCode = 2;
  }
});

function* checksums({ root, workers }: Options): Suspend<void> {
  const tally = new Tally();
  const screen = new Screen(process.stdout, process.stderr, tally);
  let readerLeft = false;
  let how = 'interrupted: ';
  try {
    // However this scope ends, cancelled by Ctrl-C too, it has first waited for the cleanup of everything in it.
    yield* coroutineScope(function* ({ launch }) {
      const work = launch(Dispatchers.IO, () => checksumTree(root, workers, tally, screen, sha256));
      const company = launch(({ launch }) => {
        if (screen.hasProgressBar) launch(Dispatchers.IO, () => countFiles(root, tally));
        launch(function* () {
          const error = yield* screen.broken();
          if (error.code !== 'EPIPE') throw error;
          readerLeft = true; // as with `npm start | head`
          work.cancel();
        });
      });
      yield* work.join();
      company.cancel();
    });
    how = '';
  } finally {
    screen.stopProgressBar();
    if (!readerLeft) screen.report(how + tally);
  }
  process.exitCode = tally.unreadable > 0 ? 1 : 0;
}
