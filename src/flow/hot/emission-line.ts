const FIRST_CAPACITY = 2;
/** A burst may have made it long; when it is over, a line with more places than this gets shorter again. */
const KEPT_CAPACITY = 1024;

/**
 * Numbered items in one array that is used as a ring. The numbers only grow; the capacity is a power of two, so the place of an
 * item is a mask.
 */
export class EmissionLine {
  private items: unknown[] = new Array(FIRST_CAPACITY);
  private mask = FIRST_CAPACITY - 1;

  get(index: number): unknown {
    return this.items[index & this.mask];
  }

  set(index: number, item: unknown): void {
    this.items[index & this.mask] = item;
  }

  clear(index: number): void {
    this.items[index & this.mask] = undefined;
  }

  /** Puts an item behind those from `head` on. */
  append(head: number, end: number, item: unknown): void {
    if (end - head > this.mask) this.resize(head, end, (this.mask + 1) * 2);
    this.items[end & this.mask] = item;
  }

  /** The items from `head` to `end` are all that there are. */
  shrink(head: number, end: number): void {
    if (this.mask >= KEPT_CAPACITY && (end - head) * 8 < this.mask) this.resize(head, end, (this.mask + 1) / 4);
  }

  private resize(head: number, end: number, capacity: number): void {
    const { items, mask } = this;
    const resized: unknown[] = new Array(capacity);
    for (let index = head; index < end; index++) resized[index & (capacity - 1)] = items[index & mask];
    this.items = resized;
    this.mask = capacity - 1;
  }
}
