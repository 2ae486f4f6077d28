/** Who waits in a {@link WaitQueue}. Its place in the queue is in the waiter itself, so one that gives up leaves in constant time. */
export interface Waiter {
  /** Where it stands in the queue that it is in, or was in last. @internal */
  place: number;
}

/** How many places a queue has at first, a power of two. */
const FEW = 4;
/** How many places are kept though hardly any is taken. */
const SPARED = 32;

/**
 * Who waits, in the order of arrival. The one queue under mutexes, semaphores and channels.
 *
 * It is an array that is used as a ring. Who leaves makes its place free, and neighbours, which may be of any class, are not touched.
 * Free places between others are closed up when the ring is full, and when most of it is free: constant time for each waiter, taken
 * over all of them.
 *
 *     head          tail       a place counts on and on; where it is in the ring says its remainder
 *      |             |
 *      a  b  .  c  .           b was added behind a, two others have left
 */
export class WaitQueue<W extends Waiter> {
  private ring: (W | undefined)[] = [];
  private head = 0;
  private tail = 0;
  private size = 0;

  get isEmpty(): boolean {
    return this.size === 0;
  }

  add(waiter: W): void {
    if (this.tail - this.head === this.ring.length) this.closeUp();
    const { ring, tail } = this;
    waiter.place = tail;
    ring[tail & (ring.length - 1)] = waiter;
    this.tail = tail + 1;
    this.size++;
  }

  /** Takes out the one who has waited longest; null when nobody waits. */
  shift(): W | null {
    if (this.size === 0) return null;
    const { ring } = this;
    for (;;) {
      const index = this.head++ & (ring.length - 1);
      const waiter = ring[index];
      if (waiter === undefined) continue;
      ring[index] = undefined;
      this.left();
      return waiter;
    }
  }

  /** Takes a waiter out, wherever it stands. No effect when it is not in this queue. */
  remove(waiter: W): void {
    const { ring } = this;
    const index = waiter.place & (ring.length - 1);
    if (ring[index] !== waiter) return;
    ring[index] = undefined;
    this.left();
  }

  /** One has left. */
  protected left(): void {
    if (--this.size === 0) this.head = this.tail = 0;
    if (this.size * 8 + SPARED < this.ring.length) this.closeUp();
  }

  /** Leaves no free places between the waiters, and at least as many behind them as they are. */
  private closeUp(): void {
    const { ring, head, tail, size } = this;
    let length = FEW;
    while (length < size * 2) length *= 2;
    this.ring = new Array(length);
    this.head = this.tail = this.size = 0;
    for (let i = head; i < tail; i++) {
      const waiter = ring[i & (ring.length - 1)];
      if (waiter !== undefined) this.add(waiter);
    }
  }
}
