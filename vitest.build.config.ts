// The conformance tests once more, on what the build has made: shorter names must not change what a program does.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^suspendable$/, replacement: at('dist/index.js') },
      { find: /^suspendable\/test$/, replacement: at('dist/test/index.js') },
    ],
  },
  test: {
    include: ['test/conformance/*.test.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
