// The lines of a file, those that are still to come included.

import { type FileHandle, open } from 'node:fs/promises';
import { StringDecoder } from 'node:string_decoder';
import { awaitPromise, type Flow, flow, NonCancellable, type Suspend, withContext } from 'suspendable';
import { changesOf } from './changes-of.js';

const PIECE = 64 * 1024;

/** Reads on where it has stopped before. */
class Tail {
  readonly #buffer = Buffer.alloc(PIECE);
  #position = 0;
  #decoder = new StringDecoder();
  /** The beginning of a line whose end is not written yet. */
  #begun = '';

  constructor(readonly file: FileHandle) {}

  /** Emits the lines that have been completed since. */
  *emitTo(emit: (line: string) => Suspend<void>): Suspend<void> {
    if ((yield* awaitPromise(this.file.stat())).size < this.#position) this.#startAnew();
    for (;;) {
      const { bytesRead } = yield* awaitPromise(this.file.read(this.#buffer, 0, PIECE, this.#position));
      if (bytesRead === 0) return;
      this.#position += bytesRead;
      const lines = (this.#begun + this.#decoder.write(this.#buffer.subarray(0, bytesRead))).split('\n');
      this.#begun = lines.pop()!;
      for (const line of lines) yield* emit(line);
    }
  }

  /** Somebody has emptied the file. */
  #startAnew(): void {
    this.#position = 0;
    this.#decoder = new StringDecoder();
    this.#begun = '';
  }
}

/** The lines of the file at `path` for as long as they are collected. A file that is emptied begins anew. */
export function linesOf(path: string): Flow<string> {
  return flow<string>(function* ({ emit }) {
    const tail = new Tail(yield* awaitPromise(open(path)));
    try {
      yield* changesOf(path).collect(() => tail.emitTo(emit));
    } finally {
      yield* withContext(NonCancellable, () => awaitPromise(tail.file.close()));
    }
  });
}
