/*
 * Permits that several threads take and give back: a number in shared memory. Who finds none waits on that number, as a coroutine
 * by `Atomics.waitAsync`, so the thread goes on; only `runBlocking` parks the thread itself.
 *
 * A permit is given back by counting it up and waking one of those who wait. The woken one has to take it like anybody else:
 * who comes at that moment may be faster. So there is no order of arrival across threads, but no permit is ever lost: a wait
 * that is over when it is woken wakes the next one.
 */
import { describe } from '../internal/describe.js';
import { IllegalArgumentException, IllegalStateException } from '../internal/exceptions.js';
import { CancellableSuspension } from '../suspend/cancellable.js';
import type { Suspend } from '../suspend/continuation.js';
import { beginWaiting, endWaiting } from './host.js';
import { expectMail, sharedWaits } from './mail.js';

/** How many permits are free. */
const FREE = 0;
/** How many there are. */
const TOTAL = 1;

/** The part of ES2024 that is needed. */
interface AsyncAtomics {
  waitAsync(cells: Int32Array, index: number, value: number): { async: boolean; value: PromiseLike<unknown> | string };
}

export class SharedPermits {
  constructor(
    /** Known to all threads that share the permits. */
    readonly cells: Int32Array,
  ) {}

  static create(total: number, acquired: number): SharedPermits {
    if (typeof SharedArrayBuffer === 'undefined') {
      throw new IllegalStateException(
        'Threads share no memory here. A page has to be cross-origin isolated for that: see the headers COOP and COEP',
      );
    }
    if (!Number.isInteger(total) || total < 1) {
      throw new IllegalArgumentException(`SharedSemaphore should have at least 1 permit, but had ${describe(total)}`);
    }
    if (!Number.isInteger(acquired) || acquired < 0 || acquired > total) {
      throw new IllegalArgumentException(
        `The number of acquired permits should be in 0..${total}, but was ${describe(acquired)}`,
      );
    }
    const cells = new Int32Array(new SharedArrayBuffer(8));
    cells.set([total - acquired, total]);
    return new SharedPermits(cells);
  }

  get free(): number {
    return Atomics.load(this.cells, FREE);
  }

  tryTake(): boolean {
    const { cells } = this;
    for (let free = Atomics.load(cells, FREE); free > 0; ) {
      const found = Atomics.compareExchange(cells, FREE, free, free - 1);
      if (found === free) return true;
      free = found;
    }
    return false;
  }

  /** False when all are free already. */
  giveBack(): boolean {
    const { cells } = this;
    for (let free = Atomics.load(cells, FREE); free < cells[TOTAL]!; ) {
      const found = Atomics.compareExchange(cells, FREE, free, free + 1);
      if (found === free) {
        this.wakeOne();
        return true;
      }
      free = found;
    }
    return false;
  }

  wakeOne(): void {
    Atomics.notify(this.cells, FREE, 1);
  }

  take(name: string): Suspend<void> {
    return new PermitWait(this, name);
  }
}

class PermitWait extends CancellableSuspension<void> {
  private isWaiting = false;

  constructor(
    private readonly permits: SharedPermits,
    private readonly name: string,
  ) {
    super();
  }

  protected override get what(): string {
    return this.name;
  }

  protected override suspend(): void {
    if (this.isActive) this.attempt();
  }

  /** As part of the mail of a thread that blocks: no promise would be settled on it. */
  get cells(): Int32Array {
    return this.permits.cells;
  }

  tryNow(): boolean {
    if (!this.isActive || !this.permits.tryTake()) return false;
    this.stopWaiting();
    this.tryResume(undefined);
    return true;
  }

  private attempt(): void {
    const { waitAsync } = Atomics as unknown as AsyncAtomics;
    while (!this.tryNow()) {
      const wait = waitAsync.call(Atomics, this.permits.cells, FREE, 0);
      if (!wait.async) continue; // one has just become free
      this.startWaiting();
      (wait.value as PromiseLike<unknown>).then(() => this.woken());
      return;
    }
  }

  private woken(): void {
    if (this.isActive) this.attempt();
    else this.permits.wakeOne();
  }

  private startWaiting(): void {
    if (this.isWaiting) return;
    this.isWaiting = true;
    expectMail();
    sharedWaits.add(this);
    beginWaiting();
  }

  private stopWaiting(): void {
    if (!this.isWaiting) return;
    this.isWaiting = false;
    sharedWaits.delete(this);
    endWaiting();
  }

  protected override onCancelled(): void {
    this.stopWaiting();
  }

  override undelivered(): void {
    this.permits.giveBack();
  }
}
