import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { addSuppressed } from '../internal/suppressed.js';
import type { CoroutineContext } from './context.js';
import { AbstractCoroutineContextElement } from './elements.js';
import { uncaught } from './handle-exception.js';
import { reportToLastResort } from './last-resort.js';

/**
 * The last stop for failures of root coroutines started with `launch`, and of direct children of a supervisor. It is
 * called once per failure, when the coroutine and all its children have ended and before its completion handlers run.
 * It is not asked for `async` (the failure is kept for `await`), for cancellation, or on a child whose parent takes
 * the failure.
 *
 * @example
 * ```ts
 * import { CoroutineExceptionHandler, CoroutineScope, SupervisorJob } from 'suspendable';
 *
 * const handler = new CoroutineExceptionHandler((context, error) => console.log('caught', (error as Error).message));
 * const scope = new CoroutineScope(new SupervisorJob().plus(handler));
 * await scope.launch(() => { throw new Error('boom'); }).asPromise().catch(() => {});
 * // prints: caught boom
 * ```
 */
export class CoroutineExceptionHandler extends AbstractCoroutineContextElement {
  constructor(private readonly handler: (context: CoroutineContext, error: unknown) => void) {
    super(CoroutineExceptionHandler);
    if (typeof handler !== 'function') {
      throw new IllegalArgumentException(
        `CoroutineExceptionHandler expects a function (context, error) => void, got ${describe(handler)}`,
      );
    }
  }

  /**
   * Calls the handler.
   *
   * @example
   * ```ts
   * import { CoroutineExceptionHandler, EmptyCoroutineContext } from 'suspendable';
   *
   * const handler = new CoroutineExceptionHandler((_context, error) => console.log('told of', error));
   * handler.handleException(EmptyCoroutineContext, 42); // it is not asked for a coroutine here
   * // prints: told of 42
   * ```
   */
  handleException(context: CoroutineContext, error: unknown): void {
    this.handler(context, error);
  }

  override toString(): string {
    return 'CoroutineExceptionHandler';
  }
}

/** Asks the handler in `context`. What it throws goes to the last resort, with the failure. */
uncaught.handle = (error, context) => {
  let left = error;
  try {
    const handler = context.get(CoroutineExceptionHandler);
    if (handler !== null) {
      handler.handleException(context, error);
      return;
    }
  } catch (thrown) {
    if (thrown !== error) {
      left = new Error('Exception while trying to handle coroutine exception', { cause: thrown });
      addSuppressed(left, error);
    }
  }
  reportToLastResort(left, context);
};
