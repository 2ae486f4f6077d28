import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import type { Sink } from '../collectable.js';
import { Flow, type FlowMethods } from '../flow.js';
import { type Stage, whenDone } from '../stage.js';

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

type Accumulate<T, R> = (accumulated: R, value: T) => Suspend<R> | R;

class FoldSink<T, R> implements Sink<T>, Stage<R> {
  constructor(
    private accumulated: R,
    private readonly fn: Accumulate<T, R>,
    private readonly target: Sink<R>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const given = this.fn(this.accumulated, value);
    return isSuspend(given) ? whenDone(given as Suspend<R>, this) : this.after(given as R);
  }

  after(result: R): Suspend<void> | undefined {
    this.accumulated = result;
    return this.target.push(result);
  }
}

class ReduceSink<T> implements Sink<T>, Stage<T> {
  private accumulated: T | undefined = undefined;
  private isFirst = true;

  constructor(
    private readonly fn: Accumulate<T, T>,
    private readonly target: Sink<T>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    if (this.isFirst) {
      this.isFirst = false;
      return this.after(value);
    }
    const given = this.fn(this.accumulated as T, value);
    return isSuspend(given) ? whenDone(given as Suspend<T>, this) : this.after(given as T);
  }

  after(result: T): Suspend<void> | undefined {
    this.accumulated = result;
    return this.target.push(result);
  }
}

function scan<T, R>(flow: Flow<T>, initial: R, fn: Accumulate<T, R>): Flow<R> {
  const upstream = flow.source;
  return new Flow<R>({
    *collectInto(sink): Suspend<void> {
      const waiting = sink.push(initial);
      if (waiting !== undefined) yield* waiting;
      yield* upstream.collectInto(new FoldSink(initial, fn, sink));
    },
  });
}

export const scanMethods: FlowMethods = {
  scan(initial, fn) {
    requireFunction('scan', fn);
    return scan(this, initial, fn);
  },
  runningFold(initial, fn) {
    requireFunction('runningFold', fn);
    return scan(this, initial, fn);
  },
  runningReduce(fn) {
    requireFunction('runningReduce', fn);
    const upstream = this.source;
    return new Flow({ collectInto: (sink) => upstream.collectInto(new ReduceSink(fn, sink)) });
  },
};
