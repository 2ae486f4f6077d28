import { IllegalStateException } from '../internal/exceptions.js';
import { identityOf } from '../internal/identity.js';
import { requireFunction } from '../internal/require-function.js';
import { textOf } from '../internal/text-of.js';
import { BaseClause } from '../select/base-clause.js';
import type { SelectClause, Selection } from '../select/clause.js';
import type { Suspend, Suspension } from '../suspend/continuation.js';
import { ArgumentOperation } from '../suspend/operation.js';
import { returned } from '../suspend/results.js';
import { running, runningCoroutine } from '../suspend/running.js';
import { takeOutcome } from '../suspend/waiting.js';
import { Guarded } from './guarded.js';
import { handOn, Permits, PermitWait, type PermitWaiter, TakePermit } from './permits.js';

/**
 * Mutual exclusion: at most one coroutine holds the lock. Fair: it goes to those who wait in the order of their arrival. Not
 * reentrant: who locks it twice waits for itself.
 *
 * An owner, any object, may be named to find mistakes: locking twice or unlocking with another owner then throws.
 *
 * @example
 * ```ts
 * import { Mutex, run, yieldNow } from 'suspendable';
 *
 * const mutex = new Mutex();
 * let counter = 0;
 * await run(function* ({ launch }) {
 *   for (let i = 0; i < 100; i++) {
 *     launch(() => mutex.withLock(function* () { const read = counter; yield* yieldNow(); counter = read + 1; }));
 *   }
 * });
 * console.log(counter); // 100
 * ```
 */
export class Mutex {
  /** @internal */
  readonly permits: Permits;
  private readonly take: TakePermit;
  private owner: object | null = null;

  /** Unlocked unless `locked` is true. */
  constructor(locked = false) {
    this.permits = new Permits(locked ? 0 : 1);
    this.take = new TakePermit(this, 'lock');
  }

  /** Whether anybody holds the lock. */
  get isLocked(): boolean {
    return this.permits.available === 0;
  }

  /** Whether `owner` holds the lock. */
  holdsLock(owner: object): boolean {
    return this.isLocked && this.owner === owner;
  }

  /**
   * Takes the lock.
   *
   * **Suspends** until it is free, in the order of arrival. **Cancellation** ends the wait; a lock that was handed over already
   * goes on to the next. A free lock is taken without looking at cancellation.
   *
   * @throws IllegalStateException when `owner` holds it already.
   * @example
   * ```ts
   * import { Mutex, run } from 'suspendable';
   *
   * const mutex = new Mutex();
   * const owner = {};
   * await run(function* () {
   *   yield* mutex.lock(owner);
   *   try {
   *     console.log(mutex.isLocked, mutex.holdsLock(owner), mutex.tryLock()); // true true false
   *   } finally {
   *     mutex.unlock(owner);
   *   }
   * });
   * ```
   */
  lock(owner?: object | null): Suspend<void> {
    return owner == null ? this.take : new LockFor(this).arm(owner);
  }

  /** Takes the lock if it is free. @throws IllegalStateException when `owner` holds it already. */
  tryLock(owner?: object | null): boolean {
    if (this.permits.tryTake()) {
      this.owner = owner ?? null;
      return true;
    }
    if (owner != null && this.owner === owner) throw this.alreadyLocked(owner);
    return false;
  }

  /** Gives the lock to whoever has waited longest. @throws IllegalStateException when not locked, or by another owner. */
  unlock(owner?: object | null): void {
    if (!this.isLocked) throw new IllegalStateException('This mutex is not locked');
    if (owner != null && this.owner !== owner) {
      throw new IllegalStateException(
        `This mutex is locked by ${textOf(this.owner)}, but ${textOf(owner)} is expected`,
      );
    }
    this.owner = null;
    this.permits.give();
  }

  /** Runs `block` with the lock, and gives it back however `block` ends. */
  withLock<T>(block: () => Suspend<T> | T, owner?: object | null): Suspend<T> {
    requireFunction('withLock', block);
    return new WithLock(this, block, owner);
  }

  /**
   * A clause of `select` that wins with the lock taken.
   *
   * @example
   * ```ts
   * import { Mutex, onTimeout, run, select } from 'suspendable';
   *
   * const mutex = new Mutex(true);
   * await run(function* () {
   *   console.log(yield* select(mutex.onLock(() => 'locked'), onTimeout(1, () => 'busy'))); // busy
   * });
   * ```
   */
  onLock<R>(block: (mutex: Mutex) => Suspend<R> | R): SelectClause<R> {
    return new LockClause(this, block) as unknown as SelectClause<R>;
  }

  /** @internal */
  giveBack(): void {
    this.unlock();
  }

  /** @internal */
  startFor(owner: object): IteratorResult<Suspension, void> {
    return this.tryLock(owner) ? returned(undefined) : new LockWait(this, owner).next();
  }

  /** @internal The lock was handed over to `owner`. */
  handedTo(owner: object | null): void {
    this.owner = owner;
  }

  private alreadyLocked(owner: object): IllegalStateException {
    return new IllegalStateException(`This mutex is already locked by the specified owner: ${textOf(owner)}`);
  }

  toString(): string {
    return `Mutex@${identityOf(this)}[isLocked=${this.isLocked},owner=${textOf(this.owner)}]`;
  }
}

class WithLock<T> extends Guarded<T> {
  constructor(
    private readonly mutex: Mutex,
    block: () => Suspend<T> | T,
    private readonly owner: object | null | undefined,
  ) {
    super(mutex.lock(owner), block);
  }

  protected override get what(): string {
    return 'withLock';
  }

  protected override leave(): void {
    this.mutex.unlock(this.owner);
  }
}

/** Takes the lock for an owner. */
class LockFor extends ArgumentOperation<object, void> {
  constructor(private readonly mutex: Mutex) {
    super();
  }

  next(): IteratorResult<Suspension, void> {
    const coroutine = running.coroutine ?? runningCoroutine('lock');
    if (coroutine.waiting !== null) return takeOutcome<void>(coroutine);
    return this.mutex.startFor(this.disarm('lock'));
  }
}

class LockWait extends PermitWait {
  constructor(
    private readonly mutex: Mutex,
    private readonly owner: object,
  ) {
    super(mutex, 'lock');
  }

  override accept(): boolean {
    if (!this.isActive) return false;
    this.mutex.handedTo(this.owner);
    return super.accept();
  }
}

class LockClause<R> extends BaseClause<Mutex, R> implements PermitWaiter {
  place = 0;

  constructor(
    private readonly mutex: Mutex,
    block: (mutex: Mutex) => R,
  ) {
    super(mutex, block, 'onLock');
  }

  attempt(): boolean {
    return this.mutex.permits.tryTake();
  }

  /** The attempts of the clauses behind this one may have given the lock back. */
  protected enlist(selection: Selection): void {
    if (this.attempt()) selection.trySelect(this as unknown as SelectClause<unknown>, undefined);
    else this.mutex.permits.wait(this);
  }

  protected withdraw(): void {
    this.mutex.permits.leave(this);
  }

  accept(): boolean {
    return this.trySelect(undefined);
  }

  protected override giveBack(): void {
    handOn(this.mutex, 'onLock', this.selection!.selector.coroutineContext);
  }

  protected override value(): Mutex {
    return this.mutex;
  }
}
