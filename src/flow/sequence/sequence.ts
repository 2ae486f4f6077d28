import { IllegalArgumentException } from '../../internal/exceptions.js';
import { requireFunction } from '../../internal/require-function.js';
import { asFlow } from '../as-flow.js';
import type { Flow } from '../flow.js';
import type { IndexedValue } from '../indexed-value.js';
import { type Cursor, closing, cursorOf, END, requireIterable } from './cursor.js';
import { Flattening, IndexedMapping, Mapping, Zipping } from './mapping.js';
import { SequenceNarrowing } from './narrowing.js';
import { Defaulting, Pairing, RunningFold, RunningReduce } from './running.js';
import { Filtering } from './selecting.js';
import { itself, numbered, numberedFrom } from './walking.js';
import { requireWindow, Windowing } from './windowing.js';

/**
 * A lazy sequence of elements that come at once, as Kotlin's `Sequence`. Operators only describe what is to be done. Nothing
 * runs before a function that needs elements asks for them (`toList`, `first`, `for of`), each such run begins anew, and an
 * element passes through all stages before the next one is asked for.
 *
 * A run that is left early (by `break`, by `first`, by `take`, by an exception) ends its sources, as in all of JavaScript: the
 * `finally` blocks of a generator run.
 *
 * @example
 * ```ts
 * import { sequence } from 'suspendable';
 *
 * const fibonacci = sequence(function* () {
 *   for (let [a, b] = [0, 1]; ; [a, b] = [b, a + b]) yield a;
 * });
 * console.log(fibonacci.filter((n) => n % 2 === 0).take(4).toList()); // [ 0, 2, 8, 34 ]
 * for (const n of fibonacci.takeWhile((n) => n < 3)) console.log(n); // 0, 1, 1, 2
 * ```
 */
export class Sequence<out T> extends SequenceNarrowing<T> implements Iterable<T> {
  /** @internal */
  constructor(private readonly open: () => Cursor<T>) {
    super();
  }

  /** @internal */
  cursor(): Cursor<T> {
    return this.open();
  }

  /** @internal */
  protected override derive(open: () => Cursor<unknown>): this {
    return new Sequence(open) as this;
  }

  /** Begins a run. */
  [Symbol.iterator](): Iterator<T, undefined, undefined> {
    return new SequenceIterator(this.cursor());
  }

  /**
   * The elements as a flow. Each collection is a run, which goes on when the collector is done with an element.
   *
   * @example
   * ```ts
   * import { delay, generateSequence, run } from 'suspendable';
   *
   * const powers = generateSequence(1, (n) => n * 2);
   * await run(() => powers.asFlow().take(3).collect(function* (n) { yield* delay(1); console.log(n); })); // 1, 2, 4
   * ```
   */
  asFlow(): Flow<T> {
    return asFlow(this);
  }

  /** What `transform` gives for each element. */
  map<R>(transform: (value: T) => R): Sequence<R> {
    requireFunction('map', transform);
    return new Sequence(() => new Mapping(this.cursor(), transform));
  }

  /** What `transform` gives for each element, which is given the index, too. */
  mapIndexed<R>(transform: (index: number, value: T) => R): Sequence<R> {
    requireFunction('mapIndexed', transform);
    return new Sequence(() => new IndexedMapping(this.cursor(), transform));
  }

  /** What `transform` gives for each element, without null and undefined. */
  mapNotNull<R>(transform: (value: T) => R): Sequence<NonNullable<R>> {
    return this.map(transform).filterNotNull();
  }

  /** What `transform` gives for each element, which is given the index, too; without null and undefined. */
  mapIndexedNotNull<R>(transform: (index: number, value: T) => R): Sequence<NonNullable<R>> {
    return this.mapIndexed(transform).filterNotNull();
  }

  /** The elements that `predicate` accepts. */
  filter<S extends T>(predicate: (value: T) => value is S): Sequence<S>;
  filter(predicate: (value: T) => boolean): Sequence<T>;
  filter(predicate: (value: T) => boolean): Sequence<T> {
    requireFunction('filter', predicate);
    return new Sequence(() => new Filtering(this.cursor(), predicate));
  }

