import { IllegalArgumentException } from '../../internal/exceptions.js';
import { IndexOutOfBoundsException } from '../../internal/index-out-of-bounds-exception.js';
import { NoSuchElementException } from '../../internal/no-such-element-exception.js';
import { requireFunction } from '../../internal/require-function.js';
import { CursorSource, END } from './cursor.js';
import { each, firstMatch, walk } from './walking.js';
import { requireIndex } from './windowing.js';

const EMPTY = 'Sequence is empty.';
const NO_MATCH = 'Sequence contains no element matching the predicate.';

/** `value`, or null where there is none. */
export function orNull<T>(value: T | typeof END): T | null {
  return value === END ? null : value;
}

/** `value`. @throws NoSuchElementException where there is none. */
export function orThrow<T>(value: T | typeof END, message = EMPTY): T {
  if (value === END) throw new NoSuchElementException(message);
  return value;
}

const everything = () => true;

/** Equal as keys of a `Map` are: NaN is equal to itself. */
function isSame(a: unknown, b: unknown): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

/** The functions that look for an element. All but those of the last one stop where they know the answer. */
export abstract class SequenceFinding<out T> extends CursorSource<T> {
  /**
   * The first element, or the first that `predicate` accepts.
   * @throws NoSuchElementException when there is none.
   */
  first(predicate?: (value: T) => boolean): T {
    if (predicate !== undefined) requireFunction('first', predicate);
    return orThrow(firstMatch(this, predicate ?? everything), predicate && NO_MATCH);
  }

  /** The first element, or the first that `predicate` accepts; null when there is none. */
  firstOrNull(predicate?: (value: T) => boolean): T | null {
    if (predicate !== undefined) requireFunction('firstOrNull', predicate);
    return orNull(firstMatch(this, predicate ?? everything));
  }

  /**
   * The first result of `transform` that is neither null nor undefined.
   * @throws NoSuchElementException when there is none.
   */
  firstNotNullOf<R>(transform: (value: T) => R): NonNullable<R> {
    requireFunction('firstNotNullOf', transform);
    const result = this.firstNotNullOfOrNull(transform);
    return orThrow(result ?? END, 'No element of the sequence was transformed to a non-null value.');
  }

  /** The first result of `transform` that is neither null nor undefined; null when there is none. */
  firstNotNullOfOrNull<R>(transform: (value: T) => R): NonNullable<R> | null {
    requireFunction('firstNotNullOfOrNull', transform);
    let result: R | null = null;
    firstMatch(this, (value) => (result = transform(value)) != null);
    return result ?? null;
  }

  /**
   * The last element, or the last that `predicate` accepts.
   * @throws NoSuchElementException when there is none.
   */
  last(predicate?: (value: T) => boolean): T {
    if (predicate !== undefined) requireFunction('last', predicate);
    return orThrow(this.lastMatch(predicate), predicate && NO_MATCH);
  }

  /** The last element, or the last that `predicate` accepts; null when there is none. */
  lastOrNull(predicate?: (value: T) => boolean): T | null {
    if (predicate !== undefined) requireFunction('lastOrNull', predicate);
    return orNull(this.lastMatch(predicate));
  }

  /**
   * The only element, or the only one that `predicate` accepts.
   * @throws NoSuchElementException when there is none.
   * @throws IllegalArgumentException when there are several.
   */
  single(predicate?: (value: T) => boolean): T {
    if (predicate !== undefined) requireFunction('single', predicate);
    const [value, isOnly] = this.onlyMatch(predicate);
    if (isOnly) return orThrow(value, predicate && NO_MATCH);
    throw new IllegalArgumentException(
      predicate ? 'Sequence contains more than one matching element.' : 'Sequence has more than one element.',
    );
  }

  /** The only element, or the only one that `predicate` accepts; null when there is none or more than one. */
  singleOrNull(predicate?: (value: T) => boolean): T | null {
    if (predicate !== undefined) requireFunction('singleOrNull', predicate);
    const [value, isOnly] = this.onlyMatch(predicate);
    return isOnly ? orNull(value) : null;
  }

