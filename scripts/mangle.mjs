// Shortens the names of internal properties in dist/, which no user's minifier could do. A name stays if it may be used from outside
// of the library (see mangle/names-from-outside.mjs). One table serves all files, because the entries share modules.
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { namesFromOutside } from './mangle/names-from-outside.mjs';
import { namesThatClash } from './mangle/names-that-clash.mjs';
import { filesIn, parse, visit } from './mangle/tree.mjs';

const DIST = resolve('dist');
const ENTRIES = ['index.d.ts', 'test/index.d.ts', 'debug/index.d.ts'].map((entry) => join(DIST, entry));

const SHIPPED_BY_ALL = /^(internal|context|job|suspend|dispatch|coroutine)\b/;
const SHIPPED_BY_MOST = /^(select|sync|channel)\b/;

/** The letters in the order in which minified programs use them: what is frequent already compresses best. */
const LETTERS = [...'etrnsoaglmhQMpixADSyNRfqYzIdOuCvckLHUjPwFGBVbWXJTZEK'];

const scripts = filesIn(DIST, '.js');
const programs = scripts.map(parse);
const kept = namesFromOutside(scripts, programs, ENTRIES);

/** @type {Map<string, number>} */
const occurrences = new Map();
for (const [index, program] of programs.entries()) {
  // The shortest names go to the floors that every program ships, the next to those that most ship.
  const floor = relative(DIST, scripts[index] ?? '');
  const weight = SHIPPED_BY_ALL.test(floor) ? 100 : SHIPPED_BY_MOST.test(floor) ? 10 : 1;
  for (const name of membersIn(program)) {
    if (!kept.has(name)) occurrences.set(name, (occurrences.get(name) ?? 0) + weight);
  }
}
const shortNames = shorten(
  [...occurrences].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name),
);

await build({
  entryPoints: scripts,
  outdir: DIST,
  outbase: DIST,
  allowOverwrite: true,
  format: 'esm',
  target: 'es2022',
  sourcemap: true,
  mangleProps: new RegExp(`^(${[...shortNames.keys()].join('|')})$`),
  mangleCache: Object.fromEntries(shortNames),
  logLevel: 'error',
});

/**
 * The names of all members that a file declares or uses.
 *
 * @param {Node} program
 * @returns {string[]}
 */
function membersIn(program) {
  /** @type {string[]} */
  const names = [];
  visit(program, (node) => {
    const name = node.computed ? null : node.type === 'MemberExpression' ? node.property : node.key;
    if (name?.type === 'Identifier') names.push(name.name);
  });
  return names;
}

/**
 * Gives each name the first short name that none of those before has with which it clashes.
 *
 * @param {string[]} names
 * @returns {Map<string, string>}
 */
function shorten(names) {
  const clash = namesThatClash(programs, filesIn(resolve('src'), '.ts').map(parse));
  const free = [...LETTERS, ...LETTERS.flatMap((first) => LETTERS.map((second) => first + second))].filter(
    (name) => !kept.has(name) && !occurrences.has(name),
  );
  /** @type {Map<string, string[]>} */
  const users = new Map();
  return new Map(
    names.map((name) => {
      const short = free.find((each) => !users.get(each)?.some((other) => clash(name, other))) ?? name;
      users.set(short, [...(users.get(short) ?? []), name]);
      return [name, short];
    }),
  );
}
