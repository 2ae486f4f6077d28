// The words of one file.

import type { Buffer } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { awaitPromise, NonCancellable, type Suspend, withContext } from 'suspendable';
import { pathOf } from '../checksums/file-name.js';

/** How often each word occurs. */
export type Words = Map<string, number>;

/** Without a break for so long it is no text that a word could be cut apart in. */
const LONGEST_RUN = 10_000;

/**
 * Reads the file `name` piece by piece into `buffer` and counts its words, in lower case. Each read is a suspension point:
 * cancellation arrives there.
 */
export function* wordsOf(name: string, buffer: Buffer): Suspend<Words> {
  const file = yield* openFile(name);
  try {
    const words: Words = new Map();
    const decoder = new TextDecoder();
    let rest = ''; // the beginning of a word whose end is in the next piece
    for (;;) {
      const { bytesRead } = yield* awaitPromise(file.read(buffer, 0, buffer.length));
      const text = rest + decoder.decode(buffer.subarray(0, bytesRead), { stream: bytesRead > 0 });
      const end = bytesRead > 0 ? lastBreak(text) : text.length;
      addWords(words, text.slice(0, end));
      if (bytesRead === 0) return words;
      rest = text.slice(end);
    }
  } finally {
    // A cancelled coroutine cannot suspend any more, except in here. close() waits for a read that is under way.
    yield* withContext(NonCancellable, () => awaitPromise(file.close()));
  }
}

/** Cancellation must not come between the opening of a file and its arrival here: nobody would close it. */
const openFile = (name: string): Suspend<FileHandle> =>
  withContext(NonCancellable, () => awaitPromise(open(pathOf(name))));

function lastBreak(text: string): number {
  const end = Math.max(text.lastIndexOf(' '), text.lastIndexOf('\n')) + 1;
  return text.length - end > LONGEST_RUN ? text.length : end;
}

function addWords(words: Words, text: string): void {
  for (const [word] of text.toLowerCase().matchAll(/\p{L}[\p{L}\p{M}\p{N}]*(?:['’]\p{L}[\p{L}\p{M}\p{N}]*)*/gu)) {
    words.set(word, (words.get(word) ?? 0) + 1);
  }
}
