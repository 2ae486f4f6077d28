import type { ChannelResult } from '../channel/channel.js';
import { NONE } from './none.js';

/** The element that was received; NONE at the end of the channel. What that failed with is thrown. */
export function elementOf<T>(result: ChannelResult<T>): T | typeof NONE {
  if (result.isSuccess) return result.getOrThrow();
  const cause = result.exceptionOrNull();
  if (cause !== null) throw cause;
  return NONE;
}
