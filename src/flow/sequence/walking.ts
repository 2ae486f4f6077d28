import { type Cursor, type CursorSource, closing, END, type Receiver } from './cursor.js';

/** Gives each element that is left to `action`. */
class Calling<T> implements Receiver<T> {
  constructor(private readonly action: (value: T) => unknown) {}

  accept(value: T): boolean {
    this.action(value);
    return true;
  }
}

/** Combines the elements that are left. */
class Folding<T, R> implements Receiver<T> {
  constructor(
    public accumulator: R,
    private readonly operation: (accumulator: R, value: T) => R,
  ) {}

  accept(value: T): boolean {
    this.accumulator = this.operation(this.accumulator, value);
    return true;
  }
}

/** Looks for an element. */
class Seeking<T> implements Receiver<T> {
  found: T | typeof END = END;

  constructor(private readonly predicate: (value: T) => unknown) {}

  accept(value: T): boolean {
    if (!this.predicate(value)) return true;
    this.found = value;
    return false;
  }
}

/** Has all elements pushed to `receiver`. */
function drain<T>(elements: CursorSource<T>, receiver: Receiver<T>): void {
  const cursor = elements.cursor();
  try {
    cursor.drain(receiver);
  } catch (error) {
    throw closing(cursor, error);
  }
}

/** Gives each element to `action`. */
export function each<T>(elements: CursorSource<T>, action: (value: T) => unknown): void {
  drain(elements, new Calling(action));
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
    const seeking = new Seeking(predicate);
    cursor.drain(seeking);
    return seeking.found;
  });
}

/** The result of combining the elements from `initial` on. */
export function fold<T, R>(elements: CursorSource<T>, initial: R, operation: (accumulator: R, value: T) => R): R {
  const folding = new Folding(initial, operation);
  drain(elements, folding);
  return folding.accumulator;
}

/** The result of combining the elements from the first one on, or END if there is none. */
export function reduce<T>(elements: CursorSource<T>, operation: (accumulator: T, value: T) => T): T | typeof END {
  const cursor = elements.cursor();
  try {
    const first = cursor.next();
    if (first === END) return END;
    const folding = new Folding(first, operation);
    cursor.drain(folding);
    return folding.accumulator;
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
