import type { TimerSlot, TimerTask } from '../context/context.js';
import { defaultDelay } from '../dispatch/event-loop-dispatcher.js';
import { milliseconds } from '../dispatch/milliseconds.js';
import { CancellableSuspension } from '../suspend/cancellable.js';
import type { Suspend } from '../suspend/continuation.js';
import { ReadyCall } from '../suspend/ready-call.js';

class DelaySuspension extends CancellableSuspension<void> implements TimerTask {
  /** There may be a million of these: the time (ms), and then the place among the timers. */
  private place: number | TimerSlot | null;

  constructor(millis: number) {
    super();
    this.place = millis;
  }

  protected override get what(): string {
    return 'delay';
  }

  get slot(): TimerSlot | null {
    return this.place as TimerSlot | null;
  }

  set slot(slot: TimerSlot | null) {
    this.place = slot;
  }

  protected override suspend(): void {
    if (!this.isActive) return;
    const { coroutine } = this;
    const millis = this.place as number;
    this.place = null;
    (coroutine.interceptor.delay ?? defaultDelay).schedule(millis, this, coroutine);
  }

  fire(): void {
    if (this.coroutine.interceptor.firesInPlace) this.resumeUndispatched(undefined);
    else this.tryResume(undefined);
  }

  protected override onCancelled(): void {
    this.slot?.remove(this);
  }
}

/** A delay of no time: neither suspends nor looks at cancellation. */
const noDelay = new ReadyCall<void>('delay', () => {});

/**
 * Lets `millis` ms pass without blocking the thread. Fractions are rounded up; there is no upper limit, and `Infinity` waits
 * until cancelled.
 *
 * **Suspends** for the time; with 0 or less it returns at once. **Cancellation** ends the wait and throws; with 0 or less
 * it is not looked at.
 *
 * @throws IllegalArgumentException when `millis` is no number.
 * @example
 * ```ts
 * import { delay, run } from 'suspendable';
 *
 * await run(function* () { yield* delay(10); console.log('10 ms later'); });
 * ```
 */
export function delay(millis: number): Suspend<void> {
  const whole = milliseconds(millis, 'delay');
  return whole > 0 ? new DelaySuspension(whole) : noDelay;
}

class Forever extends CancellableSuspension<never> {
  protected override get what(): string {
    return 'awaitCancellation';
  }

  protected override suspend(): void {}
}

/**
 * Waits until the coroutine is cancelled.
 *
 * **Suspends** until then. **Cancellation** is what it waits for: it throws it.
 *
 * @example
 * ```ts
 * import { awaitCancellation, delay, run } from 'suspendable';
 *
 * await run(function* ({ launch }) {
 *   const job = launch(function* () { try { yield* awaitCancellation(); } finally { console.log('unsubscribed'); } });
 *   yield* delay(1);
 *   job.cancel();
 * });
 * // prints: unsubscribed
 * ```
 */
export function awaitCancellation(): Suspend<never> {
  return new Forever();
}
