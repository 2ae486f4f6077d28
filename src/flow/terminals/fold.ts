import { NoSuchElementException } from '../../internal/no-such-element-exception.js';
import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { AccumulatingSink } from '../accumulating-sink.js';
import type { Collectable, Sink } from '../collectable.js';
import type { FlowMethods } from '../flow.js';
import { NONE } from '../none.js';
import { AskingSink } from '../stage.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * What `fn` makes of the last result and each element, beginning with `initial`.
     *
     * **Suspends** until the flow has ended. **Cancellation** of the caller ends the flow.
     *
     * @example
     * ```ts
     * import { flowOf, run } from 'suspendable';
     *
     * console.log(await run(() => flowOf(1, 2, 3).fold(10, (sum, n) => sum + n))); // 16
     * ```
     */
    fold<R>(initial: R, fn: (accumulated: R, value: T) => Suspend<R> | R): Suspend<R>;
    /**
     * What `fn` makes of the last result and each element, beginning with the first element.
     *
     * **Suspends** until the flow has ended. **Cancellation** of the caller ends the flow.
     *
     * @throws NoSuchElementException when the flow has no elements.
     */
    reduce(fn: (accumulated: T, value: T) => Suspend<T> | T): Suspend<T>;
    /**
     * The number of elements, or of those that `predicate` holds for.
     *
     * **Suspends** until the flow has ended. **Cancellation** of the caller ends the flow.
     */
    count(predicate?: (value: T) => Suspend<boolean> | boolean): Suspend<number>;
  }
}

function* accumulate(flow: Collectable<unknown>, sink: AccumulatingSink): Suspend<any> {
  yield* flow.collectInto(sink);
  if (sink.accumulated === NONE) throw new NoSuchElementException("Empty flow can't be reduced");
  return sink.accumulated;
}

class CountSink implements Sink<unknown> {
  count = 0;

  push(): undefined {
    this.count++;
  }
}

function* count<T>(
  flow: Collectable<T>,
  predicate: ((value: T) => Suspend<boolean> | boolean) | undefined,
): Suspend<number> {
  const counter = new CountSink();
  const counting = (holds: unknown): undefined => (holds ? counter.push() : undefined);
  yield* flow.collectInto(predicate === undefined ? counter : new AskingSink(predicate, counting));
  return counter.count;
}

export const foldMethods: FlowMethods = {
  fold(initial, fn) {
    requireFunction('fold', fn);
    return accumulate(this, new AccumulatingSink(initial, fn));
  },
  reduce(fn) {
    requireFunction('reduce', fn);
    return accumulate(this, new AccumulatingSink(NONE, fn));
  },
  count(predicate) {
    if (predicate !== undefined) requireFunction('count', predicate);
    return count(this, predicate);
  },
};
