/**
 * A place in a {@link WaitQueue}. The links are in the waiter itself, so waiting costs no further object and a waiter that
 * gives up leaves in constant time.
 */
export interface Waiter {
  /** @internal */
  queue: object | null;
  /** @internal */
  nextWaiter: Waiter | null;
  /** @internal */
  previousWaiter: Waiter | null;
}

/** Who waits, in the order of arrival. The one queue under mutexes, semaphores and channels. */
export class WaitQueue<W extends Waiter> {
  private first: W | null = null;
  private last: W | null = null;

  get isEmpty(): boolean {
    return this.first === null;
  }

  add(waiter: W): void {
    const { last } = this;
    waiter.queue = this;
    waiter.previousWaiter = last;
    if (last === null) this.first = waiter;
    else last.nextWaiter = waiter;
    this.last = waiter;
  }

  /** Takes out the one who has waited longest; null when nobody waits. */
  shift(): W | null {
    const { first } = this;
    if (first !== null) this.remove(first);
    return first;
  }

  /** Takes a waiter out, wherever it stands. No effect when it is not in this queue. */
  remove(waiter: W): void {
    if (waiter.queue !== this) return;
    const { nextWaiter, previousWaiter } = waiter;
    if (previousWaiter === null) this.first = nextWaiter as W | null;
    else previousWaiter.nextWaiter = nextWaiter;
    if (nextWaiter === null) this.last = previousWaiter as W | null;
    else nextWaiter.previousWaiter = previousWaiter;
    waiter.queue = null;
    waiter.nextWaiter = null;
    waiter.previousWaiter = null;
  }
}
