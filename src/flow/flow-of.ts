import type { Suspend } from '../suspend/continuation.js';
import type { Collectable, Sink } from './collectable.js';
import { CompleteFlow } from './complete-flow.js';
import type { Flow } from './flow.js';

/** The elements of an array. */
export class ArraySource<T> implements Collectable<T> {
  constructor(private readonly elements: ArrayLike<T>) {}

  *collectInto(sink: Sink<T>): Suspend<void> {
    const { elements } = this;
    for (let i = 0; i < elements.length; i++) {
      const waiting = sink.push(elements[i]!);
      if (waiting !== undefined) yield* waiting;
    }
  }
}

/**
 * A flow of the given elements.
 *
 * @example
 * ```ts
 * import { flowOf, run } from 'suspendable';
 *
 * console.log(await run(() => flowOf(1, 2, 3).toList())); // [ 1, 2, 3 ]
 * ```
 */
export function flowOf<T>(...elements: T[]): Flow<T> {
  return new CompleteFlow<T>(new ArraySource(elements));
}

const empty: Flow<never> = /* @__PURE__ */ new CompleteFlow<never>(/* @__PURE__ */ new ArraySource<never>([]));

/**
 * A flow without elements, which ends at once.
 *
 * @example
 * ```ts
 * import { emptyFlow, run } from 'suspendable';
 *
 * console.log(await run(() => emptyFlow<number>().toList())); // []
 * ```
 */
export function emptyFlow<T = never>(): Flow<T> {
  return empty;
}
