// Which names of members must stay because they may be read or written from outside of the library:
// - members in the declarations that users see, from the entries down;
// - members of public classes, which users may extend with members of their own;
// - names of the language and of the host;
// - what is exported by a module that another one takes as a whole, by `import()` or `import * as`;
// - what is asked for by a string, or by what a variable holds;
// - what no object of the library has: it belongs to objects of others.
import { dirname, resolve } from 'node:path';
import { keyOf, parse, visit } from './tree.mjs';

/** Names of the language and of hosts that are on no global of Node nor on its prototype. */
const HOST = ['pull', 'port1', 'port2', 'node', 'stack'];
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

/** @typedef {import('./tree.mjs').Node} Node */
/** @typedef {{ declarations: Map<string, Node[]>, sources: Map<string, [path: string, name: string]> }} Module */

/**
 * @param {string[]} scripts the paths of the library's scripts
 * @param {Node[]} programs what is in them
 * @param {string[]} entries the declarations that users begin with
 */
export function namesFromOutside(scripts, programs, entries) {
  const { names, classes } = readDeclarations(entries);
  return new Set([
    ...[...HOST, ...NODE, ...OPTIONS, ...ON_USERS_OBJECTS, 'constructor'],
    ...namesOfGlobals(),
    ...namesAskedOfTheGlobal(programs),
    ...names,
    ...membersOf(classes, programs),
    ...namesInStrings(programs),
    ...exportsTakenWhole(scripts, programs),
    ...keysOfTables(programs),
    ...namesThatNothingHas(programs),
  ]);
}

/**
 * @param {string[]} scripts
 * @param {Node[]} programs
 */
function exportsTakenWhole(scripts, programs) {
  const names = new Set();
  for (const [index, program] of programs.entries()) {
    visit(program, (node) => {
      const isWhole = node.type === 'ImportExpression' || node.specifiers?.[0]?.type === 'ImportNamespaceSpecifier';
      if (!isWhole || node.source.type !== 'Literal') return;
      const taken = scripts.indexOf(resolve(dirname(scripts[index] ?? ''), node.source.value));
      visit(programs[taken]?.body ?? [], (statement) => {
        if (statement.type === 'ExportSpecifier') names.add(statement.exported.name);
        if (statement.type === 'ExportNamedDeclaration' && statement.declaration?.id)
          names.add(statement.declaration.id.name);
      });
    });
  }
  return names;
}

/** Hosts other than the one that builds have globals of their own. @param {Node[]} programs */
function namesAskedOfTheGlobal(programs) {
  const names = new Set();
  for (const program of programs) {
    visit(program, (node) => {
      if (node.type === 'VariableDeclarator' && node.init?.name === 'globalThis') {
        for (const key of node.id.properties?.map(keyOf) ?? []) names.add(key);
      }
      if (node.type === 'MemberExpression' && node.object.name === 'globalThis') names.add(node.property.name);
    });
  }
  return names;
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
 * What these classes and those above them declare.
 *
 * @param {Set<string>} classNames
 * @param {Node[]} programs
 */
function membersOf(classNames, programs) {
  const names = new Set();
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
        if (name?.type === 'Identifier') names.add(name.name);
      });
    }
  }
  return names;
}

/**
 * Names in `'name' in object`, and in calls such as `Object.hasOwn(object, 'name')`. Other strings are text.
 *
 * @param {Node[]} programs
 */
function namesInStrings(programs) {
  const names = new Set();
  for (const program of programs) {
    visit(program, (node) => {
      const isCall = node.type === 'CallExpression' && /^(Object|Reflect)$/.test(node.callee.object?.name);
      const strings = isCall
        ? node.arguments
        : node.type === 'BinaryExpression' && node.operator === 'in'
          ? [node.left]
          : [];
      if (node.type === 'MemberExpression' && node.computed) strings.push(node.property);
      for (const { type, value } of strings) if (type === 'Literal') names.add(value);
    });
  }
  return names;
}

/**
 * The keys of objects from which something is taken by what a variable holds, `table[name]`, or whose keys are listed.
 *
 * @param {Node[]} programs
 */
function keysOfTables(programs) {
  const names = new Set();
  for (const program of programs) {
    const tables = new Set();
    visit(program, (node) => {
      if (node.type === 'MemberExpression' && node.computed) tables.add(node.object.name);
      const isCall = node.type === 'CallExpression' && node.callee.object?.name === 'Object';
      for (const { name } of isCall ? node.arguments : []) tables.add(name);
    });
    visit(program, (node) => {
      if (node.type !== 'VariableDeclarator' || !tables.has(node.id.name)) return;
      for (const property of node.init?.properties ?? []) names.add(keyOf(property));
    });
  }
  return names;
}

/** @param {Node[]} programs */
function namesThatNothingHas(programs) {
  const own = new Set();
  const used = new Set();
  for (const program of programs) {
    visit(program, (node) => {
      if (node.type === 'Property' || /^(Method|Property)Definition$/.test(node.type)) own.add(keyOf(node));
      if (node.type !== 'MemberExpression' || node.computed) return;
      used.add(node.property.name);
      if (node.object.type === 'ThisExpression') own.add(node.property.name);
    });
  }
  return [...used].filter((name) => !own.has(name));
}

/**
 * The names of all members of declarations which the entries lead to, and the classes among these declarations.
 *
 * @param {string[]} entries
 */
function readDeclarations(entries) {
  /** @type {Map<string, Module>} */
  const modules = new Map();
  const names = new Set();
  const classes = new Set();
  const seen = new Set();
  for (const entry of entries) {
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
    for (const statement of parse(path).body) readStatement(path, module, statement);
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
