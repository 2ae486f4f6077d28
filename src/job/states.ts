/*
 * A job's state, in one small integer.
 *
 *                                     wait for children
 *   +-----+  start   +--------+ complete +------------+  finish   +-----------+
 *   | New | -------> | Active | -------> | Completing | --------> | Completed |
 *   +-----+          +--------+          +------------+           +-----------+
 *      |                 | cancel or fail      |
 *      |                 |   +-----------------+  cancel, or a child fails
 *      |                 v   v
 *      | cancel     +------------+                     finish     +-----------+
 *      +----------> | Cancelling | -----------------------------> | Cancelled |
 *                   +------------+                                +-----------+
 *
 *   state        bits                          isActive isCompleted isCancelled
 *   New          none                             -         -           -
 *   Active       STARTED                          x         -           -
 *   Completing   STARTED COMPLETING               x         -           -
 *   Cancelling   CANCELLING (and any above)       -         -           x
 *   Completed    FINAL                            -         x           -
 *   Cancelled    FINAL CANCELLING                 -         x           x
 *
 * Cancelling covers two phases: the body still runs, or (with COMPLETING) only children do. SEALED marks the moment
 * between the last child's end and the final state: the outcome is decided and being reported, nothing can change it.
 */

/** No longer New. */
export const STARTED = 1;
/** The body has ended, or `complete()` was called: only children are waited for. */
export const COMPLETING = 1 << 1;
/** Has a root cause: was cancelled or failed. */
export const CANCELLING = 1 << 2;
/** The outcome is decided and being reported. */
export const SEALED = 1 << 3;
/** Has ended. */
export const FINAL = 1 << 4;
/** The failure was taken by the parent or by a handler. */
export const HANDLED = 1 << 5;
/** Became COMPLETING by being cancelled: whoever cancelled it must also finish it. */
export const FINISH_PENDING = 1 << 6;

/* The bits from 8 on belong to the kinds of jobs: see suspend/resumable.ts and coroutine/completable-job.ts. */

/** The body's end, or `complete()`, came too late. */
export const ALREADY_COMPLETING = 0;
/** It was in time. */
export const WAITING_FOR_CHILDREN = 1;
/** It was in time, and the job has ended by it. */
export const ENDED = 2;

/** The state's name, as `toString` prints it. */
export function stateName(state: number): string {
  if (state & FINAL) return state & CANCELLING ? 'Cancelled' : 'Completed';
  if (state & CANCELLING) return 'Cancelling';
  if (state & COMPLETING) return 'Completing';
  return state & STARTED ? 'Active' : 'New';
}
