// The SHA-256 of one file: a worker module, whose function runs on threads that may block.

import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { ensureActive } from 'suspendable';
import { pathOf } from './file-name.js';

export interface Digest {
  readonly hex: string;
  readonly bytes: number;
}

/** Each thread has its own. */
const buffer = Buffer.allocUnsafeSlow(256 * 1024);

/** Reads the file `name` piece by piece. Between two pieces it looks whether it is cancelled. */
export function sha256(name: string): Digest {
  const file = openSync(pathOf(name), 'r');
  try {
    const hash = createHash('sha256');
    for (let bytes = 0; ; ) {
      ensureActive();
      const read = readSync(file, buffer, 0, buffer.length, null);
      if (read === 0) return { hex: hash.digest('hex'), bytes };
      hash.update(buffer.subarray(0, read));
      bytes += read;
    }
  } finally {
    closeSync(file);
  }
}
