import type { Suspend, Suspension } from '../suspend/continuation.js';
import { returned, SUSPENDED, suspendMark } from '../suspend/results.js';
import { YIELDING } from '../suspend/resumable.js';
import { remote, running, runningCoroutine } from '../suspend/running.js';

/** A turn for the others. It has no state of its own, so one serves all: the coroutine's state says where it stands. */
class YieldNow implements Suspend<void> {
  declare readonly [suspendMark]: true;

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Suspension, void> {
    const coroutine = running.coroutine ?? runningCoroutine('yieldNow');
    const { state } = coroutine;
    if (state & YIELDING) {
      coroutine.state = state & ~YIELDING;
      coroutine.ensureActive();
      return returned(undefined);
    }
    remote.look?.();
    coroutine.ensureActive();
    coroutine.state |= YIELDING;
    try {
      if (coroutine.interceptor.interceptYield(coroutine, coroutine)) return SUSPENDED;
    } catch (thrown) {
      coroutine.state &= ~YIELDING;
      throw thrown;
    }
    coroutine.state &= ~YIELDING;
    return returned(undefined);
  }
}
(YieldNow.prototype as { [suspendMark]: true })[suspendMark] = true;
const yielding = new YieldNow();

/**
 * Gives other coroutines of the same dispatcher their turn, and lets a long computation be cancelled.
 *
 * **Suspends** until the dispatcher's queue, as it is now, has run. On `Dispatchers.Unconfined` only if others wait there.
 *
 * **Cancellation** is looked at in any case, before and after.
 *
 * @example
 * ```ts
 * import { run, yieldNow } from 'suspendable';
 *
 * await run(function* ({ launch }) {
 *   launch(function* () { for (let i = 0; i < 2; i++) { console.log('a', i); yield* yieldNow(); } });
 *   launch(function* () { for (let i = 0; i < 2; i++) { console.log('b', i); yield* yieldNow(); } });
 * });
 * // prints: a 0, b 0, a 1, b 1
 * ```
 */
export function yieldNow(): Suspend<void> {
  return yielding;
}
