import { IllegalStateException } from '../internal/exceptions.js';
import type { Suspend, Suspension } from './continuation.js';
import { suspendMark } from './results.js';

/**
 * A suspend call that often need not wait, such as taking an element that is there. It has no state of a run: whether it
 * begins or goes on is told by the coroutine that runs it. So one object can serve all calls of its kind, and only a call
 * that has to wait makes a suspension.
 *
 * Each kind has a `next` of its own, with the same two lines at the beginning: V8 finds at once only what few classes share.
 */
export abstract class Operation<T> implements Suspend<T> {
  declare readonly [suspendMark]: true;

  [Symbol.iterator](): this {
    return this;
  }

  /** Does it at once, or begins a suspension, whose outcome it gives when the coroutine goes on. */
  abstract next(): IteratorResult<Suspension, T>;
}
(Operation.prototype as { [suspendMark]: true })[suspendMark] = true;

/** An operation with an argument. The argument is kept from the call to its run; then the object can serve again. */
export abstract class ArgumentOperation<A, T> extends Operation<T> {
  private argument: A | undefined = undefined;
  private armed = false;

  /** Whether the object is free for another call. */
  get isFree(): boolean {
    return !this.armed;
  }

  arm(argument: A): this {
    this.armed = true;
    this.argument = argument;
    return this;
  }

  /** The argument of the call, which `what` names in messages. It is run now. */
  protected disarm(what: string): A {
    if (!this.armed) {
      throw new IllegalStateException(
        `${what} was run before: a suspend call runs once. Make a new call for another run`,
      );
    }
    const argument = this.argument as A;
    this.armed = false;
    this.argument = undefined;
    return argument;
  }
}
