import type { CoroutineScope } from '../../coroutine/coroutine-scope.js';
import { requireScope } from '../../coroutine/require-scope.js';
import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import type { Suspend } from '../../suspend/continuation.js';
import type { FlowMethods } from '../flow.js';
import { firstState } from '../hot/first-state.js';
import type { SharedFlow } from '../hot/shared-flow.js';
import { sharing } from '../hot/sharing-slot.js';
import type { SharingStarted } from '../hot/sharing-started.js';
import type { StateFlow } from '../hot/state-flow.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * A hot flow of the elements of this one, which is collected once for all subscribers, by a coroutine in `scope`, when
     * `started` says so. A new subscriber first gets the last `replay` elements, none unless given.
     *
     * Subscribers may be behind by 64 elements, `replay` included; a `buffer`, `conflate` or `flowOn` right before sets the size,
     * the policy and the context of the sharing instead. When this flow ends, its subscribers just wait on. When it fails, that
     * is a failure of `scope`, and its subscribers wait on, too. A scope with a sharing in it does not complete by itself.
     *
     * **Cancellation** of `scope` ends the sharing.
     *
     * @throws IllegalArgumentException when `replay` is negative, or an argument is not what it should be.
     * @example
     * ```ts
     * import { CoroutineScope, delay, flow, Job, joinAll, run, SharingStarted } from 'suspendable';
     *
     * const ticks = flow<number>(function* ({ emit }) {
     *   console.log('connected');
     *   for (let i = 1; i <= 2; i++) { yield* delay(5); yield* emit(i); }
     * });
     * await run(function* (scope) {
     *   const sharing = new CoroutineScope(new Job());
     *   const shared = ticks.shareIn(sharing, SharingStarted.Lazily);
     *   yield* joinAll(
     *     scope.launch(() => shared.take(2).collect((n) => console.log(`A ${n}`))),
     *     scope.launch(() => shared.take(2).collect((n) => console.log(`B ${n}`))),
     *   ); // connected, A 1, B 1, A 2, B 2
     *   sharing.cancel();
     * });
     * ```
     */
    shareIn(scope: CoroutineScope, started: SharingStarted, replay?: number): SharedFlow<T>;
    /**
     * A state that follows this flow: `initial`, until there is an element. It is collected once for all subscribers, by a
     * coroutine in `scope`, when `started` says so; see {@link shareIn} for how it ends and fails.
     *
     * @throws IllegalArgumentException when an argument is not what it should be.
     * @example
     * ```ts
     * import { CoroutineScope, delay, flow, Job, run, SharingStarted } from 'suspendable';
     *
     * const readings = flow<string>(function* ({ emit }) { yield* delay(5); yield* emit('21 degrees'); });
     * await run(function* () {
     *   const sharing = new CoroutineScope(new Job());
     *   const temperature = readings.stateIn(sharing, SharingStarted.Eagerly, 'unknown');
     *   yield* temperature.take(2).collect((text) => console.log(text)); // unknown, 21 degrees
     *   console.log(temperature.value); // 21 degrees
     *   sharing.cancel();
     * });
     * ```
     */
    stateIn(scope: CoroutineScope, started: SharingStarted, initial: T): StateFlow<T>;
    /**
     * Collects this flow in `scope`, beginning now, and gives the state that follows it.
     *
     * **Suspends** until there is the first element. **Cancellation** of the caller ends the wait, not the sharing.
     *
     * @throws NoSuchElementException when the flow ends without an element.
     * @throws what the flow fails with before its first element; that is a failure of `scope`, too.
     */
    stateIn(scope: CoroutineScope): Suspend<StateFlow<T>>;
  }
}

function checkSharing(name: string, scope: CoroutineScope, started: SharingStarted | undefined): void {
  requireScope(name, scope);
  if (typeof started?.command !== 'function') {
    throw new IllegalArgumentException(
      `${name} expects as its policy SharingStarted.Eagerly, Lazily, WhileSubscribed() or an object with a method command, got ${describe(started)}`,
    );
  }
}

export const shareMethods: FlowMethods = {
  shareIn(scope, started, replay = 0) {
    checkSharing('shareIn', scope, started);
    return sharing().shareIn(this.source, scope, started, replay);
  },
  stateIn(scope: CoroutineScope, started?: SharingStarted, initial?: unknown): any {
    if (started === undefined) {
      requireScope('stateIn', scope);
      return firstState(this.source, scope);
    }
    checkSharing('stateIn', scope, started);
    return sharing().stateIn(this.source, scope, started, initial);
  },
};
