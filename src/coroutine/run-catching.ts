import { requireFunction } from '../internal/require-function.js';
import { isCancellation, isTimeout } from '../job/cancellation.js';
import type { Suspend } from '../suspend/continuation.js';
import { isSuspend } from '../suspend/results.js';
import { runningCoroutine } from '../suspend/running.js';
import type { Outcome } from './jobs.js';

/**
 * Runs `block` and says how it ended, instead of throwing. Unlike Kotlin's it lets cancellation through: one that is caught would
 * keep a cancelled coroutine going. A timeout that expired within the block is a failure like others.
 *
 * **Suspends** as the block does. **Cancellation** is thrown.
 *
 * @throws CancellationException when the block throws one. @throws IllegalArgumentException when `block` is no function.
 * @example
 * ```ts
 * import { run, runCatching } from 'suspendable';
 *
 * const outcome = await run(() => runCatching(() => JSON.parse('{')));
 * console.log(outcome.status); // rejected
 * ```
 */
export function runCatching<T>(block: () => Suspend<T> | T): Suspend<Outcome<T>> {
  requireFunction('runCatching', block);
  return outcomeOf(block);
}

function* outcomeOf<T>(block: () => Suspend<T> | T): Suspend<Outcome<T>> {
  try {
    const given = block();
    const value = isSuspend(given) ? yield* given as Suspend<T> : (given as T);
    return { status: 'fulfilled', value };
  } catch (reason) {
    const isCancelled = isCancellation(reason);
    if (isCancelled && !(isTimeout(reason) && runningCoroutine('runCatching').isActive)) throw reason;
    return { status: 'rejected', reason };
  }
}
