import type { Suspend } from '../../suspend/continuation.js';
import { runningCoroutine } from '../../suspend/running.js';
import type { Sink } from '../collectable.js';
import { Flow, type FlowMethods } from '../flow.js';

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

class CancellableSink<T> implements Sink<T> {
  constructor(private readonly target: Sink<T>) {}

  push(value: T): Suspend<void> | undefined {
    runningCoroutine('collect').ensureActive();
    return this.target.push(value);
  }
}

export const cancellableMethods: FlowMethods = {
  cancellable() {
    const upstream = this.source;
    if (upstream.checksCancellation) return this;
    return new Flow({
      checksCancellation: true,
      collectInto: (sink) => upstream.collectInto(new CancellableSink(sink)),
    });
  },
};
