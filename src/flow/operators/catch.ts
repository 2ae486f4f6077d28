import type { Suspend } from '../../suspend/continuation.js';
import type { Sink } from '../collectable.js';
import { operatorMethods } from '../derived.js';
import type { FlowMethods } from '../flow.js';
import type { FlowCollector } from '../flow-collector.js';
import { emitAll } from '../safe-collector.js';
import { settled } from '../stage.js';
import { upstreamFailure } from '../upstream-failure.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * Calls `action` with what the flow above failed with; what it emits goes on in the flow's place. Failures of what is below, and
     * the cancellation of the collecting coroutine, are not caught.
     *
     * @example
     * ```ts
     * import { flow, run } from 'suspendable';
     *
     * const temperatures = flow<number>(function* ({ emit }) { yield* emit(21); throw new Error('sensor lost'); });
     * const safe = temperatures.catch(function* (error, { emit }) { yield* emit(Number.NaN); });
     * await run(() => safe.collect((degrees) => console.log(degrees))); // 21, NaN
     * ```
     */
    catch<R = T>(action: (error: unknown, collector: FlowCollector<R>) => Suspend<unknown> | void): Flow<T | R>;
  }
}

/** Emits without checks: the code before it has ended, so there is nobody to be held to the promises of flows. */
export class PlainCollector<T> implements FlowCollector<T> {
  readonly emit: (value: T) => Suspend<void>;

  constructor(private readonly sink: Sink<T>) {
    this.emit = function* (value) {
      const waiting = sink.push(value);
      if (waiting !== undefined) yield* waiting;
    };
  }

  get emitAll(): FlowCollector<T>['emitAll'] {
    return (source) => emitAll(source, this.sink);
  }
}

export const catchMethods: FlowMethods = operatorMethods({
  *catch(upstream, sink, action: (error: unknown, collector: FlowCollector<unknown>) => unknown) {
    const failure = yield* upstreamFailure(upstream, sink);
    if (failure !== null) yield* settled(action(failure.error, new PlainCollector(sink)));
  },
});
