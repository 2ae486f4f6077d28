/*
 * Calls whose resumption does not depend on how deep they are.
 *
 * Plain `yield*` walks the whole chain of generators at each resumption. A frame breaks the chain: it is what the caller
 * delegates to, and it holds the callee. When the callee first suspends, the frame stays on the coroutine's stack of
 * frames; the driver resumes the innermost frame's callee directly. When that ends, the frame keeps the outcome, leaves
 * the stack, and the driver resumes the next callee, whose `yield*` asks this frame and finds the outcome:
 *
 *     coroutine.body -> frame C -> frame B -> frame A -> the block's generator     (`caller` links)
 *                         |          |          |
 *                      callee c   callee b   callee a
 */
import { describe } from '../internal/describe.js';
import { IllegalArgumentException, IllegalStateException } from '../internal/exceptions.js';
import type { Suspend, Suspension } from './continuation.js';
import { isSuspend, returned, suspendMark } from './results.js';
import { type CallFrame, FRAMED, type Resumable } from './resumable.js';
import { runningCoroutine } from './running.js';

const NEW = 0;
const RUNNING = 1;
const RETURNED = 2;
const THREW = 3;
const TAKEN = 4;
/** Does without what frames are for: see {@link Frame.delegate}. */
const DELEGATING = 5;

export class Frame<T> implements Suspend<T>, CallFrame {
  /** What the coroutine goes on with when the callee has ended. */
  private caller: Resumable['body'] = null;
  private isOutermost = false;
  private phase = NEW;
  private outcome: unknown = undefined;

  constructor(
    readonly callee: Suspend<T>,
    /** The function: what a debugger shows. */
    readonly fn: object,
  ) {}

  declare readonly [suspendMark]: true;

  [Symbol.iterator](): this {
    return this;
  }

  /** The frame around this one, while this one is suspended. */
  get outer(): Resumable['body'] {
    return this.isOutermost ? null : this.caller;
  }

  next(): IteratorResult<Suspension, T> {
    switch (this.phase) {
      case NEW:
        return this.enter();
      case DELEGATING:
        return this.delegate();
      case RETURNED:
        this.phase = TAKEN;
        return returned(this.outcome as T);
      case THREW:
        this.phase = TAKEN;
        throw this.outcome;
      default:
        throw new IllegalStateException(
          `The call of ${describe(this.fn)} was run before: a suspend call runs once. Call the function again for another run`,
        );
    }
  }

  private enter(): IteratorResult<Suspension, T> {
    const coroutine = runningCoroutine(`The call of ${describe(this.fn)}`);
    if (typeof coroutine.body === 'function') return this.delegate();
    this.caller = coroutine.body;
    this.isOutermost = (coroutine.state & FRAMED) === 0;
    this.phase = RUNNING;
    coroutine.body = this;
    coroutine.state |= FRAMED;
    let result: IteratorResult<Suspension, T>;
    try {
      result = this.callee.next();
    } catch (thrown) {
      this.leave(coroutine, TAKEN);
      throw thrown;
    }
    if (result.done) this.leave(coroutine, TAKEN);
    return result;
  }

  /**
   * As plain `yield*`. The coroutine is still in the call of its block, a plain function that has begun to run this call on the way to
   * returning what it is part of: so nothing is there yet to go on with afterwards.
   */
  private delegate(): IteratorResult<Suspension, T> {
    this.phase = TAKEN;
    const result = this.callee.next();
    if (!result.done) this.phase = DELEGATING;
    return result;
  }

  /** The driver points out a misuse within a call that is no frame of its own. */
  throw(error: unknown): IteratorResult<Suspension, T> {
    return this.callee.throw!(error) as IteratorResult<Suspension, T>;
  }

  finish(coroutine: Resumable, outcome: unknown, threw: boolean): void {
    this.outcome = outcome;
    this.leave(coroutine, threw ? THREW : RETURNED);
  }

  private leave(coroutine: Resumable, phase: number): void {
    this.phase = phase;
    coroutine.body = this.caller;
    this.caller = null;
    if (this.isOutermost) coroutine.state &= ~FRAMED;
  }
}
(Frame.prototype as { [suspendMark]: true })[suspendMark] = true;

/**
 * Wraps a suspend function so that resuming a coroutine suspended in it costs the same at any depth of calls. It is
 * called as before, with `yield*`. Worth it for functions that call each other many levels deep, recursion above all.
 *
 * @throws IllegalArgumentException when `fn` is not a function.
 * @example
 * ```ts
 * import { delay, runBlocking, suspend, type Suspend } from 'suspendable';
 *
 * const countDown: (n: number) => Suspend<void> = suspend(function* (n: number): Suspend<void> {
 *   yield* delay(1);
 *   if (n > 0) yield* countDown(n - 1);
 * });
 * runBlocking(() => countDown(100));
 * ```
 */
export function suspend<This, A extends unknown[], T>(
  fn: (this: This, ...args: A) => Suspend<T>,
): (this: This, ...args: A) => Suspend<T> {
  if (typeof fn !== 'function') {
    throw new IllegalArgumentException(`suspend expects a generator function, got ${describe(fn)}`);
  }
  return function (this: This, ...args: A): Suspend<T> {
    const callee = fn.apply(this, args);
    if (!isSuspend(callee)) {
      throw new IllegalArgumentException(
        `suspend expects a generator function, but ${describe(fn)} returned ${describe(callee)}. Write function* ${fn.name}(...)`,
      );
    }
    return new Frame(callee, fn);
  };
}
