import type { Suspend } from '../../suspend/continuation.js';
import type { Sink } from '../collectable.js';
import { derived, type Operator, operatorMethods } from '../derived.js';
import type { Flow, FlowMethods } from '../flow.js';
import { requireFlow } from '../several-flows.js';
import { MapSink } from '../stage.js';

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

/** Collects each flow that comes. */
class ConcatenatingSink implements Sink<Flow<any>> {
  constructor(
    private readonly name: string,
    private readonly target: Sink<any>,
  ) {}

  push(inner: Flow<any>): Suspend<void> {
    requireFlow(this.name, inner);
    return inner.collectInto(this.target);
  }
}

const concatenating: Operator<string> = (upstream, sink, name) =>
  upstream.collectInto(new ConcatenatingSink(name, sink));

/** The elements of the flows, one flow after the other, for the user who has called it by `name`. */
export function concatenated<R>(flows: Flow<Flow<R>>, name: string): Flow<R> {
  return derived(flows, concatenating, name);
}

export const flattenMethods: FlowMethods = {
  ...operatorMethods({
    flatMapConcat: (upstream, sink, fn: (value: any) => Suspend<Flow<any>> | Flow<any>) =>
      upstream.collectInto(new MapSink(fn, new ConcatenatingSink('flatMapConcat', sink))),
  }),
  flattenConcat() {
    return concatenated(this, 'flattenConcat');
  },
};
