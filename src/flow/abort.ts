import { named } from '../internal/exceptions.js';
import { CancellationException } from '../job/cancellation.js';
import type { Suspend } from '../suspend/continuation.js';
import { runningCoroutine } from '../suspend/running.js';
import type { Collectable, Sink } from './collectable.js';

/** Ends a collection early, from within: thrown by an operator that needs no more elements and caught by the same one. */
export class AbortFlowException extends CancellationException {
  readonly #owner: object;

  private constructor(owner: object) {
    super('Flow was aborted, no more elements needed');
    this.#owner = owner;
  }

  /** Made without a stack trace, which would cost more than the rest of a short flow: it is a signal, nothing has failed. */
  static of(owner: object): AbortFlowException {
    const limit: unknown = Reflect.get(Error, 'stackTraceLimit');
    // Only V8 and JavaScriptCore have a limit, and the class may be frozen.
    if (limit === undefined || !Reflect.set(Error, 'stackTraceLimit', 0)) return new AbortFlowException(owner);
    try {
      return new AbortFlowException(owner);
    } finally {
      Reflect.set(Error, 'stackTraceLimit', limit);
    }
  }

  isOf(owner: object): boolean {
    return this.#owner === owner;
  }
}
named('AbortFlowException', AbortFlowException);

/** Rethrows what is not the abort of `owner`: operators do not take each other's. */
export function checkOwnership(thrown: unknown, owner: object): void {
  if (!(thrown instanceof AbortFlowException && thrown.isOf(owner))) throw thrown;
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
