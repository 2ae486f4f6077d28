import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { prepareKotlin } from '../kotlin/toolchain.mjs';

const nodeProcess = fileURLToPath(new URL('node-process.mjs', import.meta.url));

/** A Node process may use as much heap as the JVM; nothing else differs from Node's own defaults. */
const nodeCommand = [process.execPath, '--expose-gc', '--max-old-space-size=8192', nodeProcess];

/**
 * Who is measured, in the order of the table. A side's workload is the row's file that bears its name; `command` is what
 * runs it. To add a peer, add a line here, its package to package.json, and its file to the rows that it can do.
 */
const known = [
  { name: 'suspendable', title: 'suspendable' },
  { name: 'kotlin', title: 'Kotlin' },
  { name: 'effect', title: 'Effect', isPeer: true, package: 'effect' },
  { name: 'effection', title: 'Effection', isPeer: true, package: 'effection' },
  { name: 'promises', title: 'promises', isPeer: true },
  { name: 'async-mutex', title: 'async-mutex', isPeer: true, package: 'async-mutex' },
  { name: 'p-queue', title: 'p-queue', isPeer: true, package: 'p-queue' },
  { name: 'rxjs', title: 'RxJS', isPeer: true, package: 'rxjs' },
  { name: 'piscina', title: 'Piscina', isPeer: true, package: 'piscina' },
  { name: 'tinypool', title: 'Tinypool', isPeer: true, package: 'tinypool' },
  { name: 'workerpool', title: 'workerpool', isPeer: true, package: 'workerpool' },
  { name: 'comlink', title: 'Comlink', isPeer: true, package: 'comlink' },
  { name: 'ix', title: 'IxJS', isPeer: true, package: 'ix' },
  { name: 'async-generators', title: 'async generators', isPeer: true },
  { name: 'generators', title: 'generators', isPeer: true },
];

export const sideNames = known.map((side) => side.name);

/** The asked sides that can run here, and those that cannot, with the reason. */
export async function availableSides(names) {
  const sides = [];
  const skipped = [];
  for (const side of known.filter(({ name }) => names.includes(name))) {
    if (side.name !== 'kotlin') {
      sides.push({ ...side, version: await versionOf(side), command: (file) => [...nodeCommand, file] });
      continue;
    }
    const kotlin = await prepareKotlin();
    if (kotlin.skipped) skipped.push({ ...side, reason: kotlin.skipped });
    else sides.push({ ...side, ...kotlin });
  }
  return { sides, skipped };
}

async function versionOf(side) {
  if (side.isPeer && !side.package) return `Node ${process.versions.node}`;
  const manifest = side.package ? `../node_modules/${side.package}/package.json` : '../../package.json';
  const { version } = JSON.parse(await readFile(new URL(manifest, import.meta.url), 'utf8'));
  return `${side.title} ${version}`;
}
