import type { CoroutineContext } from '../context/context.js';
import { handleCoroutineException } from '../context/handle-exception.js';
import { CompletionHandlerException } from '../internal/exceptions.js';
import type { Suspension } from '../suspend/continuation.js';
import { Operation } from '../suspend/operation.js';
import { returned } from '../suspend/results.js';
import { running, runningCoroutine } from '../suspend/running.js';
import { takeOutcome } from '../suspend/waiting.js';
import { QueuedWait } from './queued-wait.js';
import { type Waiter, WaitQueue } from './wait-queue.js';

/** Who waits for a permit: a suspended coroutine or a clause of a select. */
export interface PermitWaiter extends Waiter {
  /** Takes the permit. False when it does not want it any more. */
  accept(): boolean;
}

/**
 * Permits that are handed from hand to hand: one that is given back goes to whoever has waited longest, and is never free in
 * between. So nobody who comes later can take it first.
 */
export class Permits {
  private readonly waiters = new WaitQueue<PermitWaiter>();

  constructor(public available: number) {}

  tryTake(): boolean {
    if (this.available === 0) return false;
    this.available--;
    return true;
  }

  /** To whoever has waited longest. The caller has made sure that it was taken. */
  give(): void {
    for (let waiter = this.waiters.shift(); waiter !== null; waiter = this.waiters.shift()) {
      if (waiter.accept()) return;
    }
    this.available++;
  }

  wait(waiter: PermitWaiter): void {
    this.waiters.add(waiter);
  }

  leave(waiter: PermitWaiter): void {
    this.waiters.remove(waiter);
  }
}

/** What the permits are of: a mutex or a semaphore. */
export interface PermitSource {
  readonly permits: Permits;
  /** Gives a permit back. Throws when none is taken. */
  giveBack(): void;
}

/**
 * Gives back what was handed to someone who was cancelled meanwhile. That fails if others have given back, by mistake, what
 * they did not have; nobody is there to be thrown at, so the coroutine's handler gets it.
 */
export function handOn(source: PermitSource, what: string, context: CoroutineContext): void {
  try {
    source.giveBack();
  } catch (thrown) {
    handleCoroutineException(
      context,
      new CompletionHandlerException(`Exception in the hand-over by a cancelled ${what}`, { cause: thrown }),
    );
  }
}

/** Waits for a permit. */
export class PermitWait extends QueuedWait<void> implements PermitWaiter {
  constructor(
    private readonly source: PermitSource,
    protected override readonly what: string,
  ) {
    super();
  }

  protected override suspend(): void {
    this.source.permits.wait(this);
  }

  accept(): boolean {
    return this.tryResume(undefined);
  }

  protected override onCancelled(): void {
    this.source.permits.leave(this);
  }

  /** Has the permit already but cannot use it: hands it on. */
  override undelivered(): void {
    handOn(this.source, this.what, this.context);
  }
}

/** Takes a permit, at once or in its turn. One for all calls. */
export class TakePermit extends Operation<void> {
  constructor(
    private readonly source: PermitSource,
    private readonly what: string,
  ) {
    super();
  }

  next(): IteratorResult<Suspension, void> {
    const coroutine = running.coroutine ?? runningCoroutine(this.what);
    if (coroutine.waiting !== null) return takeOutcome<void>(coroutine);
    if (this.source.permits.tryTake()) return returned(undefined);
    return new PermitWait(this.source, this.what).next();
  }
}
