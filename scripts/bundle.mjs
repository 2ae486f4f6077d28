// Makes dist/node/ from the modules in dist/: the entries and what they share, in few files. Node would take twenty times as long
// to find and link a hundred small modules. Bundlers still get these, and leave out those that a program does not use.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

const DIST = resolve('dist');
/** What is loaded by its own address: the entries of the package, and the script of threads, which the library finds beside itself. */
const ENTRIES = { index: 'index.js', 'test/index': 'test/index.js', entry: 'worker/entry.js' };
const ROOT = join(DIST, ENTRIES.index);
/** Rarely loaded without the root entry. */
const WITH_ROOT = /[\\/]test[\\/]index\.js$|[\\/]remote-values\.js$/;

/**
 * Each set of entries that share modules gives one file. With the root entry imported by all but the script of threads there are
 * two: what that script needs, and the rest.
 *
 * @type {import('esbuild').Plugin}
 */
const fewFiles = {
  name: 'few-files',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^root$/ }, () => ({ path: ROOT, sideEffects: true }));
    onLoad({ filter: WITH_ROOT }, ({ path }) => ({ contents: `${readFileSync(path, 'utf8')}\nimport 'root';` }));
  },
};

await build({
  entryPoints: Object.entries(ENTRIES).map(([out, entry]) => ({ in: resolve(DIST, entry), out })),
  outdir: resolve(DIST, 'node'),
  bundle: true,
  splitting: true,
  chunkNames: 'shared-[hash]',
  format: 'esm',
  target: 'es2022',
  // Less to parse; names, and lines that tell places apart, stay.
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 120,
  sourcemap: true,
  plugins: [fewFiles],
  logLevel: 'error',
});