  /** The elements that are neither null nor undefined. */
  filterNotNull(): Sequence<NonNullable<T>> {
    return this.filter((value) => value != null) as Sequence<NonNullable<T>>;
  }

  /**
   * The same elements, of which none may be null or undefined.
   *
   * @throws IllegalArgumentException in a run that comes to one that is.
   * @example
   * ```ts
   * import { sequenceOf } from 'suspendable';
   *
   * const places = sequenceOf('a', 'b', 'c').map((name) => new Map([['a', 1], ['b', 2]]).get(name));
   * console.log(places.take(2).requireNoNulls().toList()); // [ 1, 2 ]
   * ```
   */
  requireNoNulls(): Sequence<NonNullable<T>> {
    return this.map((value) => {
      if (value == null)
        throw new IllegalArgumentException(
          `requireNoNulls expects elements that are neither null nor undefined, got ${value}. filterNotNull leaves them out`,
        );
      return value;
    });
  }

  /** The elements that are instances of `type`. */
  filterIsInstance<R>(type: abstract new (...parameters: never[]) => R): Sequence<R> {
    requireFunction('filterIsInstance', type);
    return this.filter((value) => value instanceof type) as unknown as Sequence<R>;
  }

  /** The elements of what `transform` gives for each element, one after the other. */
  flatMap<R>(transform: (value: T) => Iterable<R>): Sequence<R> {
    requireFunction('flatMap', transform);
    return new Sequence(() => new Flattening(this.cursor(), transform));
  }

  /** As {@link flatMap}; `transform` is given the index, too. */
  flatMapIndexed<R>(transform: (index: number, value: T) => Iterable<R>): Sequence<R> {
    requireFunction('flatMapIndexed', transform);
    return new Sequence(() => new Flattening(this.cursor(), numbered(transform)));
  }

  /** The elements of the elements, one after the other. */
  flatten<R>(this: Sequence<Iterable<R>>): Sequence<R> {
    return this.flatMap(itself);
  }

  /** The elements, then those of `elements`. */
  plus<R>(elements: Iterable<R>): Sequence<T | R> {
    requireIterable('plus', elements);
    return new Sequence<Iterable<T | R>>(() => cursorOf([this, elements])).flatten();
  }

  /** The elements, then `element`. */
  plusElement<R>(element: R): Sequence<T | R> {
    return this.plus([element]);
  }

  /** The elements, or those of what `defaultValue` gives if there are none. */
  ifEmpty<R>(defaultValue: () => Iterable<R>): Sequence<T | R> {
    requireFunction('ifEmpty', defaultValue);
    return new Sequence(() => new Defaulting<T | R>(this, defaultValue));
  }

  /** Pairs of an element and the one of `other` in the same place, or what `transform` makes of them. Ends with the shorter one. */
  zip<R>(other: Iterable<R>): Sequence<[T, R]>;
  zip<R, V>(other: Iterable<R>, transform: (first: T, second: R) => V): Sequence<V>;
  zip<R>(other: Iterable<R>, transform: (first: T, second: R) => unknown = pair): Sequence<unknown> {
    requireIterable('zip', other);
    requireFunction('zip', transform);
    return new Sequence(() => new Zipping(this.cursor(), cursorOf(other), transform));
  }

  /** Pairs of an element and the next one, or what `transform` makes of them. */
  zipWithNext(): Sequence<[T, T]>;
  zipWithNext<R>(transform: (value: T, next: T) => R): Sequence<R>;
  zipWithNext(transform: (value: T, next: T) => unknown = pair): Sequence<unknown> {
    requireFunction('zipWithNext', transform);
    return new Sequence(() => new Pairing(this, transform));
  }

  /** The elements with their indices. */
  withIndex(): Sequence<IndexedValue<T>> {
    return this.mapIndexed((index, value) => ({ index, value }));
  }

