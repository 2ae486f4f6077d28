import { CancellableSuspension } from '../suspend/cancellable.js';
import type { Waiter } from './wait-queue.js';

/** A wait in a queue. In a coroutine that is cancelled already it is entered all the same, and left again. */
export abstract class QueuedWait<T> extends CancellableSuspension<T> implements Waiter {
  place: number;

  // Written out: the constructor that an initializer brings about makes an array of its arguments each time.
  constructor() {
    super();
    this.place = 0;
  }
}
(QueuedWait.prototype as { waitsWhenCancelled: boolean }).waitsWhenCancelled = true;
