/*
 * Values of another thread that are no data, as this thread sees them. They bring all that flows and channels are made of.
 */
import { CHANNEL, FLOW, MUTEX, type SentLink, type SentLinks } from './linked-values.js';
import type { Links } from './links.js';
import { RemoteChannel } from './remote-channel.js';
import { RemoteFlow } from './remote-flow.js';
import { SharedMutex } from './shared-mutex.js';
import { SharedPermits } from './shared-permits.js';
import { SharedSemaphore } from './shared-semaphore.js';

/** The value that `link` stands for. */
export function receiveLink([kind, content]: SentLink, links: Links): unknown {
  switch (kind) {
    case CHANNEL:
      return links.join(content as number, (post, leave) => new RemoteChannel<unknown>(post, leave));
    case FLOW:
      return links.join(content as number, (post, leave) => new RemoteFlow(post, leave)).asFlow();
    case MUTEX:
      return new SharedMutex(new SharedPermits(content as Int32Array) as never);
    default:
      return new SharedSemaphore(new SharedPermits(content as Int32Array) as never);
  }
}

/** Puts the values into their places. Returns their numbers here. */
export function receiveLinks(sent: SentLinks, args: unknown[], links: Links): readonly number[] {
  return sent.map(([index, link]) => {
    args[index] = receiveLink(link, links);
    return -Number(link[1]); // which is none for locks
  });
}
