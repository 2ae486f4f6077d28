import type { TimerSlot, TimerTask } from '../context/context.js';
import { defaultDelay } from '../dispatch/event-loop-dispatcher.js';
import { milliseconds } from '../dispatch/milliseconds.js';
import type { Suspend } from '../suspend/continuation.js';
import { BaseClause } from './base-clause.js';
import type { SelectClause, Selector } from './clause.js';

class TimeoutClause<R> extends BaseClause<void, R> implements TimerTask {
  slot: TimerSlot | null = null;

  constructor(
    private readonly millis: number,
    block: () => R,
  ) {
    super({}, block, 'onTimeout');
  }

  /** The time begins in the clause's turn. */
  attempt(selector: Selector): boolean {
    if (this.millis <= 0) return true;
    (selector.interceptor.delay ?? defaultDelay).schedule(this.millis, this, selector);
    return false;
  }

  protected enlist(): void {}

  fire(): void {
    this.trySelect(undefined);
  }

  /** The time still passes, as in Kotlin. */
  override abandon(): void {
    this.selection = null;
  }

  protected withdraw(): void {
    this.slot?.remove(this);
  }
}

/**
 * A clause of `select` that wins when nothing else has within `millis` ms; with 0 or less at once, in its place of the list.
 *
 * @throws IllegalArgumentException when `millis` is no number.
 * @example
 * ```ts
 * import { awaitCancellation, onTimeout, run, select } from 'suspendable';
 *
 * await run(function* ({ launch }) {
 *   const job = launch(() => awaitCancellation());
 *   const outcome = yield* select(
 *     job.onJoin(() => 'it has ended'),
 *     onTimeout(1, () => 'it takes long'),
 *   );
 *   console.log(outcome); // it takes long
 *   job.cancel();
 * });
 * ```
 */
export function onTimeout<R>(millis: number, block: () => Suspend<R> | R): SelectClause<R> {
  return new TimeoutClause(milliseconds(millis, 'onTimeout'), block) as unknown as SelectClause<R>;
}
