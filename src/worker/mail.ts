import { type Mail, mailSlot } from '../dispatch/event-loop.js';
import { now } from '../dispatch/host.js';
import { isWaiting, sharedBell } from './host.js';
import { Ring } from './ring.js';

/** Threads that send to this one. */
export interface Mailbox {
  /** Takes what has come, without the host's event loop. Whether there was anything. */
  takeMail(): boolean;
  /** Finds out which of them are still there; {@link takeMail} then deals with those that are not. */
  probe(): void;
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
/** How often (ms) a thread that blocks makes sure that the others are still there. One that dies cannot always ring. */
const PROBE = 100;

/** What comes from other threads, for a `runBlocking`. */
class ThreadMail implements Mail {
  private ring: Ring | null = null;
  private lastProbe = 0;

  get isExpected(): boolean {
    return isWaiting() && sharedBell() !== null;
  }

  take(): boolean {
    this.ring?.hear();
    const time = now();
    if (time - this.lastProbe >= PROBE) {
      this.lastProbe = time;
      for (const mailbox of mailboxes) mailbox.probe();
    }
    let any = false;
    for (const wait of [...sharedWaits]) if (wait.tryNow()) any = true;
    for (const mailbox of [...mailboxes]) if (mailbox.takeMail()) any = true;
    return any;
  }

  park(millis: number): void {
    const [wait] = sharedWaits;
    if (wait === undefined) {
      // The first time it returns at once, for a new ring has heard nothing.
      this.ring ??= new Ring(sharedBell()!, 0);
      this.ring.wait(Math.min(millis, PROBE));
    } else Atomics.wait(wait.cells, 0, 0, Math.min(millis, NAP));
  }
}

/** From now on a `runBlocking` of this thread looks for what comes from others. */
export function expectMail(): void {
  mailSlot.mail ??= new ThreadMail();
}
