import type { CoroutineScope } from '../../coroutine/coroutine-scope.js';
import type { Job } from '../../coroutine/jobs.js';
import { requireScope } from '../../coroutine/require-scope.js';
import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
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

export const collectIndexedMethods: FlowMethods = {
  collectIndexed(action) {
    requireFunction('collectIndexed', action);
    let index = 0;
    return this.collect((value) => action(index++, value));
  },
  launchIn(scope) {
    requireScope('launchIn', scope);
    return scope.launch(() => this.collect());
  },
};
