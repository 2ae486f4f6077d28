import { describe } from '../internal/describe.js';
import { IllegalArgumentException, IllegalStateException } from '../internal/exceptions.js';
import { requireFunction } from '../internal/require-function.js';
import type { Suspend } from '../suspend/continuation.js';
import { Guarded } from './guarded.js';
import { Permits, TakePermit } from './permits.js';

/**
 * Limits how many coroutines are in a section of code at once. Fair: permits go to those who wait in the order of their
 * arrival.
 *
 * @example
 * ```ts
 * import { delay, run, Semaphore } from 'suspendable';
 *
 * const atMostTwo = new Semaphore(2);
 * await run(function* ({ launch }) {
 *   for (let i = 0; i < 4; i++) {
 *     launch(() => atMostTwo.withPermit(function* () { yield* delay(5); console.log('done', i); }));
 *   }
 * });
 * ```
 */
export class Semaphore {
  /** @internal */
  readonly permits: Permits;
  private readonly take: TakePermit;

  /**
   * @throws IllegalArgumentException unless `permits` is a whole number of at least 1 and `acquiredPermits`, those taken from
   *   the start, one between 0 and `permits`.
   */
  constructor(
    private readonly total: number,
    acquiredPermits = 0,
  ) {
    if (!Number.isInteger(total) || total < 1) {
      throw new IllegalArgumentException(`Semaphore should have at least 1 permit, but had ${describe(total)}`);
    }
    if (!Number.isInteger(acquiredPermits) || acquiredPermits < 0 || acquiredPermits > total) {
      throw new IllegalArgumentException(
        `The number of acquired permits should be in 0..${total}, but was ${describe(acquiredPermits)}`,
      );
    }
    this.permits = new Permits(total - acquiredPermits);
    this.take = new TakePermit(this, 'acquire');
  }

  /** How many permits are free. */
  get availablePermits(): number {
    return this.permits.available;
  }

  /**
   * Takes a permit.
   *
   * **Suspends** until there is one, in the order of arrival. **Cancellation** ends the wait; a permit that was handed over
   * already goes on to the next. A free permit is taken without looking at cancellation.
   *
   * @example
   * ```ts
   * import { run, Semaphore } from 'suspendable';
   *
   * const semaphore = new Semaphore(2);
   * await run(function* () {
   *   yield* semaphore.acquire();
   *   try {
   *     console.log(semaphore.availablePermits, semaphore.tryAcquire(), semaphore.tryAcquire()); // 1 true false
   *   } finally {
   *     semaphore.release();
   *   }
   * });
   * ```
   */
  acquire(): Suspend<void> {
    return this.take;
  }

  /** Takes a permit if one is free. */
  tryAcquire(): boolean {
    return this.permits.tryTake();
  }

  /** Gives a permit back: to whoever has waited longest. @throws IllegalStateException when all permits are free. */
  release(): void {
    if (this.permits.available >= this.total) {
      throw new IllegalStateException(`The number of released permits cannot be greater than ${this.total}`);
    }
    this.permits.give();
  }

  /** @internal */
  giveBack(): void {
    this.release();
  }

  /** Runs `block` with a permit, and gives it back however `block` ends. */
  withPermit<T>(block: () => Suspend<T> | T): Suspend<T> {
    requireFunction('withPermit', block);
    return new WithPermit(this, block);
  }
}

class WithPermit<T> extends Guarded<T> {
  constructor(
    private readonly semaphore: Semaphore,
    block: () => Suspend<T> | T,
  ) {
    super(semaphore.acquire(), block);
  }

  protected override get what(): string {
    return 'withPermit';
  }

  protected override leave(): void {
    this.semaphore.release();
  }
}
