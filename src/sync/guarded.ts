import { IllegalStateException } from '../internal/exceptions.js';
import type { Suspend, Suspension } from '../suspend/continuation.js';
import { isSuspend, returned, suspendMark } from '../suspend/results.js';

const NEW = 0;
const TAKING = 1;
const HOLDING = 2;
const OVER = 3;

/**
 * Takes something, runs a block with it, and gives it back however the block ends. The same could be said by a generator with
 * `finally`, at three times the cost: locks are taken often, and mostly at once.
 */
export abstract class Guarded<T> implements Suspend<T> {
  private phase = NEW;
  private block: Suspend<T> | null = null;

  declare readonly [suspendMark]: true;

  constructor(
    private readonly taking: Suspend<void>,
    private readonly given: () => Suspend<T> | T,
    private readonly name: string,
  ) {}

  /** Gives back what was taken. */
  protected abstract leave(): void;

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Suspension, T> {
    if (this.phase === HOLDING) return this.step(null);
    if (this.phase === OVER) {
      throw new IllegalStateException(
        `${this.name} was run before: a suspend call runs once. Make a new call for another run`,
      );
    }
    this.phase = TAKING;
    const taken = this.taking.next();
    if (!taken.done) return taken;
    this.phase = HOLDING;
    let result: T;
    try {
      const given = this.given();
      if (isSuspend(given)) {
        this.block = given as Suspend<T>;
        return this.step(null);
      }
      result = given as T;
    } catch (thrown) {
      if (this.phase === HOLDING) this.end();
      throw thrown;
    }
    this.end();
    return returned(result);
  }

  /** The driver points out a misuse within the block. */
  throw(error: unknown): IteratorResult<Suspension, T> {
    return this.step({ error });
  }

  private step(misuse: { error: unknown } | null): IteratorResult<Suspension, T> {
    const block = this.block!;
    let result: IteratorResult<Suspension, T>;
    try {
      result = misuse === null ? block.next() : block.throw!(misuse.error);
    } catch (thrown) {
      this.end();
      throw thrown;
    }
    if (result.done) this.end();
    return result;
  }

  private end(): void {
    this.phase = OVER;
    this.block = null;
    this.leave();
  }
}
(Guarded.prototype as { [suspendMark]: true })[suspendMark] = true;
