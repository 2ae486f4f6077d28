// Fails on a public name without documentation or without an example, as users see them: in the declarations in dist/.
//
// - Every export has a comment. That of a function, a class or a constant has an @example; that of a type has one as well, or a
//   {@link} to an export whose example shows the type.
// - Every member of an exported class, interface or object has a comment, its own or that of a member which it overrides.
// - Every method is used in a program: in an @example, in README.md or in docs/.
// - An exported function that suspends says **Suspends** and **Cancellation**, or has a {@link} to one that does.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';

/** @typedef {{ path: string, node: any, comment: string }} Declaration */
/** @typedef {{ declarations: Map<string, Declaration[]>, imports: Map<string, [string, string]>, exports: Map<string, [string, string]> }} Module */

/** Members that every object has, and whose meaning is no question. */
const WELL_KNOWN = new Set(['constructor', 'toString', 'prototype']);

/** @type {Map<string, Module>} */
const modules = new Map();
const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
const entries = Object.values(exports).flatMap((entry) => (entry.types ? [resolve(entry.types)] : []));
const programs = programsIn('README.md') + readMarkdown('docs') + entries.map(programsOfComments).join('');

/** Public names with their declarations. @type {Map<string, Declaration[]>} */
const names = new Map(entries.flatMap((entry) => namesOf(entry).map((name) => [name, declarationsOf(entry, name)])));
const problems = [...names].flatMap(([name, declarations]) => check(name, declarations));
console.log(problems.join('\n'));
console.log(`${names.size} public names, ${problems.length} remarks`);
if (names.size < 100) throw new Error('Too few public names were found: is dist/ a full build?');
process.exitCode = problems.length > 0 ? 1 : 0;

/**
 * @param {string} name
 * @param {Declaration[]} declarations
 */
