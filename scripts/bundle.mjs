// Makes dist/node/ from the modules in dist/: the entries and what they share, in few files. Node would take twenty times as long
// to find and link a hundred small modules. Bundlers still get these, and leave out those that a program does not use.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';
import { minify } from 'terser';
import { withBindings } from './bindings.mjs';
import { filesIn } from './mangle/tree.mjs';

const DIST = resolve('dist');
/**
 * What is loaded by its own address: the entries of the package, the script of threads, which the library finds beside itself, and
 * what programs without threads do not need.
 */
const ENTRIES = {
  index: 'index.js',
  'test/index': 'test/index.js',
  'debug/index': 'debug/index.js',
  entry: 'worker/entry.js',
  threads: 'worker/threads.js',
};
/** What is rarely loaded without another module, and then imports that as well. */
const COMPANIONS = {
  'test/index.js': ['index.js'],
  'debug/index.js': ['index.js', 'test/index.js'],
  'worker/remote-values.js': ['index.js', 'worker/serve-thread.js'],
};

/**
 * Each set of entries that share modules gives one file. With the companions there are few sets: what the script of threads needs
 * is one, what it shares with threads.js another, and the rest.
 *
 * @type {import('esbuild').Plugin}
 */
const fewFiles = {
  name: 'few-files',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^companion:/ }, ({ path }) => ({
      path: join(DIST, path.replace('companion:', '')),
      sideEffects: true,
    }));
    for (const [module, companions] of Object.entries(COMPANIONS)) {
      onLoad({ filter: new RegExp(`[\\\\/]${module.replace('/', '[\\\\/]')}$`) }, ({ path }) => ({
        contents: [readFileSync(path, 'utf8'), ...companions.map((each) => `import 'companion:${each}';`)].join('\n'),
      }));
    }
  },
};

/** @type {import('esbuild').Plugin} */
const lateThreads = {
  name: 'late-threads',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^\.\/threads\.js$/ }, ({ path }) => ({ path, namespace: 'late' }));
    onLoad({ filter: /.*/, namespace: 'late' }, async () => {
      const names = Object.keys(await import(join(DIST, ENTRIES.threads)));
      const functions = names.map((name) => `export const ${name} = (...args) => load().${name}(...args);`);
      const contents = [`import { load } from './late-threads.js';`, ...functions].join('\n');
      return { contents, resolveDir: resolve('scripts') };
    });
  },
};

const OUT = resolve(DIST, 'node');
/** @type {import('esbuild').BuildOptions} */
const COMMON = {
  bundle: true,
  target: 'es2022',
  // Less to parse; lines that tell places apart stay.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 120,
  sourcemap: true,
  logLevel: 'error',
};

const { metafile } = await build({
  ...COMMON,
  entryPoints: Object.entries(ENTRIES).map(([out, entry]) => ({ in: resolve(DIST, entry), out })),
  outdir: OUT,
  splitting: true,
  chunkNames: 'shared-[hash]',
  format: 'esm',
  external: ['node:module', 'shared:*'],
  metafile: true,
  plugins: [fewFiles, lateThreads],
});
/** The files that late-threads.js gives to threads.cjs, by the names that it has for them. @type {Record<string, string>} */
const shared = { core: fileWith('job/machine.js'), root: fileWith('worker/worker-module.js') };
rewrite(shared.root, (code) =>
  code.replace(/(["'])shared:(core|root)\1/g, (_, quote, name) => `${quote}./${shared[name]}${quote}`),
);
await build({
  ...COMMON,
  entryPoints: [join(OUT, 'threads.js')],
  outfile: join(OUT, 'threads.cjs'),
  format: 'cjs',
  platform: 'node',
  external: Object.values(shared).map((file) => `./${file}`),
  define: { 'import.meta.url': '$url' },
  banner: { js: 'module.exports=($shared,$url)=>{const module={exports:{}};' },
  footer: { js: 'return module.exports};' },
});
for (const ending of ['', '.map']) rmSync(join(OUT, `threads.js${ending}`));
rewrite('threads.cjs', (code) =>
  Object.entries(shared).reduce(
    (text, [name, file]) => text.replaceAll(`require("./${file}")`, `$shared.${name}`),
    code,
  ),
);

// Less to parse again, by short names. Stacks and snapshots show those of classes, which stay; of functions, those of the interface
// and those that are short anyway.
const kept = new RegExp(`^(\\w{1,8}|${publicNames().join('|')})$`);
for (const file of [...filesIn(OUT, '.js'), join(OUT, 'threads.cjs')]) {
  const map = `${file}.map`;
  // What everything runs on is worth the time that it takes to make constants of functions.
  const functions = basename(file) === shared.core ? kept : null;
  const bound = withBindings(readFileSync(file, 'utf8'), JSON.parse(readFileSync(map, 'utf8')), functions);
  const { code, map: shortened } = await minify(bound.code, {
    compress: false,
    mangle: { module: file.endsWith('.js'), keep_classnames: true, keep_fnames: kept },
    format: { max_line_len: 120 },
    sourceMap: { content: bound.map, includeSources: true, url: basename(map) },
  });
  if (code === undefined) throw new Error(`${file} could not be shortened`);
  writeFileSync(file, code);
  writeFileSync(map, String(shortened));
}

function publicNames() {
  const entries = Object.values(metafile.outputs).filter(({ entryPoint }) => entryPoint?.endsWith('/index.js'));
  return entries.flatMap((each) => each.exports);
}

/** The file that a module has got into. @param {string} module */
function fileWith(module) {
  for (const [file, { inputs }] of Object.entries(metafile.outputs)) {
    if (Object.keys(inputs).some((each) => each.endsWith(`dist/${module}`))) return basename(file);
  }
  throw new Error(`No file has ${module}`);
}

/** @param {string} file @param {(code: string) => string} change */
function rewrite(file, change) {
  const path = join(OUT, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}
