import type { Mail } from '../dispatch/event-loop.js';
import { isWaiting, sharedBell } from './host.js';
import { pools } from './pool.js';

/** The mail from the threads that this one has started, for `runBlocking`. */
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
    for (const pool of [...pools]) for (const thread of [...pool.threads]) if (thread.takeMail()) any = true;
    return any;
  }

  park(millis: number): void {
    Atomics.wait(sharedBell()!, 0, this.heard, millis);
  }
}
