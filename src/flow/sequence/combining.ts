import { requireFunction } from '../../internal/require-function.js';
import { UnsupportedOperationException } from '../../internal/unsupported-operation-exception.js';
import { END } from './cursor.js';
import { orNull, orThrow, SequenceFinding } from './finding.js';
import { type Comparable, extreme, extremeBy, extremeOf, extremeWith } from './ordering.js';
import { each, fold, numbered, numberedFrom, reduce } from './walking.js';

type Numbers = SequenceFinding<number>;

/** The functions that make one value of all elements. */
export abstract class SequenceCombining<out T> extends SequenceFinding<T> {
  /** Gives each element to `action`. */
  forEach(action: (value: T) => unknown): void {
    requireFunction('forEach', action);
    each(this, action);
  }

  /** Gives each element to `action`, with its index. */
  forEachIndexed(action: (index: number, value: T) => unknown): void {
    requireFunction('forEachIndexed', action);
    each(this, numbered(action));
  }

  /** Begins with `initial` and combines it with each element in turn. */
  fold<R>(initial: R, operation: (accumulator: R, value: T) => R): R {
    requireFunction('fold', operation);
    return fold(this, initial, operation);
  }

  /** As {@link fold}, with the element's index. */
  foldIndexed<R>(initial: R, operation: (index: number, accumulator: R, value: T) => R): R {
    requireFunction('foldIndexed', operation);
    return fold(this, initial, numberedFrom(0, operation));
  }

  /**
   * Begins with the first element and combines it with each further one.
   * @throws UnsupportedOperationException when the sequence is empty.
   */
  reduce(operation: (accumulator: T, value: T) => T): T {
    requireFunction('reduce', operation);
    return orUnsupported(reduce(this, operation));
  }

  /**
   * As {@link reduce}, with the element's index, which is 1 in the first call.
   * @throws UnsupportedOperationException when the sequence is empty.
   */
  reduceIndexed(operation: (index: number, accumulator: T, value: T) => T): T {
    requireFunction('reduceIndexed', operation);
    return orUnsupported(reduce(this, numberedFrom(1, operation)));
  }

  /** As {@link reduce}; null when the sequence is empty. */
  reduceOrNull(operation: (accumulator: T, value: T) => T): T | null {
    requireFunction('reduceOrNull', operation);
    return orNull(reduce(this, operation));
  }

  /** As {@link reduceIndexed}; null when the sequence is empty. */
  reduceIndexedOrNull(operation: (index: number, accumulator: T, value: T) => T): T | null {
    requireFunction('reduceIndexedOrNull', operation);
    return orNull(reduce(this, numberedFrom(1, operation)));
  }

  /** How many elements there are, or how many of them `predicate` accepts. */
  count(predicate?: (value: T) => boolean): number {
    if (predicate !== undefined) requireFunction('count', predicate);
    let count = 0;
    each(this, (value) => {
      if (predicate === undefined || predicate(value)) count++;
    });
    return count;
  }

  /** The sum of the elements: 0 when there are none. */
  sum(this: Numbers): number {
    return fold(this, 0, (sum, value) => sum + value);
  }

  /** The sum of what `selector` gives for each element: 0 when there are none. */
  sumOf(selector: (value: T) => number): number {
    requireFunction('sumOf', selector);
    return fold(this, 0, (sum, value) => sum + selector(value));
  }

  /** The mean of the elements: NaN when there are none. */
  average(this: Numbers): number {
    let count = 0;
    const sum = fold(this, 0, (sum, value) => {
      count++;
      return sum + value;
    });
    return sum / count;
  }

  /**
   * The least element; the first of equal ones. NaN if one is NaN.
   * @throws NoSuchElementException when the sequence is empty.
   */
  min<E extends Comparable>(this: SequenceFinding<E>): E {
    return orThrow(extreme(this, 1));
  }

  /** As {@link min}; null when the sequence is empty. */
  minOrNull<E extends Comparable>(this: SequenceFinding<E>): E | null {
    return orNull(extreme(this, 1));
  }

