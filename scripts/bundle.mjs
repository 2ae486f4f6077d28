// Makes dist/node/ from the modules in dist/: the entries and what they share, in few files. Node would take twenty times as long
// to find and link a hundred small modules. Bundlers still get these, and leave out those that a program does not use.
import { resolve } from 'node:path';
import { build } from 'esbuild';

const DIST = resolve('dist');
/** What is loaded by its own address. The files keep their places relative to each other. */
const ENTRIES = ['index.js', 'test/index.js'];

await build({
  entryPoints: ENTRIES.map((entry) => resolve(DIST, entry)),
  outdir: resolve(DIST, 'node'),
  outbase: DIST,
  bundle: true,
  splitting: true,
  chunkNames: 'shared-[hash]',
  format: 'esm',
  target: 'es2022',
  sourcemap: true,
  logLevel: 'error',
});