  /** The first element that `predicate` accepts; null when there is none. */
  find(predicate: (value: T) => boolean): T | null {
    requireFunction('find', predicate);
    return this.firstOrNull(predicate);
  }

  /** The last element that `predicate` accepts; null when there is none. */
  findLast(predicate: (value: T) => boolean): T | null {
    requireFunction('findLast', predicate);
    return this.lastOrNull(predicate);
  }

  /**
   * The element at `index`, counted from 0.
   * @throws IllegalArgumentException unless `index` is a whole number.
   * @throws IndexOutOfBoundsException when the sequence is too short.
   */
  elementAt(index: number): T {
    return this.elementAtOrElse(index, () => {
      throw new IndexOutOfBoundsException(`Sequence doesn't contain element at index ${index}.`);
    });
  }

  /** The element at `index`, or what `defaultValue` gives when the sequence is too short. */
  elementAtOrElse<R>(index: number, defaultValue: (index: number) => R): T | R {
    requireIndex(index);
    requireFunction('elementAtOrElse', defaultValue);
    let left = index;
    const value = index < 0 ? END : firstMatch(this, () => left-- === 0);
    return value === END ? defaultValue(index) : value;
  }

  /** The element at `index`; null when the sequence is too short. */
  elementAtOrNull(index: number): T | null {
    return this.elementAtOrElse(index, () => null);
  }

  /** The index of the first element that is `element`; -1 when there is none. */
  indexOf(element: T): number {
    return this.indexOfFirst((value) => isSame(value, element));
  }

  /** The index of the last element that is `element`; -1 when there is none. */
  lastIndexOf(element: T): number {
    return this.indexOfLast((value) => isSame(value, element));
  }

  /** The index of the first element that `predicate` accepts; -1 when there is none. */
  indexOfFirst(predicate: (value: T) => boolean): number {
    requireFunction('indexOfFirst', predicate);
    let index = -1;
    const value = firstMatch(this, (candidate) => {
      index++;
      return predicate(candidate);
    });
    return value === END ? -1 : index;
  }

  /** The index of the last element that `predicate` accepts; -1 when there is none. */
  indexOfLast(predicate: (value: T) => boolean): number {
    requireFunction('indexOfLast', predicate);
    let index = 0;
    let last = -1;
    each(this, (value) => {
      if (predicate(value)) last = index;
      index++;
    });
    return last;
  }

  /** Whether an element is `element`. */
  contains(element: T): boolean {
    return this.indexOf(element) >= 0;
  }

  /** Whether there is an element, or one that `predicate` accepts. */
  any(predicate?: (value: T) => boolean): boolean {
    if (predicate !== undefined) requireFunction('any', predicate);
    if (predicate !== undefined) return firstMatch(this, predicate) !== END;
    return walk(this, (cursor) => cursor.advance());
  }

  /** Whether `predicate` accepts all elements: so it is of no elements. */
  all(predicate: (value: T) => boolean): boolean {
    requireFunction('all', predicate);
    return firstMatch(this, (value) => !predicate(value)) === END;
  }

  /** Whether there is no element, or none that `predicate` accepts. */
  none(predicate?: (value: T) => boolean): boolean {
    if (predicate !== undefined) requireFunction('none', predicate);
    return !this.any(predicate);
  }

  private lastMatch(predicate: (value: T) => boolean = everything): T | typeof END {
    let last: T | typeof END = END;
    each(this, (value) => {
      if (predicate(value)) last = value;
    });
    return last;
  }

  /** The first match, and whether there is no other. */
  private onlyMatch(predicate?: (value: T) => boolean): [T | typeof END, boolean] {
    if (predicate === undefined) {
      return walk(this, (cursor) => {
        const value = cursor.next();
        return [value, value === END || !cursor.advance()];
      });
    }
    let only: T | typeof END = END;
    const another = firstMatch(this, (value) => {
      if (!predicate(value)) return false;
      if (only !== END) return true;
      only = value;
      return false;
    });
    return [only, another === END];
  }
}
