import { addSuppressed } from '../../internal/suppressed.js';
import type { Suspend } from '../../suspend/continuation.js';
import { operatorMethods } from '../derived.js';
import type { FlowMethods } from '../flow.js';
import type { FlowCollector } from '../flow-collector.js';
import { SafeCollector } from '../safe-collector.js';
import { settled } from '../stage.js';

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

type Action = (collector: FlowCollector<unknown>) => unknown;
type Completion = (cause: unknown, collector: FlowCollector<any>) => unknown;

function* completeFailed(action: Completion, cause: unknown): Suspend<void> {
  try {
    yield* settled(action(cause, new ThrowingCollector(cause)));
  } catch (thrown) {
    if (thrown !== cause) addSuppressed(thrown, cause);
    throw thrown;
  }
}

export const lifecycleMethods: FlowMethods = operatorMethods({
  *onStart(upstream, sink, action: Action) {
    yield* settled(action(new SafeCollector(sink)));
    yield* upstream.collectInto(sink);
  },
  *onCompletion(upstream, sink, action: Completion) {
    try {
      yield* upstream.collectInto(sink);
    } catch (thrown) {
      yield* completeFailed(action, thrown);
      throw thrown;
    }
    yield* settled(action(null, new SafeCollector(sink)));
  },
  *onEmpty(upstream, sink, action: Action) {
    let isEmpty = true;
    yield* upstream.collectInto({
      push(value) {
        isEmpty = false;
        return sink.push(value);
      },
    });
    if (isEmpty) yield* settled(action(new SafeCollector(sink)));
  },
});
