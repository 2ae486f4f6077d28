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
  /** Other names of classes: of imports and constants. @type {Map<string, Set<string>>} */
  const aliases = new Map();
  /** @type {Set<string>} */
  const alone = new Set();
  /** @type {Map<string, Set<string>>} */
  const clashes = new Map();

  for (const program of programs) {
    visit(program, (node) => {
      if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') readClass(node);
      if (node.type === 'ImportSpecifier') alias(node.local.name, node.imported.name);
      if (node.type === 'VariableDeclarator' && node.init?.type === 'Identifier') alias(node.id.name, node.init.name);
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
    if (node.superClass) known.above.add(superClassOf(node));
    visit(node.body, (each) => {
      const isOwn = each.type === 'MemberExpression' && /^(This|Super)/.test(each.object.type) && !each.computed;
      const own = isOwn ? each.property.name : /^(Method|Property)Definition$/.test(each.type) ? keyOf(each) : null;
      if (own !== null) known.names.add(own);
      if (each.type === 'VariableDeclarator' && each.init?.type === 'ThisExpression') {
        for (const key of each.id.properties?.map(keyOf) ?? []) if (key !== null) known.names.add(key);
      }
    });
  }

  /** @param {Node} node a class @returns {string} */
  function superClassOf({ id, superClass }) {
    if (superClass.type === 'Identifier') return superClass.name;
    throw new Error(`The class ${id?.name} extends an expression: its members cannot be told. Give that a name`);
  }

  /**
   * The members of a class and of those above it.
   *
   * @param {string} name
   * @returns {Set<string>}
   */
  function membersDownTo(name) {
    const known = classesOf(name);
    if (known.length === 0 && !(name in globalThis)) {
      throw new Error(`The class ${name} is extended, and no file of the library has it`);
    }
    return new Set(
      known.flatMap(({ above, names }) => [...names, ...[...above].flatMap((each) => [...membersDownTo(each)])]),
    );
  }

  /** The classes that `name` may stand for. @param {string} name @returns {Class[]} */
  function classesOf(name) {
    const own = classes.get(name);
    const others = [...(aliases.get(name) ?? [])].flatMap(classesOf);
    return own === undefined ? others : [own, ...others];
  }

  /** @param {string} local @param {string} name */
  function alias(local, name) {
    if (local !== name) aliases.set(local, new Set([...(aliases.get(local) ?? []), name]));
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
