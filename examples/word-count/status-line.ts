// Messages, and on a terminal a line below them that says how far the work is.

import { clearLine, cursorTo } from 'node:readline';
import type { Status } from './count-words.js';
import type { Tally } from './tally.js';

const PERIOD = 100;

export class StatusLine implements Status {
  readonly #stream: NodeJS.WriteStream;
  readonly #tally: Tally;
  #next: number;
  #isShown = false;

  constructor(stream: NodeJS.WriteStream, tally: Tally) {
    this.#stream = stream;
    this.#tally = tally;
    this.#next = stream.isTTY ? performance.now() + PERIOD : Infinity;
    stream.on('error', () => {}); // nobody is left to be told
  }

  get untilShown(): number {
    return this.#next - performance.now();
  }

  show(): void {
    this.clear();
    this.#stream.write(String(this.#tally).slice(0, this.#stream.columns - 1)); // a second line could not be taken back
    this.#isShown = true;
    this.#next = performance.now() + PERIOD;
  }

  report(message: string): void {
    this.clear();
    this.#stream.write(`words: ${message}\n`);
  }

  /** Takes the line away. */
  clear(): void {
    if (!this.#isShown) return;
    clearLine(this.#stream, 0);
    cursorTo(this.#stream, 0);
    this.#isShown = false;
  }
}
