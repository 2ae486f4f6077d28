import { describe } from '../internal/describe.js';
import { CancellationException, IllegalArgumentException, named } from '../internal/exceptions.js';

export { CancellationException };

/** The cancellation that the library itself makes: of a job without a given cause, or of a failing job's relatives. */
export class JobCancellationException extends CancellationException {}
named('JobCancellationException', JobCancellationException);

/** Anything may be thrown, a proxy as well that lets nobody look. */
export function isCancellation(thrown: unknown): thrown is CancellationException {
  try {
    return thrown instanceof CancellationException;
  } catch {
    return false;
  }
}

/** Throws for a cause given to `cancel` that would not count as a cancellation where it is thrown. `remedy` is what to write instead. */
export function requireCancellation(cause: unknown, remedy: string): void {
  if (cause == null || isCancellation(cause)) return;
  throw new IllegalArgumentException(`cancel expects a CancellationException, got ${describe(cause)}. Write ${remedy}`);
}

/** Whether it is a timeout's: known by its owner, so that a program without timeouts does not ship their class. */
export function isTimeout(cause: unknown): boolean {
  return isCancellation(cause) && 'timeoutOwner' in cause;
}
