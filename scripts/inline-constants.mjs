// Writes the value in place of the name of each number in dist/ that has one (`const WAITING = 2;`). Bundlers do so only for some,
// and then by chance: esbuild for those in files without imports.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { filesIn, parse, visit } from './mangle/tree.mjs';

/** @typedef {import('./mangle/tree.mjs').Node} Node */

const DIST = resolve('dist');
const NAME = /^[A-Z][A-Z\d_]+$/;

const paths = filesIn(DIST, '.js');
const modules = new Map(paths.map((path) => [path, parse(path)]));
const constants = new Map(paths.map((path) => [path, constantsIn(modules.get(path))]));

for (const path of paths) {
  const known = new Map(constants.get(path));
  const program = modules.get(path);
  for (const { type, source, specifiers } of program.body) {
    if (type !== 'ImportDeclaration') continue;
    const exported = constants.get(resolve(dirname(path), source.value));
    for (const { imported, local } of specifiers) {
      const value = exported?.get(imported?.name);
      if (value !== undefined) known.set(local.name, value);
    }
  }
  if (known.size > 0) writeFileSync(path, inlined(readFileSync(path, 'utf8'), program, known));
}

/**
 * The numbers that a file gives a name.
 *
 * @param {Node} program
 * @returns {Map<string, number>}
 */
function constantsIn(program) {
  const found = new Map();
  for (const statement of program.body) {
    const { kind, declarations } = statement.declaration ?? statement;
    if (kind !== 'const') continue;
    for (const { id, init } of declarations) {
      const value = NAME.test(id.name) ? numberIn(init) : undefined;
      if (value !== undefined) found.set(id.name, value);
    }
  }
  return found;
}

/**
 * @param {Node} node
 * @returns {number | undefined}
 */
function numberIn(node) {
  if (node.type === 'Literal') return typeof node.value === 'number' ? node.value : undefined;
  if (node.type !== 'BinaryExpression' || node.operator !== '<<') return undefined;
  const [left, right] = [numberIn(node.left), numberIn(node.right)];
  return left === undefined || right === undefined ? undefined : left << right;
}

/**
 * All that follows keeps its line and column, for the source maps.
 *
 * @param {string} text
 * @param {Node} program
 * @param {Map<string, number>} known
 */
function inlined(text, program, known) {
  let result = text;
  visit(program.body, (node) => {
    if (/^(Import|Export\w*Specifier|ExportNamedDeclaration$)/.test(node.type) && !node.declaration) return false;
    if (node.type === 'Property' && node.shorthand) return false;
    const value = node.type === 'Identifier' ? known.get(node.name) : undefined;
    if (value === undefined || isDeclared(node)) return true;
    const written = String(value).padEnd(node.end - node.start);
    if (written.length === node.end - node.start)
      result = result.slice(0, node.start) + written + result.slice(node.end);
    return true;
  });
  return result;

  /** @param {Node} node */
  function isDeclared(node) {
    return /(const|\.) ?$/.test(text.slice(0, node.start)) || text[node.end] === ':';
  }
}
