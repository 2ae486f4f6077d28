import { addSuppressed } from '../internal/suppressed.js';
import type { ContextKey, CoroutineContext } from './context.js';
import { reportToLastResort } from './last-resort.js';

export interface ExceptionHandler {
  handleException(context: CoroutineContext, error: unknown): void;
}

/** The key of handlers: their class, which puts itself in here. A program that makes no handler does not ship it. */
export const handlerSlot: { key: ContextKey<ExceptionHandler> | null } = { key: null };

/** Hands an uncaught failure to the handler in `context`; without one, or when it throws itself, to the last resort. */
export function handleCoroutineException(context: CoroutineContext, error: unknown): void {
  let uncaught = error;
  try {
    const handler = handlerSlot.key && context.get(handlerSlot.key);
    if (handler) {
      handler.handleException(context, error);
      return;
    }
  } catch (thrown) {
    if (thrown !== error) {
      uncaught = new Error('Exception while trying to handle coroutine exception', { cause: thrown });
      addSuppressed(uncaught, error);
    }
  }
  reportToLastResort(uncaught, context);
}
