import type { CoroutineContext } from '../context/context.js';
import { EmptyCoroutineContext } from '../context/elements.js';
import { isContext } from '../coroutine/builder-arguments.js';
import type { CoroutineBlock } from '../coroutine/coroutine-scope.js';
import { withContext } from '../coroutine/with-context.js';
import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { requireFunction } from '../internal/require-function.js';
import type { Suspend } from '../suspend/continuation.js';
import { Interruptible } from './interruptible.js';

/**
 * Runs `block`, in whose calls of worker modules cancellation ends even what does not look at it: a loop, a call that blocks.
 * A call that has not seen its cancellation after some 100 ms is ended together with its thread, which ran nothing else and
 * is replaced. One that has seen it is waited for, so that its `finally` blocks run.
 *
 * **Suspends** until the block has ended. **Cancellation** is thrown when the calls have ended in one way or the other.
 *
 * @throws what `block` throws. @throws IllegalArgumentException when `context` is no context or `block` no function.
 * @example
 * ```ts
 * import { run, runInterruptible, withTimeoutOrNull, workerModule } from 'suspendable';
 *
 * const tasks = workerModule<{ spin(): never }>('data:text/javascript,export const spin = () => { for (;;); }');
 * console.log(await run(() => withTimeoutOrNull(50, () => runInterruptible(() => tasks.spin())))); // null
 * ```
 */
export function runInterruptible<T>(block: CoroutineBlock<T>): Suspend<T>;
export function runInterruptible<T>(context: CoroutineContext, block: CoroutineBlock<T>): Suspend<T>;
export function runInterruptible<T>(
  first: CoroutineContext | CoroutineBlock<T>,
  second?: CoroutineBlock<T>,
): Suspend<T> {
  const context = second === undefined ? EmptyCoroutineContext : (first as CoroutineContext);
  const block = (second === undefined ? first : second) as CoroutineBlock<T>;
  requireFunction('runInterruptible', block);
  if (!isContext(context)) {
    throw new IllegalArgumentException(
      `runInterruptible expects a CoroutineContext before the block, got ${describe(context)}`,
    );
  }
  return withContext(context.plus(new Interruptible()), block);
}
