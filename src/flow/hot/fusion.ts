import { Channel } from '../../channel/buffered-channel.js';
import { BufferOverflow } from '../../channel/channel.js';
import type { CoroutineContext } from '../../context/context.js';
import { BufferedFlow } from '../buffered-flow.js';
import { OPTIONAL_CHANNEL } from '../channel-flow.js';
import type { Collectable } from '../collectable.js';

/**
 * A hot flow with a buffer behind it. Where its values come from is not the collector's concern, so a context makes no difference;
 * nor does a further rendezvous.
 */
export function fuseShared<T>(
  flow: Collectable<T>,
  context: CoroutineContext,
  capacity: number,
  overflow: BufferOverflow,
): Collectable<T> {
  const addsNothing = (capacity === 0 || capacity === OPTIONAL_CHANNEL) && overflow === BufferOverflow.SUSPEND;
  return addsNothing ? flow : new BufferedFlow(flow, context, capacity, overflow);
}

/** The same for a state, which conflates by itself: to do so once more makes no difference either. */
export function fuseState<T>(
  state: Collectable<T>,
  context: CoroutineContext,
  capacity: number,
  overflow: BufferOverflow,
): Collectable<T> {
  const conflates = capacity === 0 || capacity === 1 || capacity === Channel.BUFFERED;
  return conflates && overflow === BufferOverflow.DROP_OLDEST ? state : fuseShared(state, context, capacity, overflow);
}
