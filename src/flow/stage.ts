import type { Suspend, Suspension } from '../suspend/continuation.js';
import { isSuspend, suspendMark } from '../suspend/results.js';
import type { Sink } from './collectable.js';

/**
 * A part of a pipeline that asks a function of the user's, which may suspend, and goes on with what it gave and the value that it
 * was asked about. The value is handed along, not kept: what `catch` emits may come from several coroutines at once.
 */
export interface Stage<in R, in T> {
  after(result: R, value: T): Suspend<void> | undefined;
}

/**
 * Runs `call` and has `stage` go on after it, with `value`. The call is begun at once: one that turns out not to wait costs no more
 * than a plain function.
 */
export function whenDone<R, T>(call: Suspend<R>, stage: Stage<R, T>, value: T): Suspend<void> | undefined {
  const first = call.next();
  return first.done ? stage.after(first.value, value) : goOn(new Begun(call, first), stage, value);
}

/** What a function of the user's gave; where that is a suspend call, what it returns. */
export function* settled<R>(given: Suspend<R> | R): Suspend<R> {
  return isSuspend(given) ? yield* given as Suspend<R> : (given as R);
}

/** Pushes the results of a function. */
export class MapSink<T, R> implements Sink<T>, Stage<R, undefined> {
  constructor(
    private readonly fn: (value: T) => Suspend<R> | R,
    private readonly target: Sink<R>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const given = this.fn(value);
    return isSuspend(given) ? this.wait(given as Suspend<R>) : this.target.push(given as R);
  }

  // A method, for `push` to be of few bytes: see isSuspend.
  private wait(call: Suspend<R>): Suspend<void> | undefined {
    return whenDone(call, this, undefined);
  }

  after(result: R): Suspend<void> | undefined {
    return this.target.push(result);
  }
}

/** Asks a function with each element and goes on with its answer. The operators that are used most have sinks of their own. */
export class AskingSink<T, A> implements Sink<T>, Stage<A, T> {
  constructor(
    private readonly ask: (value: T) => Suspend<A> | A,
    private readonly answered: (answer: A, value: T) => Suspend<void> | undefined,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const given = this.ask(value);
    return isSuspend(given) ? whenDone(given as Suspend<A>, this, value) : this.answered(given as A, value);
  }

  after(answer: A, value: T): Suspend<void> | undefined {
    return this.answered(answer, value);
  }
}

function* goOn<R, T>(call: Suspend<R>, stage: Stage<R, T>, value: T): Suspend<void> {
  const waiting = stage.after(yield* call, value);
  if (waiting !== undefined) yield* waiting;
}

/** A call that is under way and has just suspended: to be run before anything else of its coroutine. */
class Begun<R> implements Suspend<R> {
  declare readonly [suspendMark]: true;

  constructor(
    private readonly call: Suspend<R>,
    private first: IteratorYieldResult<Suspension> | null,
  ) {}

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Suspension, R> {
    const { first } = this;
    if (first === null) return this.call.next();
    this.first = null;
    return first;
  }

  /** The driver points out a misuse within the call. */
  throw(error: unknown): IteratorResult<Suspension, R> {
    return this.call.throw!(error);
  }
}
(Begun.prototype as { [suspendMark]: true })[suspendMark] = true;
