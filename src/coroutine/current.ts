import type { CoroutineContext } from '../context/context.js';
import { remote, runningCoroutine } from '../suspend/running.js';

/**
 * The context of the coroutine that runs now.
 *
 * @throws IllegalStateException outside of a coroutine.
 * @example
 * ```ts
 * import { CoroutineName, currentCoroutineContext, run } from 'suspendable';
 *
 * const log = (text: string) => console.log(`${currentCoroutineContext().get(CoroutineName)?.name}: ${text}`);
 * await run(() => log('here'), { context: new CoroutineName('main') });
 * // prints: main: here
 * ```
 */
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
  const coroutine = runningCoroutine('isActive');
  remote.look?.();
  return coroutine.isActive;
}

/**
 * Throws if the coroutine that runs now is cancelled. In a `catch` of everything it lets the cancellation pass.
 *
 * @throws CancellationException when it is. @throws IllegalStateException outside of a coroutine.
 * @example
 * ```ts
 * import { delay, ensureActive, run } from 'suspendable';
 *
 * await run(function* ({ launch }) {
 *   const job = launch(function* () {
 *     for (;;) {
 *       try { yield* delay(60_000); } catch { ensureActive(); }
 *     }
 *   });
 *   yield* delay(1);
 *   yield* job.cancelAndJoin();
 *   console.log('ended'); // ended
 * });
 * ```
 */
export function ensureActive(): void {
  const coroutine = runningCoroutine('ensureActive');
  remote.look?.();
  coroutine.ensureActive();
}
