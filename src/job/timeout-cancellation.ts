import { named } from '../internal/exceptions.js';
import { CancellationException } from './cancellation.js';

/**
 * The time of a `withTimeout` is over. It is a {@link CancellationException}: one that leaves a `launch` unnoticed ends
 * that coroutine quietly.
 *
 * @example
 * ```ts
 * import { delay, run, TimeoutCancellationException, withTimeout } from 'suspendable';
 *
 * await run(function* () {
 *   try {
 *     yield* withTimeout(10, () => delay(60_000));
 *   } catch (error) {
 *     console.log(error instanceof TimeoutCancellationException); // true
 *   }
 * });
 * ```
 */
export class TimeoutCancellationException extends CancellationException {
  /** The timeout whose exception this is, so that nested timeouts tell theirs apart. @internal */
  readonly timeoutOwner: object | null;

  /** @internal */
  constructor(message: string, owner: object | null = null) {
    super(message);
    this.timeoutOwner = owner;
    // Not enumerable: printing the error must not print the coroutine.
    Object.defineProperty(this, 'timeoutOwner', { enumerable: false });
  }
}
named('TimeoutCancellationException', TimeoutCancellationException);
