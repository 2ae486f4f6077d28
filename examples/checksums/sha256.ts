// The SHA-256 of one file.

import type { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { awaitPromise, NonCancellable, type Suspend, withContext } from 'suspendable';
import { pathOf } from './file-name.js';

export interface Digest {
  readonly hex: string;
  readonly bytes: number;
}

/** Reads the file `name` piece by piece into `buffer`. Each read is a suspension point: cancellation arrives there. */
export function* sha256(name: string, buffer: Buffer): Suspend<Digest> {
  const file = yield* openFile(name);
  try {
    const hash = createHash('sha256');
    for (let bytes = 0; ; ) {
      const { bytesRead } = yield* awaitPromise(file.read(buffer, 0, buffer.length));
      if (bytesRead === 0) return { hex: hash.digest('hex'), bytes };
      hash.update(buffer.subarray(0, bytesRead));
      bytes += bytesRead;
    }
  } finally {
    // A cancelled coroutine cannot suspend any more, except in here. close() waits for a read that is under way.
    yield* withContext(NonCancellable, () => awaitPromise(file.close()));
  }
}

/** Cancellation must not come between the opening of a file and its arrival here: nobody would close it. */
const openFile = (name: string): Suspend<FileHandle> =>
  withContext(NonCancellable, () => awaitPromise(open(pathOf(name))));
