import { IllegalStateException } from '../internal/exceptions.js';
import { requireFunction } from '../internal/require-function.js';
import type { Suspend } from '../suspend/continuation.js';
import { Guarded } from '../sync/guarded.js';
import { SharedPermits } from './shared-permits.js';

/**
 * A semaphore for several threads: given to a call of a worker module, it is the same semaphore there. Unlike `Semaphore` it
 * keeps no order of arrival.
 *
 * @throws IllegalStateException where threads share no memory: in a page that is not cross-origin isolated.
 * @example
 * ```ts
 * import { run, SharedSemaphore } from 'suspendable';
 *
 * const semaphore = new SharedSemaphore(2);
 * await run(() => semaphore.withPermit(() => console.log(semaphore.availablePermits))); // 1
 * ```
 */
export class SharedSemaphore {
  /** @internal */
  readonly permits: SharedPermits;

  /** @throws IllegalArgumentException as `Semaphore` does. */
  constructor(permits: number, acquiredPermits = 0) {
    // From another thread come the permits themselves: see linked-values.ts.
    this.permits =
      (permits as unknown) instanceof SharedPermits
        ? (permits as unknown as SharedPermits)
        : SharedPermits.create(permits, acquiredPermits);
  }

  /** How many permits are free. Other threads may take them at any time. */
  get availablePermits(): number {
    return this.permits.free;
  }

  /**
   * Takes a permit.
   *
   * **Suspends** until there is one; the thread goes on meanwhile. **Cancellation** ends the wait.
   */
  acquire(): Suspend<void> {
    return this.permits.take('acquire');
  }

  /** Takes a permit if one is free. */
  tryAcquire(): boolean {
    return this.permits.tryTake();
  }

  /** Gives a permit back. @throws IllegalStateException when all permits are free. */
  release(): void {
    if (!this.permits.giveBack()) {
      throw new IllegalStateException('The number of released permits cannot be greater than that of all permits');
    }
  }

  /** Runs `block` with a permit, and gives it back however `block` ends. */
  withPermit<T>(block: () => Suspend<T> | T): Suspend<T> {
    requireFunction('withPermit', block);
    return new WithPermits(this.permits, 'withPermit', block);
  }
}

/** Runs a block with a permit. */
export class WithPermits<T> extends Guarded<T> {
  constructor(
    private readonly permits: SharedPermits,
    protected override readonly what: string,
    block: () => Suspend<T> | T,
  ) {
    super(permits.take(what), block);
  }

  protected override leave(): void {
    this.permits.giveBack();
  }
}
