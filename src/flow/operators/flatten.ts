import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import type { Sink } from '../collectable.js';
import { Flow, type FlowMethods } from '../flow.js';
import { type Stage, whenDone } from '../stage.js';

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

class ConcatSink<T, R> implements Sink<T>, Stage<Flow<R>> {
  constructor(
    private readonly fn: (value: T) => Suspend<Flow<R>> | Flow<R>,
    private readonly target: Sink<R>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const given = this.fn(value);
    return isSuspend(given) ? whenDone(given as Suspend<Flow<R>>, this) : this.after(given as Flow<R>);
  }

  after(inner: Flow<R>): Suspend<void> {
    return inner.collectInto(this.target);
  }
}

export const flattenMethods: FlowMethods = {
  flatMapConcat(fn) {
    requireFunction('flatMapConcat', fn);
    const upstream = this.source;
    return new Flow({ collectInto: (sink) => upstream.collectInto(new ConcatSink(fn, sink)) });
  },
  flattenConcat() {
    const upstream = this.source;
    return new Flow({ collectInto: (sink) => upstream.collectInto(new ConcatSink((inner: Flow<any>) => inner, sink)) });
  },
};
