import { CancellableSuspension } from '../suspend/cancellable.js';
import type { Waiter } from './wait-queue.js';

/** A wait in a queue. In a coroutine that is cancelled already it is entered all the same, and left again. */
export abstract class QueuedWait<T> extends CancellableSuspension<T> implements Waiter {
  queue: object | null = null;
  nextWaiter: Waiter | null = null;
  previousWaiter: Waiter | null = null;

  protected override get waitsWhenCancelled(): boolean {
    return true;
  }
}
