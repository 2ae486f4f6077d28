// The pipeline: finding, counting, adding up. Three stages joined by two channels, all in one scope, so whichever way one
// of them ends the others end with it, and nobody is left who has a file open.

import { Buffer } from 'node:buffer';
import {
  Channel,
  type CoroutineScope,
  coroutineScope,
  onTimeout,
  produce,
  type ReceiveChannel,
  type Suspend,
  select,
} from 'suspendable';
import { textOf } from '../checksums/file-name.js';
import { isSystemError, reasonOf } from '../checksums/system-error.js';
import type { Entry } from '../checksums/walk.js';
import { findTexts } from './find-texts.js';
import type { Tally } from './tally.js';
import { type Words, wordsOf } from './words-of.js';

const BUFFER_BYTES = 64 * 1024;

/** What one of the counters found out about one file. */
export type Counted =
  | { readonly name: string; readonly words: Words }
  | { readonly name: string; readonly error: unknown };

export interface Status {
  /** In how many milliseconds {@link show} is wanted. */
  readonly untilShown: number;
  /** Shows how far the work is. */
  show(): void;
  /** Reports a file or directory that could not be read. */
  report(message: string): void;
}

/**
 * Adds to `tally` the words of all texts below `roots`. **Suspends** until that is done.
 * **Cancellation**: what is open, files and directories, is closed before it throws, and what was counted is in `tally`.
 */
export const countWords = (roots: readonly string[], workers: number, tally: Tally, status: Status): Suspend<void> =>
  coroutineScope(function* (scope) {
    const texts = findTexts(scope, roots);
    const counts = countEach(scope, texts, workers);
    yield* addUp(counts, tally, status);
  });

/** Fans out: each entry goes to one of the workers, in turn, and what they make of it comes together in one channel. */
const countEach = (scope: CoroutineScope, texts: ReceiveChannel<Entry>, workers: number): ReceiveChannel<Counted> =>
  produce<Counted>(scope, { capacity: Channel.BUFFERED }, ({ launch, send }) => {
    function* worker(): Suspend<void> {
      const buffer = Buffer.allocUnsafeSlow(BUFFER_BYTES);
      const mine = texts.iterator();
      while (yield* mine.hasNext()) yield* send(yield* count(mine.next(), buffer));
    }
    // The channel is closed when the last of them has ended: they are children of the coroutine that it belongs to.
    for (let i = 0; i < workers; i++) launch(worker);
  });

function* count(entry: Entry, buffer: Buffer): Suspend<Counted> {
  const { name } = entry;
  if (entry.kind === 'unreadable') return { name, error: entry.error };
  try {
    return { name, words: yield* wordsOf(name, buffer) };
  } catch (error) {
    // All else, a cancellation above all, is not for the one who adds up.
    if (!isSystemError(error)) throw error;
    return { name, error };
  }
}

/** Adds to `tally` what comes out of `counts` until it is closed, and shows the status at its times. */
export function* addUp(counts: ReceiveChannel<Counted>, tally: Tally, status: Status): Suspend<void> {
  const take = (counted: Counted): void => {
    if ('words' in counted) tally.add(counted.words);
    else {
      tally.unreadable++;
      status.report(`${textOf(counted.name)}: ${reasonOf(counted.error)}`);
    }
  };
  try {
    for (let isOpen = true; isOpen; ) {
      isOpen = yield* select(
        // In front: select prefers what is listed first, and counts that never cease to come would starve it otherwise.
        onTimeout(status.untilShown, () => {
          status.show();
          return true;
        }),
        counts.onReceiveCatching((result) => {
          if (result.isSuccess) take(result.getOrThrow());
          return result.isSuccess;
        }),
      );
    }
  } finally {
    // After a cancellation: what has been counted and was on its way here.
    for (let last = counts.tryReceive(); last.isSuccess; last = counts.tryReceive()) take(last.getOrThrow());
  }
}
