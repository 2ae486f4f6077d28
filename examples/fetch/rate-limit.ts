// At most so many starts a second, in the order of arrival.

import { type CoroutineScope, delay, produce, type ReceiveChannel } from 'suspendable';

/** Permissions to start, one at a time: whoever receives one may start. The channel is fair, so nobody waits for ever. */
export function startsPerSecond(scope: CoroutineScope, limit: number): ReceiveChannel<void> {
  return produce<void>(scope, function* ({ send }) {
    for (;;) {
      yield* send();
      yield* delay(1000 / limit);
    }
  });
}
