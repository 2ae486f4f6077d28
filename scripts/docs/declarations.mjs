// Reads declaration files: the exports of a module, where they are declared, their members, and the comments on them.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';

/** @typedef {{ path: string, node: any, comment: string }} Declaration */
/** @typedef {{ declarations: Map<string, Declaration[]>, imports: Map<string, [string, string]>, exports: Map<string, [string, string]> }} Module */

/** Members that every object has, and whose meaning is no question. */
const WELL_KNOWN = new Set(['constructor', 'toString', 'prototype']);

/** @type {Map<string, Module>} */
const modules = new Map();
/** @type {Map<string, { program: any, comments: any[], text: string }>} */
const parsed = new Map();

/**
 * The members with names that users may use.
 *
 * @param {Declaration} declaration
 * @returns {[string, any][]}
 */
export function membersOf({ node, path }) {
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
export function basesOf({ node, path }) {
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
export function declarationsOf(path, name) {
  const { declarations, imports, exports: reexports } = moduleAt(path);
  const elsewhere = reexports.get(name) ?? imports.get(name);
  const own = declarations.get(name) ?? [];
  if (own.length === 0) return elsewhere === undefined ? [] : declarationsOf(...elsewhere);
  const aliases = own.filter(({ node }) => node.type === 'TSInterfaceDeclaration' && node.body.body.length === 0);
  return [...own, ...aliases.flatMap(basesOf)];
}

/** @param {string} entry */
export function namesOf(entry) {
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

/**
 * @param {string} path
 * @returns {{ program: any, comments: any[], text: string }}
 */
function parse(path) {
  let result = parsed.get(path);
  if (result === undefined) {
    const text = readFileSync(path, 'utf8');
    const { program, comments } = parseSync(path, text);
    result = { program, comments, text };
    parsed.set(path, result);
  }
  return result;
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
  const own = comments.filter((c) => c.end <= start && text.slice(c.end, start).trim() === '').at(-1);
  return own?.value.startsWith('*') ? own.value : '';
}
