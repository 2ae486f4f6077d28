// Which internal names may be shortened to the same. Two members need different names only if one object can have both.
//
// Objects come from classes, with what is above them, and from object literals. A member that an object may lack is asked for on
// objects that are not known to have it; its name is shared with no other.
import { keyOf, visit } from './tree.mjs';

/** @typedef {import('./tree.mjs').Node} Node */
/** @typedef {{ above: Set<string>, names: Set<string> }} Class */

/**
 * @param {Node[]} programs the scripts of the library
 * @param {Node[]} sources the same in TypeScript, which tells what is optional
 * @returns {(one: string, other: string) => boolean} whether the two names must differ
 */
export function namesThatClash(programs, sources) {
  /** @type {Map<string, Class>} */
  const classes = new Map();
  /** @type {Set<string>} */
  const alone = new Set();
  /** @type {Map<string, Set<string>>} */
  const clashes = new Map();

  for (const program of programs) {
    visit(program, (node) => {
      if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') readClass(node);
      if (node.type === 'ObjectExpression' || node.type === 'ObjectPattern') {
        const keys = node.properties.map(keyOf).filter((/** @type {unknown} */ key) => key !== null);
        clash(keys);
        if (node.properties.some((/** @type {Node} */ each) => each.type === 'SpreadElement')) standAlone(keys);
      }
    });
  }
  for (const name of classes.keys()) clash([...membersDownTo(name)]);
  for (const source of sources) {
    visit(source, (node) => {
      const name = keyOf(node);
      if (node.optional && name !== null) alone.add(name);
    });
  }
  return (one, other) => alone.has(one) || alone.has(other) || clashes.get(one)?.has(other) === true;

  /** Classes of one name are taken for one class. @param {Node} node */
  function readClass(node) {
    const name = node.id?.name ?? `class at ${node.start}`;
    const known = classes.get(name) ?? { above: new Set(), names: new Set() };
    classes.set(name, known);
    if (node.superClass) known.above.add(node.superClass.name);
    visit(node.body, (each) => {
      const isOwn = each.type === 'MemberExpression' && /^(This|Super)/.test(each.object.type) && !each.computed;
      const own = isOwn ? each.property.name : /^(Method|Property)Definition$/.test(each.type) ? keyOf(each) : null;
      if (own !== null) known.names.add(own);
      if (each.type === 'VariableDeclarator' && each.init?.type === 'ThisExpression') {
        for (const key of each.id.properties?.map(keyOf) ?? []) if (key !== null) known.names.add(key);
      }
    });
  }

  /**
   * The members of a class and of those above it.
   *
   * @param {string} name
   * @returns {Set<string>}
   */
  function membersDownTo(name) {
    const { above, names } = classes.get(name) ?? { above: [], names: [] };
    return new Set([...names, ...[...above].flatMap((each) => [...membersDownTo(each)])]);
  }

  /** @param {Iterable<string>} names */
  function standAlone(names) {
    for (const name of names) alone.add(name);
  }

  /** @param {string[]} names */
  function clash(names) {
    for (const name of names) {
      const others = clashes.get(name) ?? new Set();
      clashes.set(name, others);
      for (const other of names) others.add(other);
    }
  }
}