  /**
   * The element for which `selector` gives the least value; the first of equal ones. NaN is greater than all numbers.
   * @throws NoSuchElementException when the sequence is empty.
   */
  minBy(selector: (value: T) => Comparable): T {
    requireFunction('minBy', selector);
    return orThrow(extremeBy(this, selector, 1));
  }

  /** As {@link minBy}; null when the sequence is empty. */
  minByOrNull(selector: (value: T) => Comparable): T | null {
    requireFunction('minByOrNull', selector);
    return orNull(extremeBy(this, selector, 1));
  }

  /**
   * The least value that `selector` gives. NaN if one is NaN.
   * @throws NoSuchElementException when the sequence is empty.
   */
  minOf<R extends Comparable>(selector: (value: T) => R): R {
    requireFunction('minOf', selector);
    return orThrow(extremeOf(this, selector, 1));
  }

  /** As {@link minOf}; null when the sequence is empty. */
  minOfOrNull<R extends Comparable>(selector: (value: T) => R): R | null {
    requireFunction('minOfOrNull', selector);
    return orNull(extremeOf(this, selector, 1));
  }

  /**
   * The least element by `comparator`, which gives what that of `Array.sort` does; the first of equal ones.
   * @throws NoSuchElementException when the sequence is empty.
   */
  minWith(comparator: (a: T, b: T) => number): T {
    requireFunction('minWith', comparator);
    return orThrow(extremeWith(this, comparator, 1));
  }

  /** As {@link minWith}; null when the sequence is empty. */
  minWithOrNull(comparator: (a: T, b: T) => number): T | null {
    requireFunction('minWithOrNull', comparator);
    return orNull(extremeWith(this, comparator, 1));
  }

  /**
   * The greatest element; the first of equal ones. NaN if one is NaN.
   * @throws NoSuchElementException when the sequence is empty.
   */
  max<E extends Comparable>(this: SequenceFinding<E>): E {
    return orThrow(extreme(this, -1));
  }

  /** As {@link max}; null when the sequence is empty. */
  maxOrNull<E extends Comparable>(this: SequenceFinding<E>): E | null {
    return orNull(extreme(this, -1));
  }

  /**
   * The element for which `selector` gives the greatest value; the first of equal ones. NaN is greater than all numbers.
   * @throws NoSuchElementException when the sequence is empty.
   */
  maxBy(selector: (value: T) => Comparable): T {
    requireFunction('maxBy', selector);
    return orThrow(extremeBy(this, selector, -1));
  }

  /** As {@link maxBy}; null when the sequence is empty. */
  maxByOrNull(selector: (value: T) => Comparable): T | null {
    requireFunction('maxByOrNull', selector);
    return orNull(extremeBy(this, selector, -1));
  }

  /**
   * The greatest value that `selector` gives. NaN if one is NaN.
   * @throws NoSuchElementException when the sequence is empty.
   */
  maxOf<R extends Comparable>(selector: (value: T) => R): R {
    requireFunction('maxOf', selector);
    return orThrow(extremeOf(this, selector, -1));
  }

  /** As {@link maxOf}; null when the sequence is empty. */
  maxOfOrNull<R extends Comparable>(selector: (value: T) => R): R | null {
    requireFunction('maxOfOrNull', selector);
    return orNull(extremeOf(this, selector, -1));
  }

  /**
   * The greatest element by `comparator`, which gives what that of `Array.sort` does; the first of equal ones.
   * @throws NoSuchElementException when the sequence is empty.
   */
  maxWith(comparator: (a: T, b: T) => number): T {
    requireFunction('maxWith', comparator);
    return orThrow(extremeWith(this, comparator, -1));
  }

  /** As {@link maxWith}; null when the sequence is empty. */
  maxWithOrNull(comparator: (a: T, b: T) => number): T | null {
    requireFunction('maxWithOrNull', comparator);
    return orNull(extremeWith(this, comparator, -1));
  }
}

function orUnsupported<T>(value: T | typeof END): T {
  if (value === END) throw new UnsupportedOperationException("Empty sequence can't be reduced.");
  return value;
}
