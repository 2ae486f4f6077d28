import { IllegalStateException } from '../internal/exceptions.js';
import { requireFunction } from '../internal/require-function.js';
import type { Suspend } from '../suspend/continuation.js';
import { SharedPermits } from './shared-permits.js';
import { WithPermits } from './shared-semaphore.js';

/**
 * A mutex for several threads: given to a call of a worker module, it is the same mutex there. It guards what threads share, a
 * `SharedArrayBuffer` or a file. Unlike `Mutex` it keeps no order of arrival and knows no owner.
 *
 * @throws IllegalStateException where threads share no memory: in a page that is not cross-origin isolated.
 * @example
 * ```ts
 * import { run, SharedMutex } from 'suspendable';
 *
 * const mutex = new SharedMutex();
 * await run(() => mutex.withLock(() => console.log(mutex.isLocked))); // true
 * ```
 */
export class SharedMutex {
  /** @internal */
  readonly permits: SharedPermits;

  constructor(locked = false) {
    // From another thread come the permits themselves: see linked-values.ts.
    this.permits =
      (locked as unknown) instanceof SharedPermits
        ? (locked as unknown as SharedPermits)
        : SharedPermits.create(1, locked ? 1 : 0);
  }

  /** Whether some thread has it. That may change at any time. */
  get isLocked(): boolean {
    return this.permits.free === 0;
  }

  /**
   * Takes the lock.
   *
   * **Suspends** until it is free; the thread goes on meanwhile. **Cancellation** ends the wait.
   */
  lock(): Suspend<void> {
    return this.permits.take('lock');
  }

  /** Takes the lock if it is free. */
  tryLock(): boolean {
    return this.permits.tryTake();
  }

  /** Gives the lock back. @throws IllegalStateException when it is not locked. */
  unlock(): void {
    if (!this.permits.giveBack()) throw new IllegalStateException('This mutex is not locked');
  }

  /** Runs `block` with the lock, and gives it back however `block` ends. */
  withLock<T>(block: () => Suspend<T> | T): Suspend<T> {
    requireFunction('withLock', block);
    return new WithPermits(this.permits, 'withLock', block);
  }
}
