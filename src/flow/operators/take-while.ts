import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import { AbortFlowException, collectUntilAbort } from '../abort.js';
import type { Sink } from '../collectable.js';
import { Flow, type FlowMethods } from '../flow.js';
import type { FlowCollector } from '../flow-collector.js';
import { SafeCollector } from '../safe-collector.js';
import { type Stage, whenDone } from '../stage.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /** The elements up to the first that `predicate` does not hold for. That one ends the flow: its `finally` blocks run. */
    takeWhile<S extends T>(predicate: (value: T) => value is S): Flow<S>;
    takeWhile(predicate: (value: T) => Suspend<boolean> | boolean): Flow<T>;
    /**
     * Whatever `fn` emits for each element, until it returns false. That ends the flow.
     *
     * @example
     * ```ts
     * import { flowOf, run, type Suspend } from 'suspendable';
     *
     * const upToStop = flowOf('a', 'stop', 'b').transformWhile<string>(function* (text, { emit }): Suspend<boolean> {
     *   yield* emit(text);
     *   return text !== 'stop';
     * });
     * console.log(await run(() => upToStop.toList())); // [ 'a', 'stop' ]
     * ```
     */
    transformWhile<R>(fn: (value: T, collector: FlowCollector<R>) => Suspend<boolean> | boolean): Flow<R>;
  }
}

class TakeWhileSink<T> implements Sink<T>, Stage<boolean> {
  private value: T | undefined = undefined;

  constructor(
    private readonly predicate: (value: T) => Suspend<boolean> | boolean,
    private readonly target: Sink<T>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const given = this.predicate(value);
    if (isSuspend(given)) {
      this.value = value;
      return whenDone(given as Suspend<boolean>, this);
    }
    if (given) return this.target.push(value);
    throw AbortFlowException.of(this);
  }

  after(holds: boolean): Suspend<void> | undefined {
    const value = this.value as T;
    this.value = undefined;
    if (holds) return this.target.push(value);
    throw AbortFlowException.of(this);
  }
}

class TransformWhileSink<T, R> implements Sink<T>, Stage<boolean> {
  constructor(
    private readonly fn: (value: T, collector: FlowCollector<R>) => Suspend<boolean> | boolean,
    private readonly collector: FlowCollector<R>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const given = this.fn(value, this.collector);
    return isSuspend(given) ? whenDone(given as Suspend<boolean>, this) : this.after(given as boolean);
  }

  after(goesOn: boolean): undefined {
    if (!goesOn) throw AbortFlowException.of(this);
  }
}

export const takeWhileMethods: FlowMethods = {
  takeWhile(predicate: (value: any) => Suspend<boolean> | boolean) {
    requireFunction('takeWhile', predicate);
    const upstream = this.source;
    return new Flow({ collectInto: (sink) => collectUntilAbort(upstream, new TakeWhileSink(predicate, sink)) });
  },
  transformWhile(fn) {
    requireFunction('transformWhile', fn);
    const upstream = this.source;
    return new Flow({
      checksCancellation: true,
      *collectInto(sink): Suspend<void> {
        yield* collectUntilAbort(upstream, new TransformWhileSink(fn, new SafeCollector(sink)));
      },
    });
  },
};
