import type { CoroutineContext } from '../context/context.js';
import { runningCoroutine } from '../suspend/running.js';

/** The context of the coroutine that runs now. @throws IllegalStateException outside of a coroutine. */
export function currentCoroutineContext(): CoroutineContext {
  return runningCoroutine('currentCoroutineContext').coroutineContext;
}

/**
 * Whether the coroutine that runs now is active: false once it is cancelled. For loops that compute and never suspend.
 *
 * @throws IllegalStateException outside of a coroutine.
 * @example
 * ```ts
 * import { isActive, run, yieldNow } from 'suspendable';
 *
 * await run(function* ({ launch }) {
 *   const job = launch(function* () { let n = 0; while (isActive()) { n++; yield* yieldNow(); } });
 *   yield* yieldNow();
 *   job.cancel();
 * });
 * ```
 */
export function isActive(): boolean {
  return runningCoroutine('isActive').isActive;
}

/**
 * Throws if the coroutine that runs now is cancelled.
 * @throws CancellationException when it is. @throws IllegalStateException outside of a coroutine.
 */
export function ensureActive(): void {
  runningCoroutine('ensureActive').ensureActive();
}
