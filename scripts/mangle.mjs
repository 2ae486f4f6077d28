// Shortens the names of internal properties in dist/, which no user's minifier could do.
//
// A name stays if it may be read or written from outside of the library:
// - it is a member in the declarations that users see, from the entries down;
// - it is a member of a public class, which users may extend with members of their own;
// - it belongs to the language or to the host;
// - it is exported by a module that another one takes as a whole, by `import()` or `import * as`;
// - it also occurs as a string.
// All other names are internal. One table serves all files, because the entries share modules.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { parseSync } from 'oxc-parser';

const DIST = resolve('dist');
const ENTRIES = ['index.d.ts', 'test/index.d.ts'].map((entry) => join(DIST, entry));

const SHIPPED_BY_ALL = /^(context|job|suspend|dispatch|coroutine)\b/;
const SHIPPED_BY_MOST = /^(select|sync|channel)\b/;

/** Names of the language and of hosts that are on no global of Node nor on its prototype. */
const HOST = ['document', 'reportError', 'port1', 'port2', 'node'];
/** Of modules of Node, and of what they make. */
const NODE = [
  'Worker',
  'receiveMessageOnPort',
  'workerData',
  'transferList',
  'message',
  'availableParallelism',
  'ref',
  'unref',
  'terminate',
  'createRequire',
  'resolve',
  'registerHooks',
  'pathToFileURL',
  'captureStackTrace',
];
const OPTIONS = ['cause', 'once', 'done', 'value', 'writable', 'enumerable', 'configurable', 'index', 'groups', 'raw'];
/** What a key that a user made may lack, or have. */
const ON_USERS_OBJECTS = ['contextKey'];

/** @typedef {any} Node a node of a syntax tree */
/** @typedef {{ declarations: Map<string, Node[]>, sources: Map<string, [path: string, name: string]> }} Module */

const kept = new Set([...HOST, ...NODE, ...OPTIONS, ...ON_USERS_OBJECTS, 'constructor']);
for (const name of namesOfGlobals()) kept.add(name);

const scripts = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.js'))
  .map((path) => join(DIST, path));
const programs = scripts.map((path) => parseSync(path, readFileSync(path, 'utf8')).program);

const { names: publicNames, classes: publicClasses } = readDeclarations();
for (const name of publicNames) kept.add(name);
keepMembersOf(publicClasses);
for (const [index, program] of programs.entries()) {
  visit(program, (node) => {
    if (node.type === 'Literal' && typeof node.value === 'string') kept.add(node.value);
    const isWhole = node.type === 'ImportExpression' || node.specifiers?.[0]?.type === 'ImportNamespaceSpecifier';
    if (isWhole && node.source.type === 'Literal')
      keepExportsOf(resolve(dirname(scripts[index] ?? ''), node.source.value));
  });
}

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
const internal = [...occurrences].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
const shortNames = shortest(internal.length);

await build({
  entryPoints: scripts,
  outdir: DIST,
  outbase: DIST,
  allowOverwrite: true,
  format: 'esm',
  target: 'es2022',
  sourcemap: true,
  mangleProps: new RegExp(`^(${internal.join('|')})$`),
  mangleCache: Object.fromEntries(internal.map((name, index) => [name, shortNames[index] ?? name])),
  logLevel: 'error',
});

/**
 * Calls `enter` with each node; where it returns false the node's children are left out.
 *
 * @param {Node} node
 * @param {(node: Node) => boolean | void} enter
 */
function visit(node, enter) {
  if (Array.isArray(node)) for (const each of node) visit(each, enter);
  else if (node !== null && typeof node === 'object') {
    if (typeof node.type === 'string' && enter(node) === false) return;
    for (const key in node) visit(node[key], enter);
  }
}

/** The shortest names that do not occur yet. @param {number} count */
function shortest(count) {
  const taken = new Set([...kept, ...occurrences.keys()]);
  const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const pairs = letters.flatMap((first) => letters.map((second) => first + second));
  return [...letters, ...pairs].filter((name) => !taken.has(name)).slice(0, count);
}

