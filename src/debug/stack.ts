/*
 * Reads where chains of suspend calls stand from a stack trace. The stack of the moment at which a coroutine suspends holds them all,
 * and much else:
 *
 *     inWait, ...       what it waits in
 *     load, main        <- segment 0: the innermost function, and whoever runs it with plain yield*
 *     enter, inFrame    a frame, made by suspend(), was entered
 *     caller            <- segment 1
 *     step              the driver: what is below belongs to somebody else ...
 *     ..., inScope      ... unless it is the coroutine that has entered this scope
 *     outer             <- segment 2
 *     step
 *     turn
 *
 * The lines of the library are known by where they are: hosts that follow source maps, and bundlers, change the names.
 */

/** So many lines are looked at: the innermost calls of a deep recursion tell enough. */
const LIMIT = 200;

/** A stack to be read later, if at all: to write it out as text takes longer still. */
export function takeStack(): Error {
  const { stackTraceLimit } = Error as { stackTraceLimit?: number };
  (Error as { stackTraceLimit?: number }).stackTraceLimit = LIMIT;
  try {
    return new Error();
  } finally {
    (Error as { stackTraceLimit?: number }).stackTraceLimit = stackTraceLimit!;
  }
}

interface Line {
  /** `load (file:///shop.ts:3:10)`, or the place alone. */
  readonly text: string;
  /** `file:///shop.ts:3:10` */
  readonly place: string;
}

/** Places in the library, and its files. */
interface Landmarks {
  /** Where the driver runs a body. */
  readonly driver: ReadonlySet<string>;
  /** Where a frame or a scope is entered. */
  readonly entries: ReadonlySet<string>;
  /** Besides those in its folders: what a bundler has made of them. */
  readonly files: ReadonlySet<string>;
}

let landmarks: Landmarks = { driver: new Set(), entries: new Set(), files: new Set() };

/** Stacks that are taken in calls of a known form. */
export interface Samples {
  /** In a call that is run by a generator, which is the block of a coroutine. */
  readonly inGenerator: Error;
  /** In a call that the block of a coroutine returns. */
  readonly inBlock: Error;
  /** In a generator that a frame runs, which is run as the first. */
  readonly inFrame: Error;
  /** In a generator that is the block of a scope, which is run as the first. */
  readonly inScope: Error;
}

/** Finds the landmarks. In each sample the first two lines are `takeStack` and the call that has called it. */
export function learnFrom({ inGenerator, inBlock, inFrame, inScope }: Samples): void {
  const placesOf = (sample: Error): string[] => linesOf(sample).map(({ place }) => place);
  const [own, , , driver, ...below] = placesOf(inGenerator) as [string, string, string, string];
  const scope = placesOf(inScope);
  const outer = scope.indexOf(driver, scope.indexOf(driver) + 1);
  landmarks = {
    driver: new Set([driver, placesOf(inBlock)[2]!]),
    entries: new Set([placesOf(inFrame)[3]!, scope[outer - 2]!]),
    files: new Set([own, driver, ...below.slice(0, 2)].map(fileOf)),
  };
}

const OWN_FOLDERS = foldersOf(import.meta.url ?? '');

/** The folders with the library's files, or those that source maps lead to. */
function foldersOf(file: string): readonly string[] {
  const root = /^(.*\/)(?:dist|src)\//.exec(plain(file))?.[1];
  return root === undefined ? [] : [`${root}dist/`, `${root}src/`];
}

/** Some hosts write addresses, others paths. */
function plain(file: string): string {
  return file.replace(/^file:\/\//, '');
}

function fileOf(place: string): string {
  return plain(place.replace(/:\d+(?::\d+)?$/, ''));
}

function isInternal({ place }: Line): boolean {
  const file = fileOf(place);
  return landmarks.files.has(file) || OWN_FOLDERS.some((folder) => file.startsWith(folder));
}

/** V8 writes `    at load (file:3:10)` and `    at file:3:10`, others `load@file:3:10`. */
const LINE = /^(?: *at (?:async )?(?:(.+?) \((.*)\)|(.*))|(.*)@(.*))$/;

/** V8 names the object that a function was called on: the coroutine for its block, a part of a flow for a callback. */
const RECEIVER = /^(?:\w*Coroutine|TestScopeImpl|\w+(?=\.\w+ \[as \w+\]$))\.(\w+|<anonymous>)(?: \[as \w+\])?$/;

function parse(line: string): Line | null {
  const match = LINE.exec(line);
  if (match === null) return null;
  const place = match[2] ?? match[3] ?? match[5] ?? '';
  if (!/:\d+$/.test(place) || place.startsWith('node:')) return null; // of the host: `Generator.next (<anonymous>)`
  const name = (match[1] ?? match[4] ?? '').replace(RECEIVER, '$1').replace(/^(.*\.)?<anonymous>$/, '');
  return { text: name === '' ? place : `${name} (${place})`, place };
}

function linesOf(stack: Error): Line[] {
  return String(stack.stack)
    .split('\n')
    .map(parse)
    .filter((line) => line !== null);
}

/** The segments of a stack, see above. `sanitize` leaves out the lines within the library. */
export function segmentsOf(stack: Error, sanitize: boolean): string[][] {
  const lines = linesOf(stack);
  const segments: Line[][] = [[]];
  let ended = false;
  for (const line of lines) {
    if (landmarks.entries.has(line.place)) {
      segments.push([]);
      ended = false;
    } else if (landmarks.driver.has(line.place)) ended = true;
    else if (!ended) segments.at(-1)!.push(line);
    else if (!isInternal(line)) break;
  }
  return segments.map((segment) => textsOf(segment, sanitize && canSanitize(lines)));
}

/** In one file with the program, the library cannot be told from it. */
function canSanitize(lines: readonly Line[]): boolean {
  return !lines.every(isInternal);
}

function textsOf(lines: readonly Line[], sanitize: boolean): string[] {
  return lines.filter((line) => !(sanitize && isInternal(line))).map(({ text }) => text);
}

/** All of a stack: where a coroutine was made. */
export function creationLines(stack: Error, sanitize: boolean): string[] {
  const lines = linesOf(stack);
  return textsOf(lines, sanitize && canSanitize(lines));
}
