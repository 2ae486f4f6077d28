import { named } from '../internal/exceptions.js';
import { CancellationException } from '../job/cancellation.js';

/** Ends a collection early, from within: thrown by an operator that needs no more elements and caught by the same one. */
export class AbortFlowException extends CancellationException {
  constructor(readonly owner: object) {
    super('Flow was aborted, no more elements needed');
    Object.defineProperty(this, 'owner', { enumerable: false });
  }
}
named('AbortFlowException', AbortFlowException);

/** Rethrows what is not the abort of `owner`: operators do not take each other's. */
export function checkOwnership(thrown: unknown, owner: object): void {
  if (!(thrown instanceof AbortFlowException) || thrown.owner !== owner) throw thrown;
}
