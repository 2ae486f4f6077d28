import { IllegalStateException } from '../internal/exceptions.js';
import type { Suspend, Suspension } from './continuation.js';
import { suspendMark } from './results.js';
import type { Resumable } from './resumable.js';
import { running, runningCoroutine } from './running.js';
import { takeOutcome } from './waiting.js';

/**
 * A suspend call that often need not wait, such as taking an element that is there. It has no state of a run: whether it
 * begins or goes on is told by the coroutine that runs it. So one object can serve all calls of its kind, and only a call
 * that has to wait makes a suspension.
 */
export abstract class Operation<T> implements Suspend<T> {
  declare readonly [suspendMark]: true;

  /** What the call is named in messages. */
  protected abstract get what(): string;

  /** Does it at once, or begins a suspension. */
  protected abstract start(coroutine: Resumable): IteratorResult<Suspension, T>;

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Suspension, T> {
    const coroutine = running.coroutine ?? runningCoroutine(this.what);
    return coroutine.waiting === null ? this.start(coroutine) : takeOutcome<T>(coroutine);
  }
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

  protected abstract startWith(coroutine: Resumable, argument: A): IteratorResult<Suspension, T>;

  protected override start(coroutine: Resumable): IteratorResult<Suspension, T> {
    if (!this.armed) {
      throw new IllegalStateException(
        `${this.what} was run before: a suspend call runs once. Make a new call for another run`,
      );
    }
    const argument = this.argument as A;
    this.armed = false;
    this.argument = undefined;
    return this.startWith(coroutine, argument);
  }
}
