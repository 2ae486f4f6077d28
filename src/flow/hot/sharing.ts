/*
 * One coroutine collects a flow for all subscribers of a hot flow, when its policy says so.
 */
import { Channel } from '../../channel/buffered-channel.js';
import { BufferOverflow } from '../../channel/channel.js';
import type { CoroutineContext } from '../../context/context.js';
import { EmptyCoroutineContext } from '../../context/elements.js';
import { type CoroutineScope, CoroutineStart } from '../../coroutine/coroutine-scope.js';
import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import type { Suspend } from '../../suspend/continuation.js';
import { ChannelFlow, OPTIONAL_CHANNEL } from '../channel-flow.js';
import type { Collectable } from '../collectable.js';
import { SharingCommand, SharingStarted } from './sharing-started.js';
import type { MutableSource } from './source.js';
import { subscriptionCountOf } from './subscription-count.js';

/** As much as channels buffer unless told otherwise. */
const DEFAULT_BUFFER = 64;

/** What is collected for all, and how much the hot flow keeps for its subscribers. */
export interface SharingConfig<T> {
  readonly upstream: Collectable<T>;
  readonly context: CoroutineContext;
  readonly extraBufferCapacity: number;
  readonly onBufferOverflow: BufferOverflow;
}

/** A buffer or context right before the sharing becomes that of the sharing: it needs no channel of its own. */
export function configureSharing<T>(flow: Collectable<T>, replay: number): SharingConfig<T> {
  const defaultExtra = Math.max(replay, DEFAULT_BUFFER) - replay;
  const upstream = flow instanceof ChannelFlow ? (flow as ChannelFlow<T>).withoutChannel() : null;
  if (upstream === null) {
    return {
      upstream: flow,
      context: EmptyCoroutineContext,
      extraBufferCapacity: defaultExtra,
      onBufferOverflow: BufferOverflow.SUSPEND,
    };
  }
  const { context, capacity, overflow } = flow as unknown as ChannelFlow<T>;
  return {
    upstream,
    context,
    extraBufferCapacity: extraOf(capacity, overflow, replay, defaultExtra),
    onBufferOverflow: overflow,
  };
}

function extraOf(capacity: number, overflow: BufferOverflow, replay: number, defaultExtra: number): number {
  if (capacity !== 0 && capacity !== OPTIONAL_CHANNEL && capacity !== Channel.BUFFERED) return capacity;
  if (overflow === BufferOverflow.SUSPEND) return capacity === 0 ? 0 : defaultExtra;
  // Where values are dropped there is one place for the latest, which may be that of the replay.
  return replay === 0 ? 1 : 0;
}

/** Starts the coroutine that collects `upstream` into `target`. */
export function launchSharing<T>(
  scope: CoroutineScope,
  { context, upstream }: SharingConfig<T>,
  target: MutableSource<T>,
  started: SharingStarted,
  reset: () => void,
): void {
  // Eager sharing lets subscribers come first that are started in the same turn. Others are in place at once, to see all who come.
  const start = started === SharingStarted.Eagerly ? CoroutineStart.DEFAULT : CoroutineStart.UNDISPATCHED;
  scope.launch({ context, start }, () => {
    if (started === SharingStarted.Eagerly) return upstream.collectInto(target);
    if (started === SharingStarted.Lazily) return collectFromFirstSubscriber(upstream, target);
    return collectOnCommand(upstream, target, started, reset);
  });
}

function* collectFromFirstSubscriber<T>(upstream: Collectable<T>, target: MutableSource<T>): Suspend<void> {
  yield* subscriptionCountOf(target).first((count) => count > 0);
  yield* upstream.collectInto(target);
}

function collectOnCommand<T>(
  upstream: Collectable<T>,
  target: MutableSource<T>,
  started: SharingStarted,
  reset: () => void,
): Suspend<void> {
  return started
    .command(subscriptionCountOf(target))
    .distinctUntilChanged()
    .collectLatest((command) => {
      switch (command) {
        case SharingCommand.START:
          return upstream.collectInto(target);
        case SharingCommand.STOP:
          return undefined;
        case SharingCommand.STOP_AND_RESET_REPLAY_CACHE:
          return reset();
        default:
          throw new IllegalArgumentException(
            `A command for sharing is one of ${Object.values(SharingCommand).join(', ')}, got ${describe(command)}`,
          );
      }
    });
}

export function checkSharing(name: string, scope: CoroutineScope, started: SharingStarted): void {
  checkScope(name, scope);
  if (typeof started?.command !== 'function') {
    throw new IllegalArgumentException(
      `${name} expects as its policy SharingStarted.Eagerly, Lazily, WhileSubscribed() or an object with a method command, got ${describe(started)}`,
    );
  }
}

export function checkScope(name: string, scope: CoroutineScope): void {
  if (typeof scope?.launch !== 'function') {
    throw new IllegalArgumentException(`${name} expects a CoroutineScope to share the flow in, got ${describe(scope)}`);
  }
}
