// The tests of the public names once more, on what the build has made: shorter names must not change what a program does. Left out
// are tests that look inside, by an import from src/ or by what a job keeps, and those that take long.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { defineConfig, type UserProjectConfigExport } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const ELSEWHERE = /^(scripts|docs|examples|scale)\b/;
const WITH_THREADS = /^worker\b/;
/** On Node's files, too. The others replace what reports uncaught failures, which those files hide. */
const ON_BOTH = /^(conformance|debug|flow|channel|select|sync|bad-input)\b/;

const files = readdirSync(at('test'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && !ELSEWHERE.test(path))
  .filter((path) => !readFileSync(at(`test/${path}`), 'utf8').includes('/src/'));

/** What threads run: they load modules without vitest. */
const tasks = at('node_modules/.cache/worker-tests/tasks.mjs');
await build({
  entryPoints: [at('test/worker/tasks.ts')],
  outfile: tasks,
  format: 'esm',
  bundle: true,
  external: ['node:*'],
  keepNames: true,
  plugins: [
    {
      name: 'the package',
      setup: ({ onResolve }) => {
        const path = pathToFileURL(at('dist/node/index.js')).href;
        onResolve({ filter: /src\/index\.js$/ }, () => ({ path, external: true }));
      },
    },
  ],
});

/** Some of the tests, on one of the two forms of the package: as modules for bundlers, or as files for Node. */
function project(name: string, dist: string, isIncluded: (path: string) => boolean): UserProjectConfigExport {
  return {
    resolve: {
      alias: [
        { find: /^suspendable$/, replacement: at(`${dist}/index.js`) },
        { find: /^suspendable\/test$/, replacement: at(`${dist}/test/index.js`) },
        { find: /^suspendable\/debug$/, replacement: at(`${dist}/debug/index.js`) },
        { find: /^\.\.\/\.\.\/src\/index\.js$/, replacement: at(`${dist}/index.js`) },
        // What the tests have in common replaces the last resort for failures.
        { find: /^\.\.\/src\/(context\/last-resort\.js)$/, replacement: at('dist/$1') },
      ],
    },
    test: {
      name,
      include: files.filter(isIncluded).map((path) => `test/${path}`),
      // Loaded by Node itself: a file that requires another must get the same modules.
      server: { deps: { external: [/\/dist\/node\//] } },
      env: { WORKER_TASKS: pathToFileURL(tasks).href },
      testTimeout: 180_000,
      hookTimeout: 180_000,
    },
  };
}

export default defineConfig({
  test: {
    testNamePattern: /^(?!.*\bleaves no handlers?\b)/,
    projects: [
      project('modules', 'dist', (path) => !WITH_THREADS.test(path)),
      project('node', 'dist/node', (path) => WITH_THREADS.test(path) || ON_BOTH.test(path)),
    ],
  },
});
