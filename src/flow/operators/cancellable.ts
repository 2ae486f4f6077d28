import { runningCoroutine } from '../../suspend/running.js';
import { derived, type Operator } from '../derived.js';
import type { FlowMethods } from '../flow.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * Checks before each element whether the collecting coroutine is cancelled, which flows over arrays and iterables do not do
     * by themselves.
     *
     * **Cancellation** is then thrown before the next element.
     */
    cancellable(): Flow<T>;
  }
}

const checking: Operator<void> = (upstream, sink) =>
  upstream.collectInto({
    push(value) {
      runningCoroutine('collect').ensureActive();
      return sink.push(value);
    },
  });

export const cancellableMethods: FlowMethods = {
  cancellable() {
    return this.source.checksCancellation ? this : derived(this, checking, undefined, true);
  },
};
