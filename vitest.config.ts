import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^suspendable$/, replacement: at('src/index.ts') },
      { find: /^suspendable\/test$/, replacement: at('src/test/index.ts') },
      { find: /^suspendable\/debug$/, replacement: at('src/debug/index.ts') },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    // A machine under load is slow, not wrong: only what hangs shall fail by its time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    typecheck: {
      enabled: true,
      include: ['test/types/**/*.test-d.ts'],
      tsconfig: 'tsconfig.test.json',
      // Errors elsewhere are the business of `npm run check`; here they would hide the results of the type tests.
      ignoreSourceErrors: true,
    },
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'html', 'json-summary'],
    },
  },
});
