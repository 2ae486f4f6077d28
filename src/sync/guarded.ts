import { IllegalStateException } from '../internal/exceptions.js';
import type { Suspend, Suspension } from '../suspend/continuation.js';
import { isSuspend, returned, suspendMark } from '../suspend/results.js';

/**
 * Takes something, runs a block with it, and gives it back however the block ends. The same could be said by a generator with
 * `finally`, at three times the cost: locks are taken often, and mostly at once.
 *
 *   TAKING, `current` takes it --> HOLDING, `given` is null and `current` the block that runs --> OVER, both are null
 */
export abstract class Guarded<T> implements Suspend<T> {
  declare readonly [suspendMark]: true;

  constructor(
    private current: Suspend<unknown> | null,
    private given: (() => Suspend<T> | T) | null,
  ) {}

  /** What the call is named in messages. */
  protected abstract get what(): string;

  /** Gives back what was taken. */
  protected abstract leave(): void;

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Suspension, T> {
    const { given } = this;
    if (given === null) return this.step(null);
    const taken = this.current!.next();
    if (!taken.done) return taken;
    this.given = null;
    let result: Suspend<T> | T;
    try {
      result = given();
    } catch (thrown) {
      this.end();
      throw thrown;
    }
    if (isSuspend(result)) {
      this.current = result as Suspend<T>;
      return this.step(null);
    }
    this.end();
    return returned(result as T);
  }

  /** The driver points out a misuse within the block. */
  throw(error: unknown): IteratorResult<Suspension, T> {
    return this.step({ error });
  }

  private step(misuse: { error: unknown } | null): IteratorResult<Suspension, T> {
    const { current } = this;
    if (current === null) {
      throw new IllegalStateException(
        `${this.what} was run before: a suspend call runs once. Make a new call for another run`,
      );
    }
    let result: IteratorResult<Suspension, unknown>;
    try {
      result = misuse === null ? current.next() : current.throw!(misuse.error);
    } catch (thrown) {
      this.end();
      throw thrown;
    }
    if (result.done) this.end();
    return result as IteratorResult<Suspension, T>;
  }

  private end(): void {
    this.current = null;
    this.leave();
  }
}
(Guarded.prototype as { [suspendMark]: true })[suspendMark] = true;
