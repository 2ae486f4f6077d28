// The tests of the public names once more, on what the build has made: shorter names must not change what a program does. Left out
// are tests that look inside, by an import from src/ or by what a job keeps, and those that take long.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const ELSEWHERE = /^(worker|scripts|docs|examples|scale)\b/;

const files = readdirSync(at('test'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && !ELSEWHERE.test(path))
  .map((path) => `test/${path}`)
  .filter((path) => !readFileSync(at(path), 'utf8').includes('/src/'));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^suspendable$/, replacement: at('dist/index.js') },
      { find: /^suspendable\/test$/, replacement: at('dist/test/index.js') },
      // What the tests have in common replaces the last resort for failures.
      { find: /^\.\.\/src\/(context\/last-resort\.js)$/, replacement: at('dist/$1') },
    ],
  },
  test: {
    include: files,
    testNamePattern: /^(?!.*\bleaves no handlers?\b)/,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
