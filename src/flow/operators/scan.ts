import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { AccumulatingSink } from '../accumulating-sink.js';
import type { Collectable, Sink } from '../collectable.js';
import { derived, sinkMethods } from '../derived.js';
import type { FlowMethods } from '../flow.js';
import { NONE } from '../none.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * All accumulated values: `initial`, before the flow begins, and then what `fn` makes of the last one and each element.
     *
     * @example
     * ```ts
     * import { flowOf, run } from 'suspendable';
     *
     * console.log(await run(() => flowOf(1, 2, 3).scan(0, (sum, n) => sum + n).toList())); // [ 0, 1, 3, 6 ]
     * ```
     */
    scan<R>(initial: R, fn: (accumulated: R, value: T) => Suspend<R> | R): Flow<R>;
    /** {@link scan} by its other name. */
    runningFold<R>(initial: R, fn: (accumulated: R, value: T) => Suspend<R> | R): Flow<R>;
    /** All accumulated values: the first element, and then what `fn` makes of the last value and each element. */
    runningReduce(fn: (accumulated: T, value: T) => Suspend<T> | T): Flow<T>;
  }
}

function* scanning(upstream: Collectable<unknown>, sink: Sink<unknown>, accumulated: Accumulated): Suspend<void> {
  const { initial, fn } = accumulated;
  const waiting = sink.push(initial);
  if (waiting !== undefined) yield* waiting;
  yield* upstream.collectInto(new AccumulatingSink(initial, fn, sink));
}

interface Accumulated {
  readonly initial: unknown;
  fn(accumulated: any, value: any): unknown;
}

export const scanMethods: FlowMethods = {
  scan(initial, fn) {
    requireFunction('scan', fn);
    return derived(this, scanning, { initial, fn });
  },
  runningFold(initial, fn) {
    requireFunction('runningFold', fn);
    return derived(this, scanning, { initial, fn });
  },
  ...sinkMethods({ runningReduce: (fn, sink) => new AccumulatingSink(NONE, fn, sink) }),
};
