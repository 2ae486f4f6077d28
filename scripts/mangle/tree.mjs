// Files and their syntax trees, as the build steps read them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';

/** @typedef {any} Node a node of a syntax tree */

/**
 * @param {string} folder
 * @param {string} ending
 */
export function filesIn(folder, ending) {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return paths.filter((path) => path.endsWith(ending)).map((path) => join(folder, path));
}

/** @param {string} path */
export function parse(path) {
  /** @type {Node} */
  const { program } = parseSync(path, readFileSync(path, 'utf8'));
  return program;
}

/**
 * Calls `enter` with each node; where it returns false the node's children are left out.
 *
 * @param {Node} node
 * @param {(node: Node) => boolean | void} enter
 */
export function visit(node, enter) {
  if (Array.isArray(node)) for (const each of node) visit(each, enter);
  else if (node !== null && typeof node === 'object') {
    if (typeof node.type === 'string' && enter(node) === false) return;
    for (const key in node) visit(node[key], enter);
  }
}

/**
 * The name of a member or of a key of an object, unless it is computed.
 *
 * @param {Node} node
 * @returns {string | null}
 */
export function keyOf(node) {
  return !node.computed && node.key?.type === 'Identifier' ? node.key.name : null;
}
