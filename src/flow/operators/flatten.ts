import type { Suspend } from '../../suspend/continuation.js';
import { derived, type Operator, operatorMethods } from '../derived.js';
import type { Flow, FlowMethods } from '../flow.js';
import { requireFlow } from '../several-flows.js';
import { AskingSink } from '../stage.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The elements of the flows that `fn` gives, one flow after the other.
     *
     * @example
     * ```ts
     * import { flowOf, run } from 'suspendable';
     *
     * const numbers = flowOf(1, 2).flatMapConcat((n) => flowOf(n, n * 10));
     * console.log(await run(() => numbers.toList())); // [ 1, 10, 2, 20 ]
     * ```
     */
    flatMapConcat<R>(fn: (value: T) => Suspend<Flow<R>> | Flow<R>): Flow<R>;
    /** The elements of the flows that come, one flow after the other. */
    flattenConcat<R>(this: Flow<Flow<R>>): Flow<R>;
  }
}

type ToFlow = (value: any) => Suspend<Flow<any>> | Flow<any>;

const concatenating: Operator<ToFlow> = (upstream, sink, fn) =>
  upstream.collectInto(
    new AskingSink(fn, (inner) => {
      requireFlow('flatMapConcat', inner);
      return inner.collectInto(sink);
    }),
  );

export const flattenMethods: FlowMethods = {
  ...operatorMethods({ flatMapConcat: concatenating }),
  flattenConcat() {
    return derived(this, concatenating, (inner) => inner);
  },
};
