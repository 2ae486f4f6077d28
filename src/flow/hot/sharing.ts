/*
 * One coroutine collects a flow for all subscribers of a hot flow, when its policy says so.
 */
import { type CoroutineScope, CoroutineStart } from '../../coroutine/coroutine-scope.js';
import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import type { Suspend } from '../../suspend/continuation.js';
import type { Collectable } from '../collectable.js';
import { Flow } from '../flow.js';
import { SharedFlow } from './shared-flow.js';
import { bufferOf } from './shared-flow-options.js';
import { configureSharing, type SharingConfig } from './sharing-config.js';
import { type Sharing, type SharingPolicy, slot } from './sharing-slot.js';
import type { MutableSource } from './source.js';
import { StateCell } from './state-cell.js';
import { StateFlow } from './state-flow.js';
import { subscriptionCountOf } from './subscription-count.js';

export const START = 'start';
export const STOP = 'stop';
export const STOP_AND_RESET_REPLAY_CACHE = 'stop-and-reset-replay-cache';

/** A policy that needs no commands: it begins once, and never ends by itself. */
export abstract class OnePolicy implements SharingPolicy {
  /** Sharing is in place at once, to see all subscribers who come. */
  get start(): CoroutineStart {
    return CoroutineStart.UNDISPATCHED;
  }

  abstract command(subscriptionCount: StateFlow<number>): Flow<any>;

  abstract collect<T>(upstream: Collectable<T>, target: MutableSource<T>): Suspend<void>;
}

/** Starts the coroutine that collects `upstream` into `target`. */
function launchSharing<T>(
  scope: CoroutineScope,
  { context, upstream }: SharingConfig<T>,
  target: MutableSource<T>,
  policy: SharingPolicy,
  reset: () => void,
): void {
  const one = policy instanceof OnePolicy ? policy : null;
  const start = one?.start ?? CoroutineStart.UNDISPATCHED;
  target.subscribers.sharing = scope.launch({ context, start }, () =>
    one === null ? collectOnCommand(upstream, target, policy, reset) : one.collect(upstream, target),
  );
}

function collectOnCommand<T>(
  upstream: Collectable<T>,
  target: MutableSource<T>,
  policy: SharingPolicy,
  reset: () => void,
): Suspend<void> {
  const commands = policy.command(subscriptionCountOf(target));
  if (!(commands instanceof Flow)) {
    throw new IllegalArgumentException(
      `The method command of a policy for sharing should give a flow of SharingCommand, got ${describe(commands)}`,
    );
  }
  return commands.distinctUntilChanged().collectLatest((command) => {
    switch (command) {
      case START:
        return upstream.collectInto(target);
      case STOP:
        return undefined;
      case STOP_AND_RESET_REPLAY_CACHE:
        return reset();
      default:
        throw new IllegalArgumentException(
          `A command for sharing is one of ${START}, ${STOP}, ${STOP_AND_RESET_REPLAY_CACHE}, got ${describe(command)}`,
        );
    }
  });
}

const withPolicy: Sharing = {
  shareIn(flow, scope, policy, replay) {
    const config = configureSharing(flow, replay);
    const { extraBufferCapacity, onBufferOverflow } = config;
    const shared = bufferOf<any>({ replay, extraBufferCapacity, onBufferOverflow });
    launchSharing(scope, config, shared, policy, () => shared.resetReplayCache());
    return new SharedFlow(shared);
  },
  stateIn(flow, scope, policy, initial) {
    const state = new StateCell(initial, Object.is);
    launchSharing(scope, configureSharing(flow, 1), state, policy, () => {
      state.value = initial;
    });
    return new StateFlow(state);
  },
};

/** Who has these has what flows are shared by. */
export function withSharing<P>(policies: P): P {
  slot.sharing = withPolicy;
  return policies;
}
