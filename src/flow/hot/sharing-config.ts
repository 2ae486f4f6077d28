import { Channel } from '../../channel/buffered-channel.js';
import { BufferOverflow } from '../../channel/channel.js';
import type { CoroutineContext } from '../../context/context.js';
import { EmptyCoroutineContext } from '../../context/elements.js';
import { ChannelFlow, OPTIONAL_CHANNEL } from '../channel-flow.js';
import type { Collectable } from '../collectable.js';

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
  const defaultExtra = Math.max(0, DEFAULT_BUFFER - replay);
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
