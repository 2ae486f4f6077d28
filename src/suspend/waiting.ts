/*
 * What a coroutine knows of the call that it waits in; see cancellable.ts.
 */
import { IllegalStateException } from '../internal/exceptions.js';
import { returned } from './results.js';
import { AWAITING, DELIVERS, PENDING, type Resumable } from './resumable.js';

/** The coroutine goes on: the outcome of its wait, returned or thrown. */
export function takeOutcome<T>(coroutine: Resumable): IteratorReturnResult<T> {
  const { state, outcome } = coroutine;
  if ((state & (PENDING | AWAITING)) !== AWAITING) throw waitsAlready();
  coroutine.waiting = null;
  coroutine.outcome = undefined;
  coroutine.state = state & ~(AWAITING | DELIVERS);
  if (state & DELIVERS) return returned(outcome as T);
  throw outcome;
}

/** A suspend call is run while another one of the same coroutine begins to wait, within the block of that one. */
export function waitsAlready(): IllegalStateException {
  return new IllegalStateException(
    'A coroutine waits in one suspend call at a time: run them one after the other, each with yield*',
  );
}

/** A value that is about to be delivered is not if the job was cancelled meanwhile. */
export function checkDelivery(coroutine: Resumable): void {
  if (coroutine.isActive) return;
  const { waiting } = coroutine;
  if (!waiting!.isCancellable) return;
  const cause = coroutine.getCancellationException();
  waiting!.undelivered(cause);
  failWait(coroutine, cause);
}

/** The call that the coroutine waits in will throw `error`. */
export function failWait(coroutine: Resumable, error: unknown): void {
  coroutine.state &= ~DELIVERS;
  coroutine.outcome = error;
}
