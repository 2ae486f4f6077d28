const FIRST_CAPACITY = 4;
const KEPT_CAPACITY = 1024;

/**
 * How many subscribers are at which index. The indexes in use are never further apart than the items of the line and two more.
 */
export class Positions {
  private counts: number[] = new Array(FIRST_CAPACITY).fill(0);
  private mask = FIRST_CAPACITY - 1;

  at(index: number): number {
    return this.counts[index & this.mask]!;
  }

  /** `from` is the least index in use. */
  enter(index: number, from: number): void {
    while (index - from > this.mask) this.grow(from);
    this.counts[index & this.mask]!++;
  }

  leave(index: number): void {
    this.counts[index & this.mask]!--;
  }

  /** The least index in use was `from` and is to be `lower`, the greatest is at most `end`. */
  lower(lower: number, from: number, end: number): void {
    while (end - lower > this.mask) this.grow(from);
  }

  /** All who are at one index are now at the next. */
  raise(index: number): void {
    const { counts, mask } = this;
    counts[(index + 1) & mask]! += counts[index & mask]!;
    counts[index & mask] = 0;
  }

  /** There are no subscribers: what was made for one who was far behind is given back. */
  reset(): void {
    if (this.mask < KEPT_CAPACITY) return;
    this.counts = new Array(FIRST_CAPACITY).fill(0);
    this.mask = FIRST_CAPACITY - 1;
  }

  private grow(from: number): void {
    const { counts, mask } = this;
    const grown: number[] = new Array((mask + 1) * 2).fill(0);
    this.mask = grown.length - 1;
    for (let index = from; index <= from + mask; index++) grown[index & this.mask] = counts[index & mask]!;
    this.counts = grown;
  }
}
