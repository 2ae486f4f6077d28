import { Channel } from '../channel/buffered-channel.js';
import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import type { Suspend } from '../suspend/continuation.js';

/** @throws IllegalArgumentException unless `concurrency` is a whole number of at least 1. */
export function checkConcurrency(concurrency: number): void {
  if ((Number.isInteger(concurrency) && concurrency > 0) || concurrency === Infinity) return;
  throw new IllegalArgumentException(`Expected positive concurrency level, but had ${describe(concurrency)}`);
}

/**
 * Places for what may run at the same time. Taken places are elements of a channel, which flows have anyway: a semaphore would be
 * one more thing in every program with flows.
 */
export class Places {
  private readonly taken: Channel<void>;

  constructor(concurrency: number) {
    this.taken = new Channel(concurrency);
  }

  /** Takes a place; where it has to wait for one, when the call is run. */
  take(): Suspend<void> | undefined {
    return this.taken.trySend().isSuccess ? undefined : this.taken.send();
  }

  giveBack(): void {
    this.taken.tryReceive();
  }
}
