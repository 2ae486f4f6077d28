import type { Mail } from '../dispatch/event-loop.js';
import { isWaiting, sharedBell } from './host.js';

/** Threads that send to this one. */
export interface Mailbox {
  /** Takes what has come, without the host's event loop. Whether there was anything. */
  takeMail(): boolean;
}

/** Pools that have threads. */
export const mailboxes = new Set<Mailbox>();

/** A wait for permits that other threads may give back. */
export interface SharedWait {
  /** Whose first one is 0 as long as there is none. */
  readonly cells: Int32Array;
  /** Takes a permit and goes on, if there is one. */
  tryNow(): boolean;
}

/** Those of this thread. */
export const sharedWaits = new Set<SharedWait>();

/** How long (ms) a thread sleeps that waits for several things, which cannot all wake it. */
const NAP = 1;

/** What comes from other threads, for a `runBlocking`. */
export class ThreadMail implements Mail {
  private heard = 0;

  get isExpected(): boolean {
    return isWaiting() && sharedBell() !== null;
  }

  take(): boolean {
    const bell = sharedBell();
    // First the bell, then the mail: what comes in between rings again.
    if (bell !== null) this.heard = Atomics.load(bell, 0);
    let any = false;
    for (const wait of [...sharedWaits]) if (wait.tryNow()) any = true;
    for (const mailbox of [...mailboxes]) if (mailbox.takeMail()) any = true;
    return any;
  }

  park(millis: number): void {
    const [wait] = sharedWaits;
    if (wait === undefined) Atomics.wait(sharedBell()!, 0, this.heard, millis);
    else Atomics.wait(wait.cells, 0, 0, Math.min(millis, NAP));
  }
}
