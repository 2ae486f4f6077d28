import { named } from '../internal/exceptions.js';
import { CancellationException } from '../job/cancellation.js';
import type { Suspend, Suspension } from '../suspend/continuation.js';
import { suspendMark } from '../suspend/results.js';
import { runningCoroutine } from '../suspend/running.js';
import type { Collectable, Sink } from './collectable.js';

/** Ends a collection early, from within: thrown for an operator that needs no more elements and caught by the same one. */
export class AbortFlowException extends CancellationException {}
named('AbortFlowException', AbortFlowException);
Object.defineProperty(AbortFlowException.prototype, 'message', {
  value: 'Flow was aborted, no more elements needed',
  configurable: true,
});

/**
 * What an operator gives for a push when it needs no more elements: a call that throws, so that the code above is left as after
 * any failure below it. Only where it makes no difference, the source of the elements just stops.
 */
export class Abort implements Suspend<never> {
  declare readonly [suspendMark]: true;

  /** Whether it was given. */
  isOver = false;
  private signal: AbortFlowException | null = null;

  constructor(
    /** Whether the source just stops. */
    readonly isQuiet = false,
  ) {}

  now(): this {
    this.isOver = true;
    return this;
  }

  /** What it throws. Made without the constructor of errors, which looks at the stack: that costs more than a short flow. */
  get exception(): AbortFlowException {
    return (this.signal ??= Object.create(AbortFlowException.prototype) as AbortFlowException);
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Suspension, never> {
    throw this.exception;
  }

  /** Rethrows what is not its own: operators do not take each other's. */
  check(thrown: unknown): void {
    if (thrown !== this.signal) throw thrown;
  }
}
(Abort.prototype as { [suspendMark]: true })[suspendMark] = true;

/** Collects into the sink until the flow has ended or the sink has given the abort. */
export function* collectUntil<T>(
  flow: Collectable<T>,
  sinkOf: (abort: Abort) => Sink<T>,
  checksCancellation = false,
): Suspend<void> {
  const abort = new Abort(flow.stopsQuietly);
  try {
    yield* flow.collectInto(sinkOf(abort));
  } catch (thrown) {
    abort.check(thrown);
  }
  if (checksCancellation && abort.isOver) runningCoroutine('collect').ensureActive();
}

/** The same for who goes on after it: a collector that was cancelled meanwhile must not do so as if it had come to a normal end. */
export function collectUntilAbort<T>(flow: Collectable<T>, sinkOf: (abort: Abort) => Sink<T>): Suspend<void> {
  return collectUntil(flow, sinkOf, true);
}
