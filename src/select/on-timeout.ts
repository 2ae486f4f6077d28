import type { TimerSlot, TimerTask } from '../context/context.js';
import { defaultDelay } from '../dispatch/event-loop-dispatcher.js';
import { milliseconds } from '../dispatch/milliseconds.js';
import type { Suspend } from '../suspend/continuation.js';
import { BaseClause } from './base-clause.js';
import type { SelectClause, Selection } from './clause.js';

class TimeoutClause<R> extends BaseClause<void, R> implements TimerTask {
  slot: TimerSlot | null = null;

  constructor(
    private readonly millis: number,
    block: () => R,
  ) {
    super({}, block, 'onTimeout');
  }

  attempt(): boolean {
    return this.millis <= 0;
  }

  protected enlist({ selector }: Selection): void {
    (selector.interceptor.delay ?? defaultDelay).schedule(this.millis, this, selector);
  }

  fire(): void {
    this.trySelect(undefined);
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
