// Files for the examples to work on, below a directory `root`.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes the files of `contents`. */
export function makeFiles(root: string, contents: Record<string, string | Buffer>): void {
  for (const [path, content] of Object.entries(contents)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** A file that takes long to read and no space: nothing but a hole. */
export function makeEndlessFile(root: string, path: string): void {
  makeFiles(root, { [path]: '' });
  truncateSync(join(root, path), 2 ** 34);
}

/**
 * A file in `directory` whose path is too long to be opened, made from inside its own directory. Returns its path.
 * Taking away the permission to read would not do: the superuser may read all the same.
 */
export function makeUnreadableFile(root: string, directory: string): string {
  const PATH_MAX = 4096;
  let deepest = `${directory}/`;
  while (join(root, deepest).length + 110 < PATH_MAX - 10) deepest += `${'d'.repeat(99)}/`;
  const name = `${'f'.repeat(246)}.txt`;
  mkdirSync(join(root, deepest), { recursive: true });
  spawnSync('touch', [name], { cwd: join(root, deepest) });
  return `${deepest}${name}`;
}

/** The files below `root` that this process has open. */
export function openFiles(root: string): string[] {
  return readdirSync('/proc/self/fd')
    .map((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`);
      } catch {
        return ''; // the one that listed the directory
      }
    })
    .filter((path) => path.startsWith(root));
}
