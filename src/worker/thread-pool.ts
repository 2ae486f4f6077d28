import type { CoroutineContext, Runnable } from '../context/context.js';
import { CoroutineDispatcher } from '../dispatch/coroutine-dispatcher.js';
import { Dispatchers } from '../dispatch/dispatchers.js';
import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { requireOptions } from '../internal/require-options.js';
import { CancellationException } from '../job/cancellation.js';
import { jobKey } from '../job/job.js';
import type { JobSupport } from '../job/machine.js';
import type { OwnThreads, ThreadResourceLimits } from './module.js';
import { ownThreads } from './threads.js';

/** How the threads of a pool are. See {@link newFixedThreadPoolContext}. */
export interface ThreadPoolOptions {
  /** Limits on the memory of each thread. One that exceeds them ends, and its calls fail. Not in browsers. */
  resourceLimits?: ThreadResourceLimits;
}

/**
 * A dispatcher with threads of its own, made by {@link newFixedThreadPoolContext} or {@link newSingleThreadContext}.
 *
 * @example
 * ```ts
 * import { newFixedThreadPoolContext, ThreadPoolDispatcher } from 'suspendable';
 *
 * using pool = newFixedThreadPoolContext(2, 'hashing');
 * console.log(pool instanceof ThreadPoolDispatcher, String(pool)); // true hashing
 * ```
 */
export class ThreadPoolDispatcher extends CoroutineDispatcher {
  private readonly threads: OwnThreads;

  /** @internal */
  constructor(
    private readonly name: string,
    size: number,
    options: ThreadPoolOptions,
  ) {
    super();
    this.threads = ownThreads(this, size, options.resourceLimits);
  }

  override dispatch(context: CoroutineContext, block: Runnable): void {
    if (this.threads.isClosed) {
      (context.get(jobKey) as JobSupport | null)?.cancel(new CancellationException('The task was rejected'));
    }
    Dispatchers.IO.dispatch(context, block);
  }

  /** Takes no more calls: who makes one is cancelled. Calls made before go on; each thread ends after its last one. */
  close(): void {
    this.threads.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  /** Closes it and waits until all its calls and threads have ended. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
    await this.threads.whenEnded();
  }

  override toString(): string {
    return this.name;
  }
}

/**
 * A dispatcher with `size` threads of its own for calls of worker modules. They start when needed and stay until it is closed.
 * Blocks that are no such calls run on this thread, as on every dispatcher.
 *
 * @throws IllegalArgumentException unless `size` is a whole number of at least 1.
 * @example
 * ```ts
 * import { newFixedThreadPoolContext, run, withContext, workerModule } from 'suspendable';
 *
 * const tasks = workerModule<{ square(n: number): number }>(
 *   'data:text/javascript,export const square = (n) => n * n',
 * );
 * await using pool = newFixedThreadPoolContext(2, 'squares');
 * await run(function* () {
 *   console.log(yield* withContext(pool, () => tasks.square(7))); // 49
 * });
 * ```
 */
export function newFixedThreadPoolContext(
  size: number,
  name: string,
  options: ThreadPoolOptions = {},
): ThreadPoolDispatcher {
  requireOptions('newFixedThreadPoolContext', 'resourceLimits', options);
  if (!(Number.isInteger(size) && size >= 1)) {
    throw new IllegalArgumentException(`Expected at least one thread, but ${describe(size)} specified`);
  }
  return new ThreadPoolDispatcher(name, size, options);
}

/**
 * A dispatcher with one thread of its own: see {@link newFixedThreadPoolContext}. Calls run on it in their order.
 *
 * @example
 * ```ts
 * import { newSingleThreadContext, run, withContext, workerModule } from 'suspendable';
 *
 * const counter = workerModule<{ increment(): number }>(
 *   'data:text/javascript,let n = 0; export const increment = () => ++n',
 * );
 * await using thread = newSingleThreadContext('counter'); // the module's variable is there once
 * await run(function* () {
 *   console.log(yield* withContext(thread, () => counter.increment())); // 1
 *   console.log(yield* withContext(thread, () => counter.increment())); // 2
 * });
 * ```
 */
export function newSingleThreadContext(name: string, options: ThreadPoolOptions = {}): ThreadPoolDispatcher {
  return newFixedThreadPoolContext(1, name, options);
}
