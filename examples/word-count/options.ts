// The command line.

import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { awaitPromise, type Suspend } from 'suspendable';
import { nameOf, pathOf } from '../checksums/file-name.js';

export interface Options {
  /** The names of the directories, as in `checksums/file-name.ts`. */
  readonly roots: readonly string[];
  readonly workers: number;
  /** How many words are printed. */
  readonly top: number;
}

/** The program was called in a way it does not understand. */
export class UsageError extends Error {}

const OWN_DEPENDENCIES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/**
 * Reads the arguments and makes sure that the directories are there.
 *
 * @throws UsageError when one is not, or when the arguments are wrong
 */
export function* readOptions(args: string[]): Suspend<Options> {
  const { directories, workers, top } = parse(args);
  for (const directory of directories) yield* checkDirectory(directory);
  return { roots: directories.map(nameOf), workers, top };
}

function* checkDirectory(directory: string): Suspend<void> {
  try {
    const stats = yield* awaitPromise(stat(pathOf(nameOf(directory))));
    if (!stats.isDirectory()) throw new UsageError(`not a directory: ${directory}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError(`no such directory: ${directory}`);
    throw error;
  }
}

function parse(args: string[]): { directories: string[]; workers: number; top: number } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        top: { type: 'string', default: '10' },
        workers: { type: 'string', default: String(availableParallelism() * 2) },
      },
    });
    return {
      directories: positionals.length > 0 ? positionals : [relative('.', OWN_DEPENDENCIES)],
      workers: countOf('workers', values.workers),
      top: countOf('top', values.top),
    };
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\nusage: npm run words [-- [--top N] [--workers N] [DIR...]]`);
  }
}

function countOf(option: string, text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Error(`--${option} must be from 1 to 9999, not ${text}`);
  return Number(text);
}
