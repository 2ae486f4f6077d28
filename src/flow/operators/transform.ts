import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import type { Sink } from '../collectable.js';
import { Flow, type FlowMethods } from '../flow.js';
import { type Stage, whenDone } from '../stage.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The results of `fn` for each element.
     *
     * @example
     * ```ts
     * import { flow, run } from 'suspendable';
     *
     * const numbers = flow<number>(function* ({ emit }) { yield* emit(1); yield* emit(2); });
     * await run(() => numbers.map((n) => n * n).collect((n) => console.log(n))); // 1, 4
     * ```
     */
    map<R>(fn: (value: T) => Suspend<R> | R): Flow<R>;
  }
}

class MapSink<T, R> implements Sink<T>, Stage<R> {
  constructor(
    private readonly fn: (value: T) => Suspend<R> | R,
    private readonly target: Sink<R>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const given = this.fn(value);
    return isSuspend(given) ? whenDone(given as Suspend<R>, this) : this.target.push(given as R);
  }

  after(result: R): Suspend<void> | undefined {
    return this.target.push(result);
  }
}

export const transformMethods: FlowMethods = {
  map(fn) {
    requireFunction('map', fn);
    const upstream = this.source;
    return new Flow({ collectInto: (sink) => upstream.collectInto(new MapSink(fn, sink)) });
  },
};
