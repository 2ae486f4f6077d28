import { IllegalStateException, named } from '../internal/exceptions.js';
import { NoSuchElementException } from '../internal/no-such-element-exception.js';

/**
 * Something was sent to a channel that is closed.
 *
 * @example
 * ```ts
 * import { Channel, ClosedSendChannelException, run } from 'suspendable';
 *
 * const channel = new Channel<number>();
 * channel.close();
 * await run(() => channel.send(1)).catch((error) => console.log(error instanceof ClosedSendChannelException)); // true
 * ```
 */
export class ClosedSendChannelException extends IllegalStateException {}
named('ClosedSendChannelException', ClosedSendChannelException);

/**
 * Something was to be received from a channel that is closed and drained.
 *
 * @example
 * ```ts
 * import { Channel, ClosedReceiveChannelException, run } from 'suspendable';
 *
 * const channel = new Channel<number>();
 * channel.close();
 * await run(() => channel.receive()).catch((error) => console.log(error instanceof ClosedReceiveChannelException)); // true
 * ```
 */
export class ClosedReceiveChannelException extends NoSuchElementException {}
named('ClosedReceiveChannelException', ClosedReceiveChannelException);

/** `onUndeliveredElement` threw; `cause` is what it threw. */
export class UndeliveredElementException extends Error {}
named('UndeliveredElementException', UndeliveredElementException);
