/*
 * How these tests look at coroutines: with probes installed around each, and traces cut down to the names of functions.
 */
import { DebugProbes } from 'suspendable/debug';
import { afterEach, beforeEach } from 'vitest';

/** Installs the probes around each test of the file. */
export function installProbes(): void {
  beforeEach(() => DebugProbes.install());
  afterEach(() => {
    DebugProbes.sanitizeStackTraces = true;
    DebugProbes.enableCreationStackTraces = false;
    while (DebugProbes.isInstalled) DebugProbes.uninstall();
  });
}

/** `load (/shop.ts:3:10)` as `load`; a line that is only a place as `-`. */
export function functionOf(line: string): string {
  return / \(.*\)$/.test(line) ? line.replace(/ \(.*\)$/, '') : '-';
}

/** Not of this file. */
function isOfTest(name: string): boolean {
  return name !== 'seen' && name !== 'dumped';
}

/** What all coroutines are doing: `2 SUSPENDED delay: load < main`. */
export function seen(): string[] {
  return DebugProbes.dumpCoroutinesInfo().map((info) => {
    const calls = info.lastObservedStackTrace().map(functionOf).filter(isOfTest).join(' < ');
    return `${info.sequenceNumber} ${info.state}${info.waitsIn === null ? '' : ` ${info.waitsIn}`}${calls && `: ${calls}`}`;
  });
}

/** What `dumpCoroutines` prints, without the times, the numbers of objects and the places in files. */
export function dumped(): string[] {
  const parts: string[] = [];
  DebugProbes.dumpCoroutines((text) => parts.push(text));
  return parts
    .join('\n')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]*Z/, 'TIME')
    .replaceAll(/@[0-9a-f]+,/g, ',')
    .replaceAll(/ \((?!suspendable)[^()]*:\d+:\d+\)$/gm, '')
    .replaceAll(/(\tat )\S*:\d+:\d+$/gm, '$1-')
    .split('\n')
    .filter((line) => isOfTest(line.replace('\tat ', '')));
}

/** A tree of jobs without the places in files. */
export function tree(text: string): string[] {
  return text
    .replaceAll(/ \([^()]*:\d+:\d+\)$/gm, '')
    .trimEnd()
    .split('\n');
}
