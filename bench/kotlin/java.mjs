import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

const oldest = 17;

/** The Java of `JAVA_HOME`, else the newest of the one on the PATH and those installed beside it; at least version 17. */
export function findJava() {
  const { JAVA_HOME, PATH = '' } = process.env;
  if (JAVA_HOME) return newest([join(JAVA_HOME, 'bin', 'java')]);
  const first = PATH.split(delimiter)
    .map((folder) => join(folder, 'java'))
    .find((file) => existsSync(file));
  if (first === undefined) return undefined;
  const home = dirname(dirname(realpathSync(first)));
  const beside = readdirSync(dirname(home)).map((name) => join(dirname(home), name, 'bin', 'java'));
  return newest([first, ...beside.filter((file) => existsSync(file))]);
}

function newest(candidates) {
  const versions = candidates.map((java) => ({ java, version: versionOf(java) }));
  return versions.sort((a, b) => b.version - a.version).find(({ version }) => version >= oldest)?.java;
}

/** 17, 21, 25, ...; 0 for what is not a Java. */
function versionOf(java) {
  const { stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0);
}
