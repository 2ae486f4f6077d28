// In Node's build, how worker/threads.js is loaded: by the first call of one of its functions, and at once, for a coroutine under
// `runBlocking` could not wait.
import { createRequire } from 'node:module';

/** @type {typeof import('../src/worker/threads.ts') | undefined} */
let threads;

export function load() {
  try {
    threads ??= /** @type {typeof import('../src/worker/threads.ts')} */ (
      createRequire(import.meta.url)('./threads.js')
    );
    return threads;
  } catch (cause) {
    if (/** @type {{ code?: string }} */ (cause).code !== 'ERR_REQUIRE_ESM') throw cause;
    throw new Error(`Worker modules need Node 20.19, 22.12 or later, this is ${process.version}`, { cause });
  }
}
