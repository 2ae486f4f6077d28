// What has been counted so far.

import type { Words } from './words-of.js';

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

const count = (n: number, singular: string): string => `${number.format(n)} ${singular}${n === 1 ? '' : 's'}`;

export class Tally {
  files = 0;
  words = 0;
  /** Files and directories that could not be read. */
  unreadable = 0;
  readonly #times: Words = new Map();
  readonly #start = performance.now();

  /** One more file, with these words. */
  add(words: Words): void {
    this.files++;
    for (const [word, times] of words) {
      this.words += times;
      this.#times.set(word, (this.#times.get(word) ?? 0) + times);
    }
  }

  /** The most frequent words, at most `limit`; those that are equally frequent in alphabetical order. */
  top(limit: number): [word: string, times: number][] {
    const byFrequency = [...this.#times].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    return byFrequency.slice(0, limit);
  }

  /** One line, for the way and for the end. */
  toString(): string {
    const seconds = (performance.now() - this.#start) / 1000;
    const parts = [
      `${count(this.words, 'word')} in ${count(this.files, 'file')}, ${number.format(this.#times.size)} different ones, ` +
        `in ${number.format(seconds)} s`,
    ];
    if (this.unreadable > 0) parts.push(`${number.format(this.unreadable)} unreadable`);
    return parts.join(', ');
  }
}