function check(name, declarations) {
  const comment = declarations.map((declaration) => declaration.comment).join('\n');
  if (comment.trim() === '') return [`${name}: has no comment`];
  const found = [];
  const isValue = declarations.some(({ node }) => !/^TS(Interface|TypeAlias)/.test(node.type));
  if (!hasExample(comment, !isValue)) {
    found.push(`${name}: has no @example${isValue ? '' : ', nor a {@link} to a name that has one'}`);
  }
  if (declarations.some(({ node }) => returnsSuspend(node)) && !tellsSuspension(comment)) {
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
 * @param {boolean} orLink
 */
function hasExample(comment, orLink) {
  if (/@example\b/.test(comment)) return true;
  return (
    orLink && linked(comment).some((declarations) => declarations.some((other) => /@example\b/.test(other.comment)))
  );
}

/** @param {string} comment */
function tellsSuspension(comment) {
  const tells = (/** @type {string} */ text) => text.includes('**Suspends**') && text.includes('**Cancellation**');
  return tells(comment) || linked(comment).some((declarations) => declarations.some((other) => tells(other.comment)));
}

/**
 * The declarations of the exports that a comment links to.
 *
 * @param {string} comment
 */
function linked(comment) {
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
 * The members with names that users may use.
 *
 * @param {Declaration} declaration
 * @returns {[string, any][]}
 */
function membersOf({ node, path }) {
  const members =
    node.body?.body ?? node.typeAnnotation?.members ?? node.id?.typeAnnotation?.typeAnnotation?.members ?? [];
  return members.flatMap((/** @type {any} */ member) => {
    const name = member.key?.name;
    if (name === undefined || member.computed || WELL_KNOWN.has(name)) return [];
    if (member.accessibility === 'private' || member.accessibility === 'protected') return [];
    return [[name, { ...member, comment: commentBefore(path, member.start) }]];
  });
}

/**
 * @param {Declaration} declaration
 * @returns {Declaration[]}
 */
function basesOf({ node, path }) {
  const clauses = [...(Array.isArray(node.extends) ? node.extends : []), ...(node.implements ?? [])];
  if (node.superClass) clauses.push({ expression: node.superClass });
  return clauses.flatMap(({ expression, typeArguments }) => {
    const isUtility = ['Pick', 'Omit'].includes(expression.name);
    return declarationsOf(path, isUtility ? typeArguments.params[0].typeName.name : expression.name);
  });
}

/**
 * The declarations of a name as it is seen in a module, and of the interfaces that it stands for.
 *
 * @param {string} path
 * @param {string} name
 * @returns {Declaration[]}
 */
function declarationsOf(path, name) {
  const { declarations, imports, exports: reexports } = moduleAt(path);
  const elsewhere = reexports.get(name) ?? imports.get(name);
  const own = declarations.get(name) ?? [];
  if (own.length === 0) return elsewhere === undefined ? [] : declarationsOf(...elsewhere);
  const aliases = own.filter(({ node }) => node.type === 'TSInterfaceDeclaration' && node.body.body.length === 0);
  return [...own, ...aliases.flatMap(basesOf)];
}

/** @param {string} entry */
function namesOf(entry) {
  const { declarations, exports: reexports } = moduleAt(entry);
  return [...reexports.keys(), ...declarations.keys()];
}

/**
 * @param {string} path
 * @returns {Module}
 */
function moduleAt(path) {
  const known = modules.get(path);
  if (known !== undefined) return known;
  /** @type {Module} */
  const module = { declarations: new Map(), imports: new Map(), exports: new Map() };
  modules.set(path, module);
  for (const statement of parse(path).program.body) {
    const from = statement.source && resolve(dirname(path), statement.source.value.replace(/\.js$/, '.d.ts'));
    for (const { local, imported, exported } of statement.specifiers ?? []) {
      if (statement.type === 'ImportDeclaration') module.imports.set(local.name, [from, imported?.name]);
      else if (from) module.exports.set(exported.name, [from, local.name]);
    }
    const node = statement.declaration ?? statement;
    for (const declared of node.declarations ?? [node]) {
      if (declared.id?.name === undefined) continue;
      const comment = commentBefore(path, statement.start);
      const others = module.declarations.get(declared.id.name) ?? [];
      module.declarations.set(declared.id.name, [...others, { path, node: declared, comment }]);
    }
  }
  return module;
}

/** @type {Map<string, ReturnType<typeof parseSync> & { text: string }>} */
var parsed;

/** @param {string} path */
function parse(path) {
  parsed ??= new Map();
  let result = parsed.get(path);
  if (result === undefined) {
    const text = readFileSync(path, 'utf8');
    const { program, comments } = parseSync(path, text);
    result = /** @type {any} */ ({ program, comments, text });
    parsed.set(path, /** @type {any} */ (result));
  }
  return /** @type {any} */ (result);
}

/**
 * The doc comment that ends where something begins.
 *
 * @param {string} path
 * @param {number} start
 * @returns {string}
 */
function commentBefore(path, start) {
  const { comments, text } = parse(path);
  const own = comments.findLast((/** @type {any} */ c) => c.end <= start && text.slice(c.end, start).trim() === '');
  return own?.value.startsWith('*') ? own.value : '';
}

/** @param {string} path */
function programsOfComments(path) {
  return readdirSync(dirname(path), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.d.ts'))
    .map((name) => readFileSync(join(dirname(path), name), 'utf8').replaceAll(/^\s*\* ?/gm, ''))
    .map(programsOf)
    .join('');
}

/** @param {string} folder */
function readMarkdown(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((name) => name.endsWith('.md'))
    .map((name) => programsIn(join(folder, name)))
    .join('');
}

/** @param {string} path */
function programsIn(path) {
  return programsOf(readFileSync(path, 'utf8'));
}

/** @param {string} text */
function programsOf(text) {
  return Array.from(text.matchAll(/^```ts\b.*\n([\s\S]*?)^```$/gm), ([, code]) => code).join('\n');
}
