// In Node's build, how worker/threads.js is loaded: by the first call of one of its functions, and at once, for a coroutine under
// `runBlocking` could not wait. It is a function of the modules that it shares with the rest; `bundle.mjs` fills in which these are.
import { createRequire } from 'node:module';
import * as core from 'shared:core';
import * as root from 'shared:root';

/** @type {typeof import('../src/worker/threads.ts') | undefined} */
let threads;

export function load() {
  const { url } = import.meta;
  threads ??= /** @type {typeof import('../src/worker/threads.ts')} */ (
    createRequire(url)('./threads.cjs')({ core, root }, url)
  );
  return threads;
}
