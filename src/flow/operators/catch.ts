import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import type { Sink } from '../collectable.js';
import { Flow, type FlowMethods } from '../flow.js';
import type { FlowCollector } from '../flow-collector.js';
import { emitAll } from '../safe-collector.js';
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

export const catchMethods: FlowMethods = {
  catch(action) {
    requireFunction('catch', action);
    const upstream = this.source;
    return new Flow<any>({
      *collectInto(sink): Suspend<void> {
        const failure = yield* upstreamFailure(upstream, sink);
        if (failure === null) return;
        const given = action(failure.error, new PlainCollector(sink));
        if (isSuspend(given)) yield* given as Suspend<unknown>;
      },
    });
  },
};
