import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import { type Cursor, closing, END, Stage } from './cursor.js';

/**
 * `windowed`: lists of `size` elements, each beginning `step` elements after the one before.
 *
 *   size 3, step 2:  [1 2 3]            size 2, step 3:  [1 2] 3 [4 5] 6
 *                        [3 4 5]
 *
 * It asks for the first element when it is made, as Kotlin's does.
 */
export class Windowing<T> extends Stage<T, T[]> {
  private isAsked = true;
  private isOver: boolean;
  /** What the last window and the next one share. */
  private shared: T[] = [];
  /** How many elements are between the last window and the next one. */
  private gap = 0;

  constructor(
    source: Cursor<T>,
    private readonly size: number,
    private readonly step: number,
    private readonly partialWindows: boolean,
  ) {
    super(source);
    try {
      this.isOver = !source.advance();
    } catch (error) {
      throw closing(source, error);
    }
  }

  next(): T[] | typeof END {
    const { size, step, shared: window } = this;
    for (; this.gap > 0; this.gap--) {
      if (this.pull() === END) return END;
    }
    while (window.length < size) {
      const value = this.pull();
      if (value === END) break;
      window.push(value);
    }
    if (window.length === 0 || (window.length < size && !this.partialWindows)) return END;
    this.shared = window.slice(step);
    if (step > size) this.gap = step - size;
    return window;
  }

  private pull(): T | typeof END {
    if (this.isOver) return END;
    if (this.isAsked) {
      this.isAsked = false;
      return this.source.current();
    }
    const value = this.source.next();
    this.isOver = value === END;
    return value;
  }
}

/** @throws IllegalArgumentException with Kotlin's words unless both are at least 1. */
export function requireWindow(size: number, step: number): void {
  requireWhole(size);
  requireWhole(step);
  if (size > 0 && step > 0) return;
  throw new IllegalArgumentException(
    size === step
      ? `size ${size} must be greater than zero.`
      : `Both size ${size} and step ${step} must be greater than zero.`,
  );
}

/** @throws IllegalArgumentException with Kotlin's words unless it is a number of elements. */
export function requireCount(count: number): void {
  requireWhole(count);
  if (count >= 0) return;
  throw new IllegalArgumentException(`Requested element count ${count} is less than zero.`);
}

/** @throws IllegalArgumentException unless it is a whole number, which may be negative: there is no element then. */
export function requireIndex(index: number): void {
  if (!Number.isInteger(index))
    throw new IllegalArgumentException(`Expected a whole number as the index, got ${describe(index)}`);
}

function requireWhole(count: number): void {
  if (Number.isInteger(count) || Math.abs(count) === Infinity) return;
  throw new IllegalArgumentException(`Expected a whole number of elements, got ${describe(count)}`);
}
