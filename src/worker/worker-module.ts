import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import type { Suspend } from '../suspend/continuation.js';
import type { WorkerFactory, WorkerModule } from './module.js';
import type { ModuleReference } from './pooled-call.js';
import { callOf } from './threads.js';

let lastNumber = 0;

/** Objects with a `then` are taken for promises. A module has none, whatever it exports. */
const NO_FUNCTIONS = ['then'];

/**
 * The functions of a module, to be called on other threads: on those of the dispatcher that the calling coroutine runs on,
 * those of `Dispatchers.Default` where it has none. The module is loaded there, by each thread once, when it is first needed.
 *
 * A function may be a suspend function, a plain or an async one. Arguments and results are copied as `structuredClone` does,
 * moved if wrapped by `transfer`; a `SendChannel`, `ReceiveChannel`, `Flow`, `SharedMutex` or `SharedSemaphore` stays
 * connected with its thread. Failures keep their class, if it is a built-in or a registered one: see `registerWorkerClass`.
 *
 * In a bundle give a function that makes the worker, whose script calls `exposeWorkerModule`; bundlers know this form:
 * `workerModule<typeof import('./tasks.js')>(() => new Worker(new URL('./worker.js', import.meta.url), { type: 'module' }))`.
 *
 * **Suspends**, in each call, until the function and all coroutines that it has launched in its job have ended.
 *
 * **Cancellation** of the caller cancels the coroutine on the other thread, with its cause; the call throws when that has
 * ended. `isActive()`, `ensureActive()` and `yieldNow()` see it there at once, even in a loop that never lets go of the thread.
 *
 * @throws IllegalArgumentException when given neither an absolute URL nor a function. A call throws it when the module cannot
 *   be loaded, exports no such function, or an argument or the result cannot be copied.
 * @throws WorkerThreadException from a call whose thread has crashed.
 * @example
 * ```ts
 * import { Dispatchers, run, withContext, workerModule } from 'suspendable';
 *
 * // Mostly: workerModule<typeof import('./tasks.js')>(new URL('./tasks.js', import.meta.url))
 * const tasks = workerModule<{ sum(limit: number): number }>(`data:text/javascript,
 *   export function sum(limit) { let n = 0; for (let i = 0; i < limit; i++) n += i; return n; }`);
 * await run(function* () {
 *   console.log(yield* withContext(Dispatchers.Default, () => tasks.sum(1000))); // 499500
 * });
 * ```
 */
export function workerModule<M>(module: URL | string | WorkerFactory): WorkerModule<M> {
  const isFactory = typeof module === 'function';
  const reference: ModuleReference = {
    number: ++lastNumber,
    url: isFactory ? '' : absoluteUrl(module),
    factory: isFactory ? module : null,
  };
  const functions = new Map<string, (...args: unknown[]) => Suspend<unknown>>();
  return new Proxy(Object.create(null), {
    get(_target, name): unknown {
      if (typeof name !== 'string' || NO_FUNCTIONS.includes(name)) return undefined;
      let call = functions.get(name);
      if (call === undefined) {
        call = (...args) => callOf(reference, name, args);
        functions.set(name, call);
      }
      return call;
    },
  }) as WorkerModule<M>;
}

function absoluteUrl(module: unknown): string {
  if (module instanceof URL || (typeof module === 'string' && URL.canParse(module))) return String(module);
  throw new IllegalArgumentException(
    `workerModule expects the module's URL, workerModule(new URL('./tasks.js', import.meta.url)), got ${describe(module)}`,
  );
}
