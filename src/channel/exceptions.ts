import { IllegalStateException, named } from '../internal/exceptions.js';
import { NoSuchElementException } from '../internal/no-such-element-exception.js';

/** Something was sent to a channel that is closed. */
export class ClosedSendChannelException extends IllegalStateException {}
named('ClosedSendChannelException', ClosedSendChannelException);

/** Something was to be received from a channel that is closed and drained. */
export class ClosedReceiveChannelException extends NoSuchElementException {}
named('ClosedReceiveChannelException', ClosedReceiveChannelException);

/** `onUndeliveredElement` threw; `cause` is what it threw. */
export class UndeliveredElementException extends Error {}
named('UndeliveredElementException', UndeliveredElementException);
