// The first stage of the pipeline: where the texts are.

import { type CoroutineScope, produce, type ReceiveChannel } from 'suspendable';
import { type Entry, withWalk } from '../checksums/walk.js';

/**
 * Finds the files below `roots` whose names say that they are texts, and the directories that cannot be read.
 *
 * The channel is a rendezvous: the walk is never further than one file ahead of those who read them.
 */
export const findTexts = (scope: CoroutineScope, roots: readonly string[]): ReceiveChannel<Entry> =>
  produce<Entry>(scope, function* ({ send }) {
    for (const root of roots) {
      yield* withWalk(root, function* (next) {
        for (let entry = yield* next(); entry !== undefined; entry = yield* next()) {
          if (entry.kind === 'unreadable' || (entry.kind === 'file' && isText(entry.name))) yield* send(entry);
        }
      });
    }
  });

const isText = (name: string): boolean => /\.(md|txt)$/i.test(name);
