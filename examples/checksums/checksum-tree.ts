// The work itself: a fixed number of workers that share one walk.

import { CoroutineExceptionHandler, CoroutineName, coroutineScope, type Suspend, supervisorScope } from 'suspendable';
import { checksumLine, textOf } from './file-name.js';
import type { Digest } from './sha256.js';
import { reasonOf } from './system-error.js';
import type { Tally } from './tally.js';
import { type Entry, type NextEntry, withWalk } from './walk.js';

export interface Output {
  /** Prints a line of the result. **Suspends** while its reader is slower than this program. */
  print(line: string): Suspend<void>;
  /** Reports a file or directory that could not be read. */
  report(message: string): void;
}

/** Hashes the file of that name. */
export type Sha256 = (name: string) => Suspend<Digest>;

/**
 * Hashes every file below `root` and counts in `tally` what has been done. **Suspends** until that is all.
 * **Cancellation**: what is open, files and directories, is closed before it throws.
 */
export function checksumTree(
  root: string,
  workers: number,
  tally: Tally,
  output: Output,
  sha256: Sha256,
): Suspend<void> {
  // Not being able to read a file fails a coroutine of its own, and nothing else, for its parent is a supervisor.
  const reporter = new CoroutineExceptionHandler((context, error) => {
    tally.unreadable++;
    output.report(`${context.get(CoroutineName)?.name}: ${reasonOf(error)}`);
  });

  function* checksum(entry: Entry): Suspend<void> {
    if (entry.kind === 'unreadable') throw entry.error;
    const { hex, bytes } = yield* sha256(entry.name);
    tally.files++;
    tally.bytes += bytes;
    yield* output.print(checksumLine(hex, entry.name));
  }

  return withWalk(root, (next) =>
    supervisorScope(function* (supervisor) {
      function* worker(): Suspend<void> {
        for (let entry = yield* next(); entry !== undefined; entry = yield* next()) {
          if (entry.kind === 'link') tally.links++;
          else if (entry.kind === 'special') tally.special++;
          else {
            const found = entry;
            const context = reporter.plus(new CoroutineName(textOf(found.name)));
            yield* supervisor.launch(context, () => checksum(found)).join();
          }
        }
      }

      // The workers themselves are not supervised: should one of them fail, there is a mistake in here.
      yield* coroutineScope(({ launch }) => {
        for (let i = 0; i < workers; i++) launch(worker);
      });
    }),
  );
}

/** Counts in `tally` what there is to do below `root`: a walk of its own, far ahead of the one that hashes. */
export const countFiles = (root: string, tally: Tally): Suspend<void> =>
  withWalk(root, function* (next: NextEntry) {
    for (let entry = yield* next(); entry !== undefined; entry = yield* next()) {
      if (entry.kind === 'file' || entry.kind === 'unreadable') tally.found++;
    }
  });
