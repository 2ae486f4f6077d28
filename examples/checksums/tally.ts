// What has been done so far.

const number = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

const count = (n: number, singular: string): string => `${number.format(n)} ${singular}${n === 1 ? '' : 's'}`;

export class Tally {
  /** Files hashed, and their bytes. */
  files = 0;
  bytes = 0;
  /** Files and directories that could not be read. */
  unreadable = 0;
  /** Entries that were passed over. */
  links = 0;
  special = 0;
  /** Files known to be there, and what could not be read: where the progress bar ends. */
  found = 0;
  readonly #start = performance.now();

  /** One line for the end of the program, whichever way it comes to its end. */
  toString(): string {
    const seconds = (performance.now() - this.#start) / 1000;
    const megabytes = this.bytes / 1e6;
    const parts = [
      `${count(this.files, 'file')} hashed, ${number.format(megabytes)} MB in ${number.format(seconds)} s`,
    ];
    if (this.unreadable > 0) parts.push(`${number.format(this.unreadable)} unreadable`);
    if (this.links > 0) parts.push(`${count(this.links, 'symbolic link')} not followed`);
    if (this.special > 0) parts.push(`${count(this.special, 'special file')} skipped`);
    return parts.join(', ');
  }
}
