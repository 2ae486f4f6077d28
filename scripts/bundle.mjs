// Makes dist/node/ from the modules in dist/: the entries and what they share, in few files. Node would take twenty times as long
// to find and link a hundred small modules. Bundlers still get these, and leave out those that a program does not use.
import { resolve } from 'node:path';
import { build } from 'esbuild';

const DIST = resolve('dist');
/** What is loaded by its own address: the entries of the package, and the script of threads, which the library finds beside itself. */
const ENTRIES = { index: 'index.js', 'test/index': 'test/index.js', entry: 'worker/entry.js' };

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
  logLevel: 'error',
});
