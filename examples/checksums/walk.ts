// The entries below a directory, found one by one as they are asked for.

import type { Dirent } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { awaitPromise, NonCancellable, type Suspend, withContext } from 'suspendable';
import { pathOf } from './file-name.js';

export type Entry =
  | { readonly kind: 'file' | 'link' | 'special'; readonly name: string }
  | { readonly kind: 'unreadable'; readonly name: string; readonly error: unknown };

/** **Suspends** until the next entry is found; `undefined` at the end. Several coroutines may wait in it at a time. */
export type NextEntry = () => Suspend<Entry | undefined>;

/**
 * Walks the tree below `root`, whose name is the beginning of all other names, for as long as `block` runs.
 *
 * The walk goes on only when it is asked for the next entry. What it holds is one open directory and the names of the
 * directories still to be read, never a list of the files. Symbolic links are not followed.
 */
export function* withWalk<T>(root: string, block: (next: NextEntry) => Suspend<T>): Suspend<T> {
  const entries = walk(root);
  function* next(): Suspend<Entry | undefined> {
    // An async generator queues those who ask while it is busy: each entry goes to one of them.
    const { value } = yield* awaitPromise(entries.next());
    return value;
  }
  try {
    return yield* block(next);
  } finally {
    // Closes the open directory, after a read that is under way.
    yield* withContext(NonCancellable, () => awaitPromise(entries.return(undefined)));
  }
}

async function* walk(root: string): AsyncGenerator<Entry, undefined> {
  const directories = [root];
  for (let directory = directories.pop(); directory !== undefined; directory = directories.pop()) {
    try {
      // `latin1` is what file-name.ts is about.
      for await (const entry of await opendir(pathOf(directory), { encoding: 'latin1', bufferSize: 128 })) {
        const name = directory.endsWith('/') ? directory + entry.name : `${directory}/${entry.name}`;
        if (entry.isDirectory()) directories.push(name);
        else yield { kind: kindOf(entry), name };
      }
    } catch (error) {
      yield { kind: 'unreadable', name: directory, error };
    }
  }
}

function kindOf(entry: Dirent): 'file' | 'link' | 'special' {
  if (entry.isFile()) return 'file';
  return entry.isSymbolicLink() ? 'link' : 'special';
}
