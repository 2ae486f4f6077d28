import type { CoroutineScope } from '../../coroutine/coroutine-scope.js';
import { IllegalStateException } from '../../internal/exceptions.js';
import type { Collectable } from '../collectable.js';
import type { Flow } from '../flow.js';
import type { SharedFlow } from './shared-flow.js';
import type { StateFlow } from './state-flow.js';

/** When a flow is collected for its subscribers. */
export interface SharingPolicy {
  command(subscriptionCount: StateFlow<number>): Flow<string>;
}

/** What flows are shared by. */
export interface Sharing {
  shareIn<T>(flow: Collectable<T>, scope: CoroutineScope, policy: SharingPolicy, replay: number): SharedFlow<T>;
  stateIn<T>(flow: Collectable<T>, scope: CoroutineScope, policy: SharingPolicy, initial: T): StateFlow<T>;
}

/**
 * Nobody shares a flow without a policy. So it is the policies that put this in: as methods of all flows, `shareIn` and `stateIn` would
 * else bring into each program with flows what few use.
 */
export const slot: { sharing: Sharing | null } = { sharing: null };

export function sharing(): Sharing {
  if (slot.sharing !== null) return slot.sharing;
  throw new IllegalStateException(
    'shareIn and stateIn need a policy from SharingStarted, or one whose commands are from SharingCommand; this bundle has neither. Import one of them: what flows are shared by comes with it',
  );
}
