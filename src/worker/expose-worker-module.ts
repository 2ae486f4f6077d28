import { describe } from '../internal/describe.js';
import { IllegalArgumentException, IllegalStateException } from '../internal/exceptions.js';
import { serveWorker } from './threads.js';

/**
 * Makes the script of a web worker run calls: of the functions of `module`, from the page that has made the worker by
 * `workerModule(() => new Worker(...))`. For bundles; elsewhere the library has a script of its own.
 *
 * @throws IllegalArgumentException when `module` is no object. @throws IllegalStateException outside of a web worker.
 * @example
 * ```ts
 * import { exposeWorkerModule } from 'suspendable';
 *
 * // The whole script of the worker:
 * // import * as tasks from './tasks.js';
 * // exposeWorkerModule(tasks);
 * console.log(typeof exposeWorkerModule); // function
 * ```
 */
export function exposeWorkerModule(module: object): void {
  if (typeof module !== 'object' || module === null) {
    throw new IllegalArgumentException(
      `exposeWorkerModule expects the functions of a module, exposeWorkerModule(await import('./tasks.js')), got ${describe(module)}`,
    );
  }
  if (!isWebWorker()) {
    throw new IllegalStateException(
      'exposeWorkerModule belongs into the script of a web worker. Elsewhere give workerModule the URL of the module',
    );
  }
  serveWorker(module as Record<string, unknown>);
}

/** Bun's web workers have no global scope of their own. */
function isWebWorker(): boolean {
  const { Bun } = globalThis as { Bun?: { readonly isMainThread: boolean } };
  return 'WorkerGlobalScope' in globalThis || Bun?.isMainThread === false;
}
