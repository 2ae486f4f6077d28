import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import type { Suspend } from '../suspend/continuation.js';
import { PromiseWait } from '../suspend/promise-wait.js';
import { isSuspend } from '../suspend/results.js';
import { Abort } from './abort.js';
import { AsyncSource, closingFailed, type ReadableStreamLike, readerOf } from './async-source.js';
import type { Collectable, Sink } from './collectable.js';
import { CompleteFlow } from './complete-flow.js';
import { Flow } from './flow.js';
import { ArraySource } from './flow-of.js';
import { leaveIterator, stepIterator } from './iterator-step.js';

class IterableSource<T> implements Collectable<T> {
  constructor(private readonly elements: Iterable<T>) {}

  get stopsQuietly(): boolean {
    return true;
  }

  *collectInto(sink: Sink<T>): Suspend<void> {
    const iterator = this.elements[Symbol.iterator]();
    for (;;) {
      const result = stepIterator(iterator);
      if (result.done) return;
      try {
        const waiting = sink.push(result.value);
        if (waiting === undefined) continue;
        if (waiting instanceof Abort && waiting.isQuiet) break;
        yield* waiting;
      } catch (thrown) {
        try {
          leaveIterator(iterator);
        } catch (failure) {
          throw closingFailed(thrown, failure);
        }
        throw thrown;
      }
    }
    leaveIterator(iterator);
  }
}

class PromiseSource<T> implements Collectable<T> {
  constructor(private readonly promise: PromiseLike<T>) {}

  *collectInto(sink: Sink<T>): Suspend<void> {
    const waiting = sink.push(yield* new PromiseWait(this.promise));
    if (waiting !== undefined) yield* waiting;
  }
}

class FunctionSource<T> implements Collectable<T> {
  constructor(private readonly fn: () => Suspend<T> | PromiseLike<T> | T) {}

  *collectInto(sink: Sink<T>): Suspend<void> {
    const given = this.fn();
    let value: T;
    if (isSuspend(given)) value = yield* given as Suspend<T>;
    else if (has(given, 'then')) value = yield* new PromiseWait(given as PromiseLike<T>);
    else value = given as T;
    const waiting = sink.push(value);
    if (waiting !== undefined) yield* waiting;
  }
}

function has(value: unknown, method: PropertyKey): boolean {
  return (
    typeof value === 'object' && value !== null && typeof (value as Record<PropertyKey, unknown>)[method] === 'function'
  );
}

function sourceOf(given: unknown): Collectable<unknown> {
  if (typeof given === 'function') return new FunctionSource(given as () => unknown);
  if (typeof given === 'string') return new IterableSource(given);
  if (Array.isArray(given) || (ArrayBuffer.isView(given) && 'length' in given)) {
    return new ArraySource(given as ArrayLike<unknown>);
  }
  // A hot flow comes out as a plain one.
  if (given instanceof Flow) return { collectInto: (sink) => given.collectInto(sink) };
  if (has(given, Symbol.iterator)) return new IterableSource(given as Iterable<unknown>);
  if (has(given, 'getReader')) return new AsyncSource(() => readerOf(given as ReadableStreamLike<unknown>));
  if (has(given, Symbol.asyncIterator)) {
    return new AsyncSource(() => (given as AsyncIterable<unknown>)[Symbol.asyncIterator]());
  }
  if (has(given, 'then')) return new PromiseSource(given as PromiseLike<unknown>);
  throw new IllegalArgumentException(
    `asFlow expects an iterable, an async iterable, a stream, a promise or a function, got ${describe(given)}`,
  );
}

/**
 * The elements of something else as a flow: of an array, an iterable or a generator; of an async iterable or a `ReadableStream`; the
 * result of a promise or, called once for each collection, of a function, which may be a suspend function or an async one.
 *
 * What can be iterated only once gives its elements to the first collection. A collection that ends early ends the iteration: an
 * iterator is returned, a stream cancelled. Elements of arrays and iterables are emitted without checks for cancellation; see
 * `cancellable`.
 *
 * @throws IllegalArgumentException when `source` is none of these.
 * @example
 * ```ts
 * import { asFlow, run } from 'suspendable';
 *
 * async function* pages() { yield 'first'; yield 'second'; }
 *
 * await run(function* () {
 *   console.log(yield* asFlow(new Set([1, 2, 2])).toList()); // [ 1, 2 ]
 *   console.log(yield* asFlow(pages()).toList()); // [ 'first', 'second' ]
 *   console.log(yield* asFlow(async () => 3).toList()); // [ 3 ]
 * });
 * ```
 */
export function asFlow<T>(source: Flow<T>): Flow<T>;
export function asFlow<T>(source: Iterable<T> | AsyncIterable<T> | ReadableStreamLike<T> | PromiseLike<T>): Flow<T>;
export function asFlow<T>(source: () => Suspend<T> | PromiseLike<T> | T): Flow<T>;
export function asFlow(source: unknown): Flow<unknown> {
  return new CompleteFlow<unknown>(sourceOf(source));
}
