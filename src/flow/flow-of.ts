import type { Suspend } from '../suspend/continuation.js';
import { Abort } from './abort.js';
import type { Collectable, Sink } from './collectable.js';
import { CompleteFlow } from './complete-flow.js';
import type { Flow } from './flow.js';

/** The elements of an array. */
export class ArraySource<T> implements Collectable<T> {
  constructor(private readonly elements: ArrayLike<T>) {}

  get stopsQuietly(): boolean {
    return true;
  }

  *collectInto(sink: Sink<T>): Suspend<void> {
    const pushing = new ArrayPushing(this.elements, sink);
    for (let waiting = pushing.go(); waiting !== undefined; waiting = pushing.go()) yield* waiting;
  }
}

/** The loop stands apart from the generator: engines make a plain function faster. */
class ArrayPushing<T> {
  private index = 0;

  constructor(
    private readonly elements: ArrayLike<T>,
    private readonly sink: Sink<T>,
  ) {}

  /** Pushes until a push has to wait; undefined at the end. */
  go(): Suspend<void> | undefined {
    const { elements, sink } = this;
    for (let i = this.index; i < elements.length; i++) {
      const waiting = sink.push(elements[i]!);
      if (waiting === undefined) continue;
      if (waiting instanceof Abort && waiting.isQuiet) break;
      this.index = i + 1;
      return waiting;
    }
    this.index = elements.length;
    return undefined;
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
