// Where the output goes: lines to one stream, messages and a progress bar to another, which may be the same terminal.

import { clearLine } from 'node:readline';
import { MultiBar, Presets } from 'cli-progress';
import { type Suspend, suspendCancellableCoroutine } from 'suspendable';
import type { Output } from './checksum-tree.js';
import type { Tally } from './tally.js';

type Stream = NodeJS.WriteStream;

export class Screen implements Output {
  readonly #out: Stream;
  readonly #err: Stream;
  /** There while the progress bar is shown. Of many bars it shows one: what counts is that it lets lines pass above. */
  #bars: MultiBar | undefined;
  /** What is held back until the bar makes room for it, ten times a second. */
  #above: (() => void)[] = [];

  constructor(out: Stream, err: Stream, tally: Tally) {
    this.#out = out;
    this.#err = err;
    err.on('error', () => {}); // nobody is left to be told
    if (err.isTTY) this.#bars = this.#showProgressBar(tally);
  }

  get hasProgressBar(): boolean {
    return this.#bars !== undefined;
  }

  /** **Suspends** until the line is written, so that a slow reader slows the workers down. */
  *print(line: string): Suspend<void> {
    if (this.#bars && this.#out.isTTY) {
      this.#above.push(() => this.#out.write(line, 'latin1'));
      return;
    }
    yield* suspendCancellableCoroutine<void>((continuation) => {
      this.#out.write(line, 'latin1', () => continuation.resume());
    });
  }

  report(message: string): void {
    const write = () => this.#err.write(`checksums: ${message}\n`);
    if (this.#bars) this.#above.push(write);
    else write();
  }

  /** **Suspends** until lines cannot be printed any more, and returns the reason. */
  broken(): Suspend<NodeJS.ErrnoException> {
    return suspendCancellableCoroutine((continuation) => {
      // Stays to the end of the program: without a listener the next error would end it at once.
      this.#out.on('error', (error) => {
        if (continuation.isActive) continuation.resume(error);
      });
    });
  }

  /** Takes the bar away; from now on all is written at once. */
  stopProgressBar(): void {
    this.#bars?.stop();
    this.#bars = undefined;
  }

  #showProgressBar(tally: Tally): MultiBar {
    const bars = new MultiBar(
      { stream: this.#err, format: '{bar} {value} of {total} files', hideCursor: true, clearOnComplete: true },
      Presets.shades_classic,
    );
    const bar = bars.create(0, 0);
    bars.on('redraw-pre', () => {
      this.#flush();
      bar.setTotal(tally.found);
      bar.update(tally.files + tally.unreadable);
    });
    bars.on('stop-pre-clear', () => this.#flush());
    return bars;
  }

  #flush(): void {
    if (this.#above.length === 0) return;
    clearLine(this.#err, 0);
    for (const write of this.#above) write();
    this.#above = [];
  }
}
