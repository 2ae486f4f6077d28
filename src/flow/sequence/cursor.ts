/*
 * How the elements of a sequence are walked through: one cursor for each run.
 *
 *   terminal --next()--> cursor of an operator --next()--> ... --next()--> cursor of the source
 *
 *            <--accept(element)--                <--accept()-- ... <--accept()--
 *
 * Who wants one element at a time pulls it, one call a stage and nothing allocated: a generator and a result object for each
 * stage cost several times as much. Some consumers have to know that there is another element without computing it (Kotlin's
 * `hasNext`: `any()` does not call the function of a `map` before it), so a step of a cursor is one of
 *
 *   next()                 the next element, or END
 *   advance(), current()   whether there is one, then the element: at most once, and it is left out by who stops there
 *
 * Who wants all that is left has it pushed, by `drain(receiver)`: the source's own loop calls `accept`, and so each stage knows
 * the next one as it does a function that it calls, which is half the work. The functions of the user's run in the same order.
 *
 * After END, after `false`, after an exception, after `drain` and after `close()` a cursor is not asked again.
 */

import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import { addSuppressed } from '../../internal/suppressed.js';
import { leaveIterator, stepIterator } from '../iterator-step.js';

/** What `next` gives where there is no element: no value that users could have. */
export const END: unique symbol = Symbol('end');

/** What elements are pushed to. */
export interface Receiver<T> {
  /** Takes an element; false says that no more are wanted. */
  accept(value: T): boolean;
}

export abstract class Cursor<out T> {
  private found: T | typeof END = END;

  abstract next(): T | typeof END;

  advance(): boolean {
    return (this.found = this.next()) !== END;
  }

  current(): T {
    return this.found as T;
  }

  /** Gives the elements that are left to `receiver`, until it wants no more. */
  drain(receiver: Receiver<T>): void {
    for (let value = this.next(); value !== END && receiver.accept(value); ) value = this.next();
  }

  /** Tells the sources that no more will be asked of them: the `finally` blocks of generators run. May come at any time. */
  close(): void {}
}

/** A cursor above another one. */
export abstract class Stage<S, out T> extends Cursor<T> {
  constructor(protected source: Cursor<S>) {
    super();
  }

  override close(): void {
    this.source.close();
  }
}

/** A stage that decides about an element when it comes, without a look at others. */
export abstract class PushStage<S, out T> extends Stage<S, T> implements Receiver<S> {
  protected receiver!: Receiver<T>;

  override drain(receiver: Receiver<T>): void {
    this.receiver = receiver;
    this.source.drain(this);
  }

  abstract accept(value: S): boolean;
}

/** What has elements to walk through, any number of times. */
export abstract class CursorSource<out T> {
  /** @internal */
  abstract cursor(): Cursor<T>;
}

/** What is left to do when `error` came while `cursor` was in use; returns what to throw. */
export function closing(cursor: Cursor<unknown>, error: unknown): unknown {
  try {
    cursor.close();
  } catch (another) {
    addSuppressed(error, another);
  }
  return error;
}

export class ArrayCursor<out T> extends Cursor<T> {
  private index = 0;

  constructor(private readonly elements: ArrayLike<T>) {
    super();
  }

  next(): T | typeof END {
    return this.index < this.elements.length ? this.elements[this.index++]! : END;
  }

  override advance(): boolean {
    return this.index < this.elements.length;
  }

  override current(): T {
    return this.elements[this.index++]!;
  }

  override drain(receiver: Receiver<T>): void {
    const { elements } = this;
    // The length is read each time: what runs for an element may add to the array.
    for (let i = this.index; i < elements.length && receiver.accept(elements[i]!); ) i++;
  }
}

/** Walks by an iterator of the language, a generator above all. */
export class IteratorCursor<out T> extends Cursor<T> {
  private isOver = false;

  constructor(private readonly iterator: Iterator<T, unknown, undefined>) {
    super();
  }

  next(): T | typeof END {
    const result = this.step();
    return result.done ? END : result.value;
  }

  private step(): IteratorResult<T, unknown> {
    try {
      const result = stepIterator(this.iterator);
      this.isOver = Boolean(result.done);
      return result;
    } catch (error) {
      this.isOver = true;
      throw error;
    }
  }

  override drain(receiver: Receiver<T>): void {
    let result = this.step();
    while (!result.done && receiver.accept(result.value)) result = this.step();
  }

  override close(): void {
    if (this.isOver) return;
    this.isOver = true;
    leaveIterator(this.iterator);
  }
}

/** Whether the elements can be read by index, with the same outcome as by its iterator. */
export function isIndexed(elements: object): boolean {
  return Array.isArray(elements) || (ArrayBuffer.isView(elements) && 'length' in elements);
}

/** Throws unless `elements`, given to the function named `taker`, can be iterated. */
export function requireIterable(taker: string, elements: Iterable<unknown>): void {
  if (!isIterable(elements)) {
    throw new IllegalArgumentException(`${taker} expects something iterable, got ${describe(elements)}`);
  }
}

function isIterable(elements: Iterable<unknown> | null | undefined): boolean {
  return typeof elements?.[Symbol.iterator] === 'function';
}

/** A cursor over what a callback of the user gave: a sequence, or anything iterable. */
export function cursorOf<T>(elements: Iterable<T>): Cursor<T> {
  if (elements instanceof CursorSource) return elements.cursor();
  if (!isIterable(elements)) {
    throw new IllegalArgumentException(`Expected something iterable, got ${describe(elements)}`);
  }
  if (isIndexed(elements)) return new ArrayCursor(elements as unknown as ArrayLike<T>);
  return new IteratorCursor(elements[Symbol.iterator]());
}
