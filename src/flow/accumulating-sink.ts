import type { Suspend } from '../suspend/continuation.js';
import { isSuspend } from '../suspend/results.js';
import type { Sink } from './collectable.js';
import { NONE } from './none.js';
import { type Stage, whenDone } from './stage.js';

/** Combines each element with what the ones before it came to; the first is taken as it is where there is nothing yet. */
export class AccumulatingSink implements Sink<unknown>, Stage<unknown, unknown> {
  constructor(
    public accumulated: unknown,
    private readonly fn: (accumulated: any, value: any) => unknown,
    /** Told what it comes to each time. */
    private readonly target: Sink<any> | null = null,
  ) {}

  push(value: unknown): Suspend<void> | undefined {
    if (this.accumulated === NONE) return this.after(value);
    const given = this.fn(this.accumulated, value);
    return isSuspend(given) ? whenDone(given as Suspend<unknown>, this, value) : this.after(given);
  }

  after(result: unknown): Suspend<void> | undefined {
    this.accumulated = result;
    return this.target?.push(result);
  }
}
