import type { CoroutineScope } from '../../coroutine/coroutine-scope.js';
import type { Job } from '../../coroutine/jobs.js';
import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import type { Sink } from '../collectable.js';
import type { FlowMethods } from '../flow.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * Runs the flow and gives each element to `action`, with its place from 0.
     *
     * **Suspends** until the flow has ended. **Cancellation** of the caller ends the flow.
     */
    collectIndexed(action: (index: number, value: T) => Suspend<unknown> | unknown): Suspend<void>;
    /**
     * Runs the flow in a new coroutine of `scope`: `scope.launch(() => flow.collect())`.
     *
     * @example
     * ```ts
     * import { flowOf, run } from 'suspendable';
     *
     * await run((scope) => {
     *   flowOf(1, 2).onEach((n) => console.log(n)).launchIn(scope);
     * }); // both are printed: a scope waits for its coroutines
     * // prints: 1, 2
     * ```
     */
    launchIn(scope: CoroutineScope): Job;
  }
}

class IndexedSink<T> implements Sink<T> {
  private index = 0;

  constructor(private readonly action: (index: number, value: T) => Suspend<unknown> | unknown) {}

  push(value: T): Suspend<void> | undefined {
    const given = this.action(this.index++, value);
    return isSuspend(given) ? (given as Suspend<void>) : undefined;
  }
}

export const collectIndexedMethods: FlowMethods = {
  collectIndexed(action) {
    requireFunction('collectIndexed', action);
    return this.collectInto(new IndexedSink(action));
  },
  launchIn(scope) {
    return scope.launch(() => this.collect());
  },
};
