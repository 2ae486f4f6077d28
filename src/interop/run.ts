import type { CoroutineContext } from '../context/context.js';
import { EmptyCoroutineContext } from '../context/elements.js';
import { elementsOf, isContext, requireContext } from '../coroutine/builder-arguments.js';
import { BuiltCoroutine } from '../coroutine/coroutine.js';
import type { CoroutineBlock } from '../coroutine/coroutine-scope.js';
import { parentOf } from '../coroutine/parent.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { requireFunction } from '../internal/require-function.js';
import { CancellationException, isCancellation } from '../job/cancellation.js';
import { jobKey } from '../job/job.js';
import { STARTED } from '../job/states.js';
import { PROMISED } from '../suspend/resumable.js';

/**
 * What a root coroutine is started with.
 *
 * @example
 * ```ts
 * import { awaitCancellation, run } from 'suspendable';
 *
 * const controller = new AbortController();
 * setTimeout(() => controller.abort(), 1);
 * await run(() => awaitCancellation(), { signal: controller.signal }).catch(() => console.log('cancelled')); // cancelled
 * ```
 */
export interface RunOptions {
  /** Added to the root coroutine's context. A job in it becomes the parent. */
  context?: CoroutineContext;
  /** Cancels the coroutine when it is aborted. */
  signal?: AbortSignal;
}

/** Makes and starts a root coroutine on the event loop. */
export function startRoot<T>(block: CoroutineBlock<T>, options: RunOptions, name: string): BuiltCoroutine {
  requireFunction(name, block);
  if (isContext(options)) {
    throw new IllegalArgumentException(`${name} takes a context as an option: ${name}(block, { context })`);
  }
  const { context = EmptyCoroutineContext, signal } = options;
  requireContext(name, context);
  const coroutine = new BuiltCoroutine(elementsOf(context), block as BuiltCoroutine['body'], STARTED | PROMISED);
  coroutine.attachTo(parentOf(context.get(jobKey), name));
  if (signal !== undefined) cancelOnAbort(coroutine, signal);
  coroutine.begin('default');
  return coroutine;
}

function cancelOnAbort(coroutine: BuiltCoroutine, signal: AbortSignal): void {
  const cancel = (): void => {
    const { reason } = signal;
    coroutine.cancel(
      isCancellation(reason)
        ? reason
        : new CancellationException('The signal given to run was aborted', { cause: reason }),
    );
  };
  if (signal.aborted) cancel();
  else {
    signal.addEventListener('abort', cancel, { once: true });
    // A signal may live much longer than the coroutine.
    coroutine.invokeOnCompletion(() => signal.removeEventListener('abort', cancel));
  }
}

/**
 * Runs `block` as a root coroutine on the event loop and gives a promise of its result: the bridge from async code.
 *
 * The promise settles when the coroutine and all its children have ended; it rejects with the coroutine's failure or
 * cancellation. Aborting `signal` cancels the coroutine.
 *
 * @throws IllegalArgumentException when `block` is no function.
 * @example
 * ```ts
 * import { delay, run } from 'suspendable';
 *
 * const answer = await run(function* ({ async }) {
 *   const six = async(function* () { yield* delay(10); return 6; });
 *   const seven = async(function* () { yield* delay(10); return 7; });
 *   return (yield* six.await()) * (yield* seven.await());
 * });
 * console.log(answer); // 42
 * ```
 */
export function run<T>(block: CoroutineBlock<T>, options: RunOptions = {}): Promise<T> {
  return startRoot(block, options, 'run').asPromise();
}