  /**
   * Lists of `size` elements each, or what `transform` makes of them; the last may be shorter.
   * @throws IllegalArgumentException unless `size` is at least 1.
   */
  chunked(size: number): Sequence<T[]>;
  chunked<R>(size: number, transform: (elements: T[]) => R): Sequence<R>;
  chunked(size: number, transform?: (elements: T[]) => unknown): Sequence<unknown> {
    const chunks = this.windowed(size, size, { partialWindows: true });
    return transform === undefined ? chunks : chunks.map(transform);
  }

  /**
   * Lists of `size` elements, each beginning `step` elements after the one before: 1 unless given. At the end, where there are
   * fewer than `size`, they are left out unless `partialWindows` is true.
   *
   * @throws IllegalArgumentException unless `size` and `step` are at least 1.
   * @example
   * ```ts
   * import { sequenceOf } from 'suspendable';
   *
   * const numbers = sequenceOf(1, 2, 3, 4);
   * console.log(numbers.windowed(3).toList()); // [ [ 1, 2, 3 ], [ 2, 3, 4 ] ]
   * console.log(numbers.windowed(3, 2, { partialWindows: true }).toList()); // [ [ 1, 2, 3 ], [ 3, 4 ] ]
   * ```
   */
  windowed(size: number, step = 1, { partialWindows = false }: { partialWindows?: boolean } = {}): Sequence<T[]> {
    requireWindow(size, step);
    return new Sequence(() => new Windowing(this.cursor(), size, step, partialWindows));
  }

  /** `initial`, then each result of combining it with the elements in turn: the steps of {@link fold}. */
  runningFold<R>(initial: R, operation: (accumulator: R, value: T) => R): Sequence<R> {
    requireFunction('runningFold', operation);
    return new Sequence(() => new RunningFold(this, initial, operation));
  }

  /** As {@link runningFold}, with the element's index. */
  runningFoldIndexed<R>(initial: R, operation: (index: number, accumulator: R, value: T) => R): Sequence<R> {
    requireFunction('runningFoldIndexed', operation);
    return new Sequence(() => new RunningFold(this, initial, numberedFrom(0, operation)));
  }

  /** The same as {@link runningFold}. */
  scan<R>(initial: R, operation: (accumulator: R, value: T) => R): Sequence<R> {
    return this.runningFold(initial, operation);
  }

  /** The same as {@link runningFoldIndexed}. */
  scanIndexed<R>(initial: R, operation: (index: number, accumulator: R, value: T) => R): Sequence<R> {
    return this.runningFoldIndexed(initial, operation);
  }

  /** The first element, then each result of combining it with further ones: the steps of {@link reduce}. */
  runningReduce(operation: (accumulator: T, value: T) => T): Sequence<T> {
    requireFunction('runningReduce', operation);
    return new Sequence(() => new RunningReduce(this, operation));
  }

  /** As {@link runningReduce}, with the element's index, which is 1 in the first call. */
  runningReduceIndexed(operation: (index: number, accumulator: T, value: T) => T): Sequence<T> {
    requireFunction('runningReduceIndexed', operation);
    return new Sequence(() => new RunningReduce(this, numberedFrom(1, operation)));
  }
}

/** A run as `for of` asks for it. It may be asked again after its end. */
class SequenceIterator<T> implements Iterator<T, undefined, undefined> {
  constructor(private cursor: Cursor<T> | null) {}

  next(): IteratorResult<T, undefined> {
    const { cursor } = this;
    if (cursor === null) return { done: true, value: undefined };
    try {
      const value = cursor.next();
      if (value !== END) return { done: false, value };
    } catch (error) {
      this.cursor = null;
      throw closing(cursor, error);
    }
    this.cursor = null;
    return { done: true, value: undefined };
  }

  return(): IteratorResult<T, undefined> {
    const { cursor } = this;
    this.cursor = null;
    cursor?.close();
    return { done: true, value: undefined };
  }
}

function pair<A, B>(first: A, second: B): [A, B] {
  return [first, second];
}
