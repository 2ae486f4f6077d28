// Checks who may import whom under src/. Imports of types count: a reader follows them all the same.
//
// - A file imports its own floor and lower ones (FLOORS, lowest first); src/index.ts imports all but TOOLS.
// - A contract file (CONTRACTS) imports only contract files and src/internal/.
// - No file imports itself, however long the way round.
// - No import leaves src/: the library has no dependency, and a `node:` import would break browsers.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';

const FLOORS = [
  'internal',
  'context',
  'job',
  'suspend',
  'dispatch',
  'select',
  'coroutine',
  'interop',
  'sync',
  'channel',
  'flow',
  'worker',
  'test',
  'debug',
];

/** Floors with an entry of their own, which the root entry must not pull in. */
const TOOLS = ['test', 'debug'];

const CONTRACTS = [
  'context/context.ts',
  'job/job.ts',
  'suspend/continuation.ts',
  'dispatch/dispatcher.ts',
  'select/clause.ts',
  'channel/channel.ts',
  'flow/collectable.ts',
  'worker/module.ts',
  'worker/thread-host.ts',
];

const ROOT_ENTRY = 'index.ts';

/** @typedef {{ specifier: string, line: number }} Import */

/**
 * Returns one message for each import under `src` that breaks a rule.
 *
 * @param {string} src the folder that holds the floors
 */
export function checkLayers(src) {
  /** @type {string[]} */
  const problems = [];
  /** @type {Map<string, Set<string>>} */
  const graph = new Map();
  const files = sourceFiles(src);

  for (const file of files) {
    const imported = new Set();
    graph.set(file, imported);
    if (file !== ROOT_ENTRY && !FLOORS.includes(floorOf(file))) {
      problems.push(`src/${file}: stands on no floor; the floors are ${FLOORS.join(', ')}`);
      continue;
    }
    for (const { specifier, line } of importsOf(file, readFileSync(join(src, file), 'utf8'))) {
      const target = posix.join(posix.dirname(file), specifier.replace(/\.js$/, '.ts'));
      const problem = specifier.startsWith('.') ? checkEdge(src, file, target, specifier) : foreignImport(specifier);
      if (problem !== null) problems.push(`src/${file}:${line}: ${problem}`);
      else imported.add(target);
    }
  }
  for (const cycle of cyclesOf(graph))
    problems.push(`import cycle: ${cycle.map((file) => `src/${file}`).join(' -> ')}`);
  return problems;
}

/** @param {string} src */
function sourceFiles(src) {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .sort();
}

/**
 * Every import with a literal specifier: `import`, `export from`, `import()`, and the type `import('...')`.
 *
 * @param {string} file
 * @param {string} text
 */
function importsOf(file, text) {
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`src/${file}: ${errors[0].message}`);
  /** @type {Import[]} */
  const imports = [];
  /** @param {{ type: string, value?: unknown, start: number } | null | undefined} source */
  const add = (source) => {
    if (typeof source?.value !== 'string') return;
    imports.push({ specifier: source.value, line: text.slice(0, source.start).split('\n').length });
  };
  new Visitor({
    ImportDeclaration: ({ source }) => add(source),
    ExportNamedDeclaration: ({ source }) => add(source),
    ExportAllDeclaration: ({ source }) => add(source),
    ImportExpression: ({ source }) => add(/** @type {any} */ (source)),
    TSImportType: ({ source }) => add(source),
    TSExternalModuleReference: ({ expression }) => add(expression),
  }).visit(program);
  return imports;
}

/** @param {string} specifier */
function foreignImport(specifier) {
  return specifier.startsWith('node:')
    ? `imports '${specifier}'; reach the host through a global or process.getBuiltinModule(), which browsers can do without`
    : `imports '${specifier}'; the library has no dependency, and its own files are imported by relative path`;
}

/**
 * @param {string} src
 * @param {string} file
 * @param {string} target
 * @param {string} specifier
 */
function checkEdge(src, file, target, specifier) {
  if (!specifier.endsWith('.js')) return `imports '${specifier}'; write the full name, ending in .js`;
  if (target.startsWith('..')) return `imports '${specifier}', which is outside src/`;
  if (!existsSync(join(src, target))) return `imports '${specifier}', but there is no src/${target}`;
  const [from, to] = [floorOf(file), floorOf(target)];
  if (file === ROOT_ENTRY) {
    return TOOLS.includes(to) ? `imports src/${target}; src/${to}/ has an entry of its own` : null;
  }
  if (target === ROOT_ENTRY) return `imports src/${ROOT_ENTRY}; import the file that owns the name`;
  if (FLOORS.indexOf(to) > FLOORS.indexOf(from)) {
    return `imports src/${target}, but ${to} is above ${from} (floors, lowest first: ${FLOORS.join(', ')})`;
  }
  if (CONTRACTS.includes(file) && !CONTRACTS.includes(target) && to !== 'internal') {
    return `is a contract and imports src/${target}, which is none; contracts import contracts and internal/`;
  }
  return null;
}

/** @param {string} file */
function floorOf(file) {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : '';
}

/**
 * One cycle for each import that closes one, by depth-first search.
 *
 * @param {Map<string, Set<string>>} graph from each file to those it imports
 */
function cyclesOf(graph) {
  /** @type {string[][]} */
  const cycles = [];
  const done = new Set();
  /** @type {string[]} */
  const path = [];
  /** @param {string} file */
  const visit = (file) => {
    if (path.includes(file)) return void cycles.push([...path.slice(path.indexOf(file)), file]);
    if (done.has(file)) return;
    path.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    path.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return cycles;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problems = checkLayers(process.argv[2] ?? 'src');
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
