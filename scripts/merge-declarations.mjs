// Moves the members that a file declares for a class of another file (`declare module '../flow.js' { interface Flow ... }`) into
// the declaration of that class in dist/. Users then read one class, and so do the tools that dump the public API.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';

const DIST = resolve('dist');

/** @typedef {any} Node a node of a syntax tree */
/** @typedef {{ text: string, body: Node[] }} Declarations */

const files = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.d.ts'))
  .map((path) => join(DIST, path))
  .sort();
for (const file of files) {
  const { text, body } = read(file);
  const augmentations = body.filter(({ type, id }) => type === 'TSModuleDeclaration' && id.type === 'Literal');
  let left = text;
  for (const augmentation of augmentations.reverse()) {
    for (const declared of augmentation.body.body) moveInto(pathOf(file, augmentation.id.value), declared, file);
    left = left.slice(0, augmentation.start) + left.slice(augmentation.end);
  }
  if (left !== text) writeFileSync(file, left);
}

/**
 * Adds the members of an interface to the class of its name, with the imports that they need.
 *
 * @param {string} target
 * @param {Node} declared
 * @param {string} from
 */
function moveInto(target, declared, from) {
  const source = read(from);
  const { text, body } = read(target);
  const type = body
    .map((statement) => statement.declaration ?? statement)
    .find(({ type, id }) => type === 'ClassDeclaration' && id.name === declared.id.name);
  if (type === undefined) throw new Error(`${target} declares no class ${declared.id.name}, which ${from} adds to`);
  const members = source.text
    .slice(declared.body.start + 1, declared.body.end - 1)
    .trimEnd()
    .replaceAll(/^ {4}/gm, '');
  const end = type.body.end - 1;
  const known = namesOf(target, body);
  const imports = [...namesOf(from, source.body)]
    .filter(([name, origin]) => !known.has(name) && origin.path !== target && mentions(members, name))
    .map(([name, { path, imported }]) => {
      const specifier = posix.join('.', relative(dirname(target), path)).replace(/\.d\.ts$/, '.js');
      const local = imported === name ? name : `${imported} as ${name}`;
      return `import type { ${local} } from '${specifier.startsWith('.') ? specifier : `./${specifier}`}';\n`;
    });
  writeFileSync(target, `${imports.join('')}${text.slice(0, end).trimEnd()}${members}\n${text.slice(end)}`);
}

/**
 * The names that a file imports or declares, each with where it comes from.
 *
 * @param {string} path
 * @param {Node[]} body
 * @returns {Map<string, { path: string, imported: string }>}
 */
function namesOf(path, body) {
  const names = new Map();
  for (const statement of body) {
    for (const { local, imported } of statement.type === 'ImportDeclaration' ? statement.specifiers : []) {
      names.set(local.name, { path: pathOf(path, statement.source.value), imported: imported.name });
    }
    const declaration = statement.declaration ?? statement;
    if (declaration.id?.name) names.set(declaration.id.name, { path, imported: declaration.id.name });
  }
  return names;
}

/** @param {string} members @param {string} name */
function mentions(members, name) {
  return new RegExp(`(?<![.\\w])${name}\\b`).test(members.replaceAll(/\/\*[\s\S]*?\*\//g, ''));
}

/** @param {string} path @returns {Declarations} */
function read(path) {
  const text = readFileSync(path, 'utf8');
  return { text, body: parseSync(path, text).program.body };
}

/** @param {string} from @param {string} specifier */
function pathOf(from, specifier) {
  return resolve(dirname(from), specifier.replace(/\.js$/, '.d.ts'));
}
