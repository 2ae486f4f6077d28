import { type CursorSource, END } from './cursor.js';
import { fold, reduce, walk } from './walking.js';

/**
 * What `<` compares as one expects.
 * See {@link Sequence.sorted}.
 */
export type Comparable = number | bigint | string | boolean | Date;

/** The natural order: NaN comes after all other numbers, as in Kotlin, for an order needs a place for it. */
export function compareNatural(a: unknown, b: unknown): number {
  const [left, right] = [a as number, b as number];
  if (left < right) return -1;
  if (left > right) return 1;
  return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
}

/** Orders by what `selector` gives; `sign` of -1 turns the order round. */
export function comparing<T>(selector: (value: T) => unknown, sign: 1 | -1): (a: T, b: T) => number {
  return (a, b) => sign * compareNatural(selector(a), selector(b));
}

/**
 * The least element (`sign` 1) or the greatest one (-1); the first of equal ones. A number that is none wins, since no other
 * answer would be true: so do Kotlin's `min` and `max` of doubles, and `Math.min`.
 */
export function extreme<T>(elements: CursorSource<T>, sign: 1 | -1): T | typeof END {
  return reduce(elements, (best, value) => better(best, value, sign));
}

/** The least or greatest of what `selector` gives. */
export function extremeOf<T, R>(elements: CursorSource<T>, selector: (value: T) => R, sign: 1 | -1): R | typeof END {
  return fold<T, R | typeof END>(elements, END, (best, value) => {
    const another = selector(value);
    return best === END ? another : better(best, another, sign);
  });
}

function better<T>(best: T, value: T, sign: 1 | -1): T {
  return !Number.isNaN(best) && (Number.isNaN(value) || sign * compareNatural(best, value) > 0) ? value : best;
}

export function extremeWith<T>(
  elements: CursorSource<T>,
  comparator: (a: T, b: T) => number,
  sign: 1 | -1,
): T | typeof END {
  return reduce(elements, (best, value) => (sign * comparator(best, value) > 0 ? value : best));
}

/** By what `selector` gives, which is not called for an only element. */
export function extremeBy<T>(elements: CursorSource<T>, selector: (value: T) => unknown, sign: 1 | -1): T | typeof END {
  return walk(elements, (cursor) => {
    let best = cursor.next();
    if (best === END || !cursor.advance()) return best;
    let key = selector(best);
    do {
      const value = cursor.current();
      const another = selector(value);
      if (sign * compareNatural(key, another) > 0) [best, key] = [value, another];
    } while (cursor.advance());
    return best;
  });
}
