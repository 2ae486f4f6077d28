import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import { requireFunction } from '../../internal/require-function.js';
import { ArrayCursor, Cursor, END, IteratorCursor, isIndexed, type Receiver } from './cursor.js';
import { consumedTwice } from './narrowing.js';
import { Sequence } from './sequence.js';

/**
 * A sequence of what `block` yields: `yield` gives an element, `yield*` those of another sequence or iterable. Each run calls
 * `block` anew, and goes on with it only when an element is asked for.
 *
 * It cannot suspend: what has to wait belongs into a flow.
 *
 * @throws IllegalArgumentException when `block` is no function, and in a run when it gives no generator.
 * @example
 * ```ts
 * import { type Sequence, sequence } from 'suspendable';
 *
 * interface Tree { value: number; children: Tree[] }
 *
 * const valuesOf = (tree: Tree): Sequence<number> =>
 *   sequence(function* () {
 *     yield tree.value;
 *     for (const child of tree.children) yield* valuesOf(child);
 *   });
 *
 * const leaf = (value: number): Tree => ({ value, children: [] });
 * console.log(valuesOf({ value: 1, children: [leaf(2), leaf(3)] }).toList()); // [ 1, 2, 3 ]
 * ```
 */
export function sequence<T>(block: () => Iterator<T, unknown, undefined>): Sequence<T> {
  requireFunction('sequence', block);
  return new Sequence(() => {
    const given = block();
    if (typeof given?.next !== 'function') {
      throw new IllegalArgumentException(
        `sequence expects a generator function, sequence(function* () { ... }), but its block gave ${describe(given)}`,
      );
    }
    return new IteratorCursor(given);
  });
}

/**
 * A sequence of the given elements.
 *
 * @example
 * ```ts
 * import { sequenceOf } from 'suspendable';
 *
 * console.log(sequenceOf(1, 2, 3).map((n) => n * n).toList()); // [ 1, 4, 9 ]
 * ```
 */
export function sequenceOf<T>(...elements: T[]): Sequence<T> {
  return asSequence(elements);
}

/**
 * A sequence without elements.
 *
 * @example
 * ```ts
 * import { emptySequence } from 'suspendable';
 *
 * console.log(emptySequence<number>().toList()); // []
 * ```
 */
export function emptySequence<T = never>(): Sequence<T> {
  return sequenceOf();
}

/**
 * A view of `elements` as a sequence: each run reads them anew. An iterator, or an iterable that is its own iterator such as a
 * generator, can be run through only once.
 *
 * @throws IllegalArgumentException when `elements` is nothing to iterate; IllegalStateException when a second run begins of
 * what has only one.
 * @example
 * ```ts
 * import { asSequence } from 'suspendable';
 *
 * const ages = new Map([['Ann', 31], ['Bob', 17]]);
 * console.log(asSequence(ages).filter(([, age]) => age >= 18).map(([name]) => name).toList()); // [ 'Ann' ]
 * ```
 */
export function asSequence<T>(elements: Iterable<T> | Iterator<T, unknown, undefined>): Sequence<T> {
  if (elements instanceof Sequence) return elements;
  if (isIndexed(elements)) return new Sequence(() => new ArrayCursor(elements as unknown as ArrayLike<T>));
  const { [Symbol.iterator]: iterate, next } = (elements ?? {}) as Partial<Iterable<T> & Iterator<T>>;
  if (typeof iterate !== 'function' && typeof next !== 'function') {
    throw new IllegalArgumentException(`asSequence expects something iterable, got ${describe(elements)}`);
  }
  let isConsumed = false;
  return new Sequence(() => {
    if (isConsumed) throw consumedTwice();
    const iterator = iterate === undefined ? elements : (elements as Iterable<T>)[Symbol.iterator]();
    isConsumed = iterator === elements;
    return new IteratorCursor(iterator as Iterator<T, unknown, undefined>);
  });
}

/**
 * A sequence that computes each element from the one before and ends where `next` gives null or undefined. It begins with
 * `seed`, or with what `seed` gives if that is a function. Without a seed, `next` is called with nothing and the sequence can be
 * run through only once.
 *
 * @throws IllegalArgumentException when `next` is no function.
 * @example
 * ```ts
 * import { generateSequence } from 'suspendable';
 *
 * const collatz = generateSequence(6, (n) => (n === 1 ? null : n % 2 === 0 ? n / 2 : 3 * n + 1));
 * console.log(collatz.joinToString(' ')); // 6 3 10 5 16 8 4 2 1
 * ```
 */
export function generateSequence<T>(next: () => T | null | undefined): Sequence<T>;
export function generateSequence<T>(
  seed: () => T | null | undefined,
  next: (value: T) => T | null | undefined,
): Sequence<T>;
export function generateSequence<T>(seed: T | null | undefined, next: (value: T) => T | null | undefined): Sequence<T>;
export function generateSequence<T>(
  ...[seed, next]: [seed: unknown, next?: (value: T) => T | null | undefined]
): Sequence<T> {
  requireFunction('generateSequence', next ?? seed);
  const initial = (typeof seed === 'function' ? seed : () => seed) as () => T | null | undefined;
  if (next === undefined) return new Sequence(() => new Generating(initial, initial)).constrainOnce();
  return new Sequence(() => new Generating(initial, next));
}

class Generating<T> extends Cursor<T> {
  private last: T | null | undefined = undefined;
  private hasBegun = false;

  constructor(
    private readonly initial: () => T | null | undefined,
    private readonly following: (value: T) => T | null | undefined,
  ) {
    super();
  }

  next(): T | typeof END {
    const value = this.step();
    return value === null || value === undefined ? END : value;
  }

  override drain(receiver: Receiver<T>): void {
    let value = this.step();
    while (value !== null && value !== undefined && receiver.accept(value)) value = this.step();
  }

  private step(): T | null | undefined {
    this.last = this.hasBegun ? this.following(this.last as T) : this.initial();
    this.hasBegun = true;
    return this.last;
  }
}
