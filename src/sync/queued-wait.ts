import { CancellableSuspension } from '../suspend/cancellable.js';
import type { Waiter } from './wait-queue.js';

/** A wait in a queue. In a coroutine that is cancelled already it is entered all the same, and left again. */
export abstract class QueuedWait<T> extends CancellableSuspension<T> implements Waiter {
  queue: object | null;
  nextWaiter: Waiter | null;
  previousWaiter: Waiter | null;

  // Written out: the constructor that initializers bring about makes an array of its arguments each time.
  constructor() {
    super();
    this.queue = null;
    this.nextWaiter = null;
    this.previousWaiter = null;
  }
}
(QueuedWait.prototype as { waitsWhenCancelled: boolean }).waitsWhenCancelled = true;
