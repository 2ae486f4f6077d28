// Fails on a public name without documentation or without an example, as users see them: in the declarations in dist/.
//
// - Every export has a comment. That of a function, a class or a constant has an @example; that of a type has one as well, or a
//   {@link} to an export whose example shows the type.
// - Every member of an exported class, interface or object has a comment, its own or that of a member which it overrides.
// - Every method is used in a program: in an @example, in README.md or in docs/.
// - An exported function that suspends says **Suspends** and **Cancellation**, or has a {@link} to one that does.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { basesOf, declarationsOf, membersOf, namesOf } from './docs/declarations.mjs';

/** @typedef {import('./docs/declarations.mjs').Declaration} Declaration */
/** @typedef {Map<string, Declaration[]>} Names public names with their declarations */

/**
 * @param {string} root
 * @returns {{ count: number, problems: string[] }}
 */
export function checkDocs(root) {
  const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  /** @type {string[]} */
  const entries = Object.values(exports).flatMap((entry) => (entry.types ? [resolve(root, entry.types)] : []));
  const pages = [join(root, 'README.md'), ...filesIn(join(root, 'docs'), '.md')].filter((path) => existsSync(path));
  const comments = entries.flatMap((entry) => filesIn(dirname(entry), '.d.ts'));
  const programs = [...pages, ...comments].map(programsIn).join('\n');
  /** @type {Names} */
  const names = new Map(entries.flatMap((entry) => namesOf(entry).map((name) => [name, declarationsOf(entry, name)])));
  const problems = [...names].flatMap(([name, declarations]) => check(name, declarations, names, programs));
  return { count: names.size, problems };
}

/**
 * @param {string} name
 * @param {Declaration[]} declarations
 * @param {Names} names
 * @param {string} programs
 */
function check(name, declarations, names, programs) {
  const comment = declarations.map((declaration) => declaration.comment).join('\n');
  if (comment.trim() === '') return [`${name}: has no comment`];
  const found = [];
  const isValue = declarations.some(({ node }) => !/^TS(Interface|TypeAlias)/.test(node.type));
  if (!hasExample(comment, names, !isValue)) {
    found.push(`${name}: has no @example${isValue ? '' : ', nor a {@link} to a name that has one'}`);
  }
  if (declarations.some(({ node }) => returnsSuspend(node)) && !tellsSuspension(comment, names)) {
    found.push(`${name}: suspends, but its comment says neither **Suspends** nor **Cancellation**`);
  }
  for (const declaration of declarations) {
    for (const [member, node] of membersOf(declaration)) {
      if (!isDocumented(declaration, member)) found.push(`${name}.${member}: has no comment`);
      if (isMethod(node) && !new RegExp(`(\\.|[{,] *)${member}\\b|\\b${member}\\(`).test(programs)) {
        found.push(`${name}.${member}: is used in no program of the documentation`);
      }
    }
  }
  return found;
}

/**
 * @param {string} comment
 * @param {Names} names
 * @param {boolean} orLink
 */
function hasExample(comment, names, orLink) {
  if (/@example\b/.test(comment)) return true;
  return (
    orLink &&
    linked(comment, names).some((declarations) => declarations.some((other) => /@example\b/.test(other.comment)))
  );
}

/**
 * @param {string} comment
 * @param {Names} names
 */
function tellsSuspension(comment, names) {
  const tells = (/** @type {string} */ text) => text.includes('**Suspends**') && text.includes('**Cancellation**');
  return (
    tells(comment) || linked(comment, names).some((declarations) => declarations.some((other) => tells(other.comment)))
  );
}

/**
 * The declarations of the exports that a comment links to.
 *
 * @param {string} comment
 * @param {Names} names
 */
function linked(comment, names) {
  return Array.from(comment.matchAll(/\{@link (\w+)/g), ([, name = '']) => names.get(name) ?? []);
}

/** @param {any} node */
function returnsSuspend(node) {
  return node.type === 'TSDeclareFunction' && node.returnType?.typeAnnotation?.typeName?.name === 'Suspend';
}

/** @param {any} node */
function isMethod(node) {
  return /Method/.test(node.type) && node.kind !== 'get' && node.kind !== 'set';
}

/**
 * Whether the member has a comment here or where it is inherited from.
 *
 * @param {Declaration} declaration
 * @param {string} member
 * @returns {boolean}
 */
function isDocumented(declaration, member) {
  const own = membersOf(declaration).filter(([name]) => name === member);
  if (own.some(([, node]) => node.comment !== '')) return true;
  return basesOf(declaration).some((base) => isDocumented(base, member));
}

/**
 * @param {string} folder
 * @param {string} extension
 * @returns {string[]}
 */
function filesIn(folder, extension) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith(extension)).map((name) => join(folder, name));
}

/**
 * The programs of a page, or in the comments of a declaration file.
 *
 * @param {string} path
 */
function programsIn(path) {
  const text = readFileSync(path, 'utf8').replaceAll(/^\s*\* ?/gm, '');
  return Array.from(text.matchAll(/^```ts\b.*\n([\s\S]*?)^```$/gm), ([, code]) => code).join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { count, problems } = checkDocs('.');
  for (const problem of problems) console.error(problem);
  if (count === 0) console.error('No public name was found: is dist/ built?');
  if (count === 0 || problems.length > 0) process.exit(1);
  console.log(`${count} public names are documented`);
}
