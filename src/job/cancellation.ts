import { CancellationException, named } from '../internal/exceptions.js';

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

/** Whether it is a timeout's: known by its owner, so that a program without timeouts does not ship their class. */
export function isTimeout(cause: unknown): boolean {
  return isCancellation(cause) && 'timeoutOwner' in cause;
}
