import { requireFunction } from '../../internal/require-function.js';
import { addSuppressed } from '../../internal/suppressed.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import type { Sink } from '../collectable.js';
import { Flow, type FlowMethods } from '../flow.js';
import type { FlowCollector } from '../flow-collector.js';
import { SafeCollector } from '../safe-collector.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * Calls `action` before the flow begins; what it emits comes first. Of several the last one written runs first.
     *
     * @example
     * ```ts
     * import { flowOf, run } from 'suspendable';
     *
     * const flow = flowOf('data').onStart(function* ({ emit }) { yield* emit('loading'); });
     * await run(() => flow.collect((text) => console.log(text))); // loading, data
     * ```
     */
    onStart<R = T>(action: (collector: FlowCollector<R>) => Suspend<unknown> | void): Flow<T | R>;
    /**
     * Calls `action` when the flow has ended: with null if it has come to its end, with what was thrown if it, the collector or
     * a cancellation ended it. Only with null it may emit. What it throws goes on in place of the cause, which is then
     * suppressed.
     *
     * @example
     * ```ts
     * import { flowOf, run } from 'suspendable';
     *
     * const flow = flowOf(1).onCompletion((cause) => console.log(cause === null ? 'done' : 'failed'));
     * await run(() => flow.collect((n) => console.log(n))); // 1, done
     * ```
     */
    onCompletion<R = T>(action: (cause: unknown, collector: FlowCollector<R>) => Suspend<unknown> | void): Flow<T | R>;
    /** Calls `action` when the flow has come to its end without an element; what it emits is then the flow. */
    onEmpty<R = T>(action: (collector: FlowCollector<R>) => Suspend<unknown> | void): Flow<T | R>;
  }
}

/** Given to the action of a flow that has not come to its end: nobody takes elements any more. */
class ThrowingCollector implements FlowCollector<unknown> {
  readonly emit: () => Suspend<void>;

  constructor(cause: unknown) {
    this.emit = function* () {
      throw cause;
    };
  }

  get emitAll(): () => Suspend<void> {
    return this.emit;
  }
}

class EmptinessSink<T> implements Sink<T> {
  isEmpty = true;

  constructor(private readonly target: Sink<T>) {}

  push(value: T): Suspend<void> | undefined {
    this.isEmpty = false;
    return this.target.push(value);
  }
}

type Completion = (cause: unknown, collector: FlowCollector<any>) => Suspend<unknown> | void;

function* completeFailed(action: Completion, cause: unknown): Suspend<void> {
  try {
    const given = action(cause, new ThrowingCollector(cause));
    if (isSuspend(given)) yield* given as Suspend<unknown>;
  } catch (thrown) {
    if (thrown !== cause) addSuppressed(thrown, cause);
    throw thrown;
  }
}

export const lifecycleMethods: FlowMethods = {
  onStart(action) {
    requireFunction('onStart', action);
    const upstream = this.source;
    return new Flow<any>({
      *collectInto(sink): Suspend<void> {
        const given = action(new SafeCollector(sink));
        if (isSuspend(given)) yield* given as Suspend<unknown>;
        yield* upstream.collectInto(sink);
      },
    });
  },
  onCompletion(action) {
    requireFunction('onCompletion', action);
    const upstream = this.source;
    return new Flow<any>({
      *collectInto(sink): Suspend<void> {
        try {
          yield* upstream.collectInto(sink);
        } catch (thrown) {
          yield* completeFailed(action, thrown);
          throw thrown;
        }
        const given = action(null, new SafeCollector(sink));
        if (isSuspend(given)) yield* given as Suspend<unknown>;
      },
    });
  },
  onEmpty(action) {
    requireFunction('onEmpty', action);
    const upstream = this.source;
    return new Flow<any>({
      *collectInto(sink): Suspend<void> {
        const emptiness = new EmptinessSink(sink);
        yield* upstream.collectInto(emptiness);
        if (!emptiness.isEmpty) return;
        const given = action(new SafeCollector(sink));
        if (isSuspend(given)) yield* given as Suspend<unknown>;
      },
    });
  },
};
