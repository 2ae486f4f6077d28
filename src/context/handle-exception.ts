import type { CoroutineContext } from './context.js';
import { reportToLastResort } from './last-resort.js';

/**
 * Where uncaught failures go: to the last resort. The class of handlers puts in here what asks the handler in a context first, so a
 * program that makes no handler does not ship it.
 */
export const uncaught = { handle: reportToLastResort };

/** Hands an uncaught failure to the handler in `context`; without one, or when it throws itself, to the last resort. */
export function handleCoroutineException(context: CoroutineContext, error: unknown): void {
  uncaught.handle(error, context);
}
