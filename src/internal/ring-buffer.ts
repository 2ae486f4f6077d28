const INITIAL_CAPACITY = 64;
/** A burst may have grown the buffer; when it is drained a buffer larger than this is given back. */
const KEPT_CAPACITY = 8192;

/**
 * A FIFO queue in one array that is used as a ring. Adding and taking are a store and a load; the capacity is a power
 * of two, so the wrap-around is a mask. Slots are cleared when taken: what left the queue is not held by it.
 */
export class RingBuffer<T> {
  private items: (T | undefined)[];
  /** The capacity less one. */
  mask: number;
  private head = 0;
  /** How many elements wait. */
  size = 0;

  /** `initial` is how many slots it starts with: a power of two. */
  constructor(private readonly initial = INITIAL_CAPACITY) {
    this.items = new Array(initial);
    this.mask = initial - 1;
  }

  push(item: T): void {
    if (this.size > this.mask) this.resize(this.size * 2);
    this.items[(this.head + this.size) & this.mask] = item;
    this.size++;
  }

  /** The oldest element, or undefined when there is none. */
  shift(): T | undefined {
    if (this.size === 0) return undefined;
    const { head } = this;
    const item = this.items[head];
    this.items[head] = undefined;
    this.head = (head + 1) & this.mask;
    if (--this.size === 0 && this.mask >= KEPT_CAPACITY) this.resize(this.initial);
    return item;
  }

  /** Moves to a new array. */
  resize(capacity: number): void {
    const { items, head, mask, size } = this;
    this.items = new Array(capacity);
    for (let i = 0; i < size; i++) this.items[i] = items[(head + i) & mask];
    this.mask = capacity - 1;
    this.head = 0;
  }
}
