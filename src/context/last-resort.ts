import { named } from '../internal/exceptions.js';
import { addSuppressed } from '../internal/suppressed.js';
import { textOf } from '../internal/text-of.js';
import type { CoroutineContext } from './context.js';

/** Where a failure goes that no coroutine and no handler takes. */
export interface LastResort {
  report(error: unknown, context: CoroutineContext): void;
}

/** Says which coroutine an uncaught error came from; found by `getSuppressed(error)`. */
class DiagnosticCoroutineContextException extends Error {}
named('DiagnosticCoroutineContextException', DiagnosticCoroutineContextException);

interface Host {
  reportError?(error: unknown): void;
  document?: unknown;
}

/*
 * The host's own path for uncaught errors: 'uncaughtException' in Node, the 'error' event in browsers. Thrown from a
 * task of its own, so that it reaches the host exactly once and the coroutines of this turn go on.
 */
const host: LastResort = {
  report(error, context) {
    addSuppressed(error, new DiagnosticCoroutineContextException(textOf(context)));
    const { reportError, document } = globalThis as Host;
    if (reportError && document) reportError(error);
    else {
      setTimeout(() => {
        throw error;
      }, 0);
    }
  },
};

let current = host;

/** Reports `error` to the last resort that is in place. */
export function reportToLastResort(error: unknown, context: CoroutineContext): void {
  current.report(error, context);
}

/** Puts another last resort in place and returns a function that puts the former one back. A test collects failures so. */
export function replaceLastResort(replacement: (former: LastResort) => LastResort): () => void {
  const former = current;
  const mine = replacement(former);
  current = mine;
  return () => {
    if (current === mine) current = former;
  };
}