/** The names of all properties of globals and of their prototypes. */
function namesOfGlobals() {
  const names = new Set();
  const generators = [function* () {}, async function* () {}].map((generator) => generator.prototype);
  const globals = Object.getOwnPropertyNames(globalThis).map((name) => Reflect.get(globalThis, name));
  for (const global of [globalThis, ...globals, ...generators]) {
    if (global === null || (typeof global !== 'object' && typeof global !== 'function')) continue;
    for (const object of [global, global.prototype]) {
      for (let each = object; each; each = Object.getPrototypeOf(each)) {
        for (const name of Object.getOwnPropertyNames(each)) names.add(name);
      }
    }
  }
  return names;
}

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

/** @param {string} path of a module */
function keepExportsOf(path) {
  visit(programs[scripts.indexOf(path)]?.body ?? [], (node) => {
    if (node.type === 'ExportSpecifier') kept.add(node.exported.name);
    if (node.type === 'ExportNamedDeclaration' && node.declaration?.id) kept.add(node.declaration.id.name);
  });
}

/** Keeps what these classes and those above them declare. @param {Set<string>} classNames */
function keepMembersOf(classNames) {
  const classes = new Map();
  for (const program of programs) {
    visit(program, (node) => {
      if (node.type === 'ClassDeclaration') classes.set(node.id.name, node);
    });
  }
  for (const publicName of classNames) {
    for (let each = classes.get(publicName); each; each = classes.get(each.superClass?.name)) {
      visit(each.body, (node) => {
        const isOwn = node.type === 'MemberExpression' && node.object.type === 'ThisExpression';
        const name = isOwn ? node.property : node.type === 'MethodDefinition' ? node.key : null;
        if (name?.type === 'Identifier') kept.add(name.name);
      });
    }
  }
}

/** The names of all members of declarations which the entries lead to, and the classes among these declarations. */
function readDeclarations() {
  /** @type {Map<string, Module>} */
  const modules = new Map();
  const names = new Set();
  const classes = new Set();
  const seen = new Set();
  for (const entry of ENTRIES) {
    const { declarations, sources } = moduleAt(entry);
    for (const name of [...declarations.keys(), ...sources.keys()]) reach(entry, name);
  }
  return { names, classes };

  /**
   * @param {string} path
   * @param {string} name
   */
  function reach(path, name) {
    if (seen.has(`${path} ${name}`)) return;
    seen.add(`${path} ${name}`);
    const { declarations, sources } = moduleAt(path);
    const source = sources.get(name);
    if (source !== undefined) reach(...source);
    for (const declaration of declarations.get(name) ?? []) {
      if (declaration.type === 'ClassDeclaration') classes.add(name);
      visit(declaration, (node) => {
        if (node.accessibility === 'private') return false;
        if (node.type === 'Literal' && typeof node.value === 'string') names.add(node.value);
        if (node.key?.type === 'Identifier') names.add(node.key.name);
        if (node.type !== 'Identifier') return true;
        if (declarations.has(node.name) || sources.has(node.name)) reach(path, node.name);
        return true;
      });
    }
  }

  /** @param {string} path */
  function moduleAt(path) {
    const known = modules.get(path);
    if (known !== undefined) return known;
    /** @type {Module} */
    const module = { declarations: new Map(), sources: new Map() };
    modules.set(path, module);
    for (const statement of parseSync(path, readFileSync(path, 'utf8')).program.body)
      readStatement(path, module, statement);
    return module;
  }

  /**
   * @param {string} path
   * @param {Module} module
   * @param {Node} statement
   */
  function readStatement(path, module, statement) {
    const from = statement.source && resolve(dirname(path), statement.source.value.replace(/\.js$/, '.d.ts'));
    for (const { local, imported, exported } of statement.specifiers ?? []) {
      if (imported) module.sources.set(local.name, [from, imported.name]);
      else if (from) module.sources.set(exported.name, [from, local.name]);
      else if (exported.name !== local.name) module.sources.set(exported.name, [path, local.name]);
    }
    const declaration = statement.declaration ?? statement;
    for (const { id } of declaration.declarations ?? [declaration]) {
      if (id) module.declarations.set(id.name, [...(module.declarations.get(id.name) ?? []), declaration]);
    }
  }
}
