import { now } from '../dispatch/host.js';

/** How long (ms) a thread looks for what comes before it sleeps. To be woken takes longer than many a call. */
const LOOKING = 0.05;
/** What comes within this time (ms) might have come while looking. */
const SOON = 0.2;
/** How often it must come soon, once looking was in vain: on one core, say, where nobody can write meanwhile. */
const CAUTION = 8;

/** A cell of shared memory that others count up when they have something for this thread, which may wait for it. */
export class Ring {
  private heard = 0;
  /** Below 0, looking does not pay. */
  private trust = 0;

  constructor(
    private readonly cells: Int32Array,
    private readonly at: number,
  ) {}

  /** What rang before this is not waited for. To be called before it is looked at: what comes in between rings again. */
  hear(): void {
    this.heard = Atomics.load(this.cells, this.at);
  }

  /** Blocks the thread until it has rung since it was heard, or for `millis` ms: then false. */
  wait(millis: number): boolean {
    const start = now();
    const rang = (this.trust >= 0 && this.look(start)) || this.sleep(start, millis);
    this.hear();
    return rang;
  }

  private look(start: number): boolean {
    do {
      if (Atomics.load(this.cells, this.at) !== this.heard) return true;
    } while (now() - start < LOOKING);
    this.trust = -CAUTION;
    return false;
  }

  private sleep(start: number, millis: number): boolean {
    const rang = Atomics.wait(this.cells, this.at, this.heard, millis) !== 'timed-out';
    if (rang && this.trust < 0 && now() - start < SOON) this.trust++;
    return rang;
  }
}
