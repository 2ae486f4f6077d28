// The command line.

import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { awaitPromise, type Suspend } from 'suspendable';
import { nameOf, pathOf } from './file-name.js';

export interface Options {
  readonly root: string;
  readonly workers: number;
}

/** The program was called in a way it does not understand. */
export class UsageError extends Error {}

const OWN_DEPENDENCIES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/**
 * Reads the arguments and makes sure that the directory is there.
 *
 * @throws UsageError when it is not, or when the arguments are wrong
 */
export function* readOptions(args: string[]): Suspend<Options> {
  const { directory, workers } = parse(args);
  const root = nameOf(directory);
  try {
    const stats = yield* awaitPromise(stat(pathOf(root)));
    if (!stats.isDirectory()) throw new UsageError(`not a directory: ${directory}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError(`no such directory: ${directory}`);
    throw error;
  }
  return { root, workers };
}

function parse(args: string[]): { directory: string; workers: number } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { workers: { type: 'string', default: String(availableParallelism() * 2) } },
    });
    if (positionals.length > 1) throw new Error(`one directory at a time, not ${positionals.length}`);
    if (!/^[1-9]\d{0,3}$/.test(values.workers)) {
      throw new Error(`--workers must be from 1 to 9999, not ${values.workers}`);
    }
    return { directory: positionals[0] ?? relative('.', OWN_DEPENDENCIES), workers: Number(values.workers) };
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\nusage: npm start [-- [--workers N] [DIR]]`);
  }
}
