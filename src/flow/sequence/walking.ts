import { type Cursor, type CursorSource, closing, END } from './cursor.js';

/** Gives each element to `action`. */
export function each<T>(elements: CursorSource<T>, action: (value: T) => unknown): void {
  const cursor = elements.cursor();
  try {
    for (let value = cursor.next(); value !== END; value = cursor.next()) action(value);
  } catch (error) {
    throw closing(cursor, error);
  }
}

/** What `use` makes of a cursor that it may leave before the end. */
export function walk<T, R>(elements: CursorSource<T>, use: (cursor: Cursor<T>) => R): R {
  const cursor = elements.cursor();
  let result: R;
  try {
    result = use(cursor);
  } catch (error) {
    throw closing(cursor, error);
  }
  cursor.close();
  return result;
}

/** The first element that `predicate` accepts, or END. */
export function firstMatch<T>(elements: CursorSource<T>, predicate: (value: T) => unknown): T | typeof END {
  return walk(elements, (cursor) => {
    let value = cursor.next();
    while (value !== END && !predicate(value)) value = cursor.next();
    return value;
  });
}

/** The result of combining the elements from `initial` on. */
export function fold<T, R>(elements: CursorSource<T>, initial: R, operation: (accumulator: R, value: T) => R): R {
  const cursor = elements.cursor();
  let accumulator = initial;
  try {
    for (let value = cursor.next(); value !== END; value = cursor.next()) accumulator = operation(accumulator, value);
  } catch (error) {
    throw closing(cursor, error);
  }
  return accumulator;
}

/** The result of combining the elements from the first one on, or END if there is none. */
export function reduce<T>(elements: CursorSource<T>, operation: (accumulator: T, value: T) => T): T | typeof END {
  const cursor = elements.cursor();
  try {
    let accumulator = cursor.next();
    if (accumulator === END) return END;
    for (let value = cursor.next(); value !== END; value = cursor.next()) accumulator = operation(accumulator, value);
    return accumulator;
  } catch (error) {
    throw closing(cursor, error);
  }
}

/** `block` with the number of its call as its first argument. */
export function numbered<T, R>(block: (index: number, value: T) => R): (value: T) => R {
  let index = 0;
  return (value) => block(index++, value);
}

/** An `operation` of `fold` with the number of its call, counted from `index` on, as its first argument. */
export function numberedFrom<S, T, R>(
  index: number,
  operation: (index: number, accumulator: S, value: T) => R,
): (accumulator: S, value: T) => R {
  return (accumulator, value) => operation(index++, accumulator, value);
}

/** What stands for a function that was not given. */
export function itself<T>(value: T): T {
  return value;
}
