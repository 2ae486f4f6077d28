/** A class whose `name` is fixed, so that a minifier cannot change what users read. */
function named<T extends { prototype: Error }>(name: string, type: T): T {
  Object.defineProperty(type.prototype, 'name', { value: name, writable: true, configurable: true });
  return type;
}

/** The object is not in a state that allows the call: resumed twice, read before completion, used outside a coroutine. */
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

/** An argument has a value that the function does not accept. */
export class IllegalArgumentException extends Error {}
named('IllegalArgumentException', IllegalArgumentException);

/**
 * A handler given to `invokeOnCompletion` or `invokeOnCancellation` threw. `cause` is what it threw; what further
 * handlers of the same job threw is found by {@link getSuppressed}.
 */
export class CompletionHandlerException extends Error {}
named('CompletionHandlerException', CompletionHandlerException);

export { named };
