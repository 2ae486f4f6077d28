import { named } from '../internal/exceptions.js';
import { CancellationException } from '../job/cancellation.js';
import type { Suspend } from '../suspend/continuation.js';
import { runningCoroutine } from '../suspend/running.js';
import type { Collectable, Sink } from './collectable.js';

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

/** Collects into `sink` until the flow has ended or the sink has thrown its own abort. */
export function* collectUntilAbort<T>(flow: Collectable<T>, sink: Sink<T>): Suspend<void> {
  try {
    yield* flow.collectInto(sink);
  } catch (thrown) {
    checkOwnership(thrown, sink);
    // A collector that was cancelled meanwhile must not go on as if it had come to a normal end.
    runningCoroutine('collect').ensureActive();
  }
}
