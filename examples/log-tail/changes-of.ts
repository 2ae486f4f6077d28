// What the system's watcher tells, as a flow.

import { watch } from 'node:fs';
import { callbackFlow, type Flow } from 'suspendable';

/**
 * An element for the file as it is, and one whenever it has changed; of several changes that the collector has not yet seen, one.
 * The watcher is closed with the collection.
 */
export function changesOf(path: string): Flow<void> {
  return callbackFlow<void>(function* ({ channel, trySend, awaitClose }) {
    const watcher = watch(path, () => void trySend());
    watcher.on('error', (error) => void channel.close(error));
    trySend();
    yield* awaitClose(() => watcher.close());
  }).conflate();
}
