/** A class whose `name` is fixed, so that a minifier cannot change what users read. */
function named<T extends { prototype: Error }>(name: string, type: T): T {
  Object.defineProperty(type.prototype, 'name', { value: name, writable: true, configurable: true });
  return type;
}

/**
 * The object is not in a state that allows the call: resumed twice, read before completion, used outside a coroutine.
 *
 * @example
 * ```ts
 * import { CompletableDeferred, IllegalStateException } from 'suspendable';
 *
 * try {
 *   new CompletableDeferred<number>().getCompleted();
 * } catch (error) {
 *   console.log(error instanceof IllegalStateException); // true
 * }
 * ```
 */
export class IllegalStateException extends Error {}
named('IllegalStateException', IllegalStateException);

/**
 * The signal of cancellation. Suspension points throw it in a cancelled coroutine; a coroutine that ends with it counts
 * as cancelled, not as failed: its parent goes on and no handler is told. Catch it only to clean up, and rethrow it.
 *
 * @example
 * ```ts
 * import { CancellationException, delay, run } from 'suspendable';
 *
 * await run(function* ({ launch }) {
 *   const job = launch(function* () {
 *     try { yield* delay(60_000); } catch (e) { console.log((e as Error).message); throw e; } // user left
 *   });
 *   yield* delay(1);
 *   job.cancel(new CancellationException('user left'));
 * });
 * ```
 */
export class CancellationException extends IllegalStateException {}
named('CancellationException', CancellationException);

/**
 * An argument has a value that the function does not accept.
 *
 * @example
 * ```ts
 * import { IllegalArgumentException, Semaphore } from 'suspendable';
 *
 * try {
 *   new Semaphore(0);
 * } catch (error) {
 *   console.log(error instanceof IllegalArgumentException); // true
 * }
 * ```
 */
export class IllegalArgumentException extends Error {}
named('IllegalArgumentException', IllegalArgumentException);

/**
 * A handler given to `invokeOnCompletion` or `invokeOnCancellation` threw. `cause` is what it threw; what further
 * handlers of the same job threw is found by {@link getSuppressed}.
 *
 * @example
 * ```ts
 * import { CompletionHandlerException, Job } from 'suspendable';
 *
 * const job = new Job();
 * job.invokeOnCompletion(() => { throw new Error('disk full'); });
 * try {
 *   job.complete();
 * } catch (error) {
 *   if (error instanceof CompletionHandlerException) console.log((error.cause as Error).message); // disk full
 * }
 * ```
 */
export class CompletionHandlerException extends Error {}
named('CompletionHandlerException', CompletionHandlerException);

export { named };
