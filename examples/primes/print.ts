// Printing that waits for its reader.

import type { Writable } from 'node:stream';
import { type Suspend, suspendCancellableCoroutine } from 'suspendable';

/** Writes a line, and **suspends** until the stream has room for more. **Cancellation** ends the wait. */
export function* print(stream: Writable, line: string): Suspend<void> {
  if (stream.write(`${line}\n`)) return;
  yield* suspendCancellableCoroutine<void>((continuation) => {
    const drained = () => continuation.resume();
    stream.once('drain', drained);
    continuation.invokeOnCancellation(() => stream.off('drain', drained));
  });
}
