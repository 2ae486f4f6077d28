import type { ContextOwner, CoroutineContext, Runnable, TimerSlot, TimerTask } from '../context/context.js';
import { AbstractCoroutineContextElement } from '../context/elements.js';
import { Timers } from '../dispatch/timers.js';
import { describe } from '../internal/describe.js';
import { IllegalArgumentException, IllegalStateException } from '../internal/exceptions.js';
import { identityOf } from '../internal/identity.js';
import { backgroundKey } from './background.js';

/** Something to happen at a virtual time: a dispatch, or the end of a delay. */
class TestEvent implements TimerTask, TimerSlot {
  slot: TimerSlot | null = null;

  constructor(
    private readonly scheduler: TestCoroutineScheduler,
    readonly isForeground: boolean,
    private readonly runnable: Runnable | null,
    private readonly task: TimerTask | null,
  ) {}

  fire(): void {
    const { task } = this;
    if (task !== null) {
      task.slot = null;
      task.fire();
    } else this.runnable!.run();
  }

  /** The timer is not wanted any more. */
  remove(): void {
    this.task!.slot = null;
    this.slot?.remove(this);
    this.scheduler.forget(this);
  }
}

/**
 * Virtual time: what is scheduled on it happens in the order of time and, at one time, of scheduling, when a test asks for it
 * and without waiting.
 *
 * @example
 * ```ts
 * import { CoroutineScope, delay } from 'suspendable';
 * import { StandardTestDispatcher, TestCoroutineScheduler } from 'suspendable/test';
 *
 * const scheduler = new TestCoroutineScheduler();
 * const scope = new CoroutineScope(new StandardTestDispatcher(scheduler));
 * scope.launch(function* () { yield* delay(60_000); console.log('a minute later, at once'); });
 * scheduler.advanceUntilIdle();
 * console.log(scheduler.currentTime); // 60000
 * ```
 */
export class TestCoroutineScheduler extends AbstractCoroutineContextElement {
  private time = 0;
  private readonly events = new Timers();
  private foreground = 0;
  private readonly listeners = new Set<() => void>();

  constructor() {
    super(TestCoroutineScheduler);
  }

  /** The virtual time, in ms since the scheduler was made. */
  get currentTime(): number {
    return this.time;
  }

  /** Runs everything that is scheduled, in virtual time, until only background work is left. */
  advanceUntilIdle(): void {
    while (this.foreground > 0 && this.runNext());
  }

  /** Runs what is due now, what is newly scheduled for now included. */
  runCurrent(): void {
    const now = this.time;
    for (let event = this.take(now); event !== undefined; event = this.take(now)) event.fire();
  }

  /**
   * Moves the time forward by `millis` ms and runs what is due before the new time. What is due exactly then is left for
   * {@link runCurrent}.
   * @throws IllegalArgumentException when `millis` is negative or no number.
   */
  advanceTimeBy(millis: number): void {
    if (typeof millis !== 'number' || !(millis >= 0)) {
      throw new IllegalArgumentException(
        `advanceTimeBy expects 0 ms or more: time does not run backwards. Got ${describe(millis)}`,
      );
    }
    const target = this.time + millis;
    for (let next = this.events.nextTime; next !== undefined && next < target; next = this.events.nextTime) {
      this.time = next;
      this.take(next)!.fire();
    }
    this.time = target;
  }

  /** @internal Runs the next event whenever it is due. False when there is none. */
  runNext(): boolean {
    const next = this.events.nextTime;
    if (next === undefined) return false;
    const event = this.take(next)!;
    if (next > this.time) this.time = next;
    event.fire();
    return true;
  }

  /** @internal A dispatch: due now, after what is due already. */
  dispatch(context: CoroutineContext, runnable: Runnable): void {
    this.add(0, context, runnable, null);
  }

  /** @internal */
  schedule(millis: number, task: TimerTask, owner: ContextOwner): void {
    if (millis !== Infinity) this.add(millis, owner.elements, null, task);
  }

  /** @internal Calls `listener` when something is dispatched or scheduled, until the function is called that is returned. */
  onEvent(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** @internal Something was run on this scheduler's dispatcher without being an event. */
  notifyActivity(): void {
    for (const listener of this.listeners) listener();
  }

  /** @internal An event was removed before its time. */
  forget(event: TestEvent): void {
    if (event.isForeground) this.foreground--;
  }

  private add(millis: number, context: CoroutineContext, runnable: Runnable | null, task: TimerTask | null): void {
    const other = context.get(TestCoroutineScheduler);
    if (other !== null && other !== this) {
      throw new IllegalStateException(
        'Detected use of different schedulers. If you need to use several test coroutine dispatchers, ' +
          'create one TestCoroutineScheduler and pass it to each of them.',
      );
    }
    const event = new TestEvent(this, context.get(backgroundKey) === null, runnable, task);
    if (task !== null) task.slot = event;
    if (event.isForeground) this.foreground++;
    this.events.add(this.time + millis, event);
    this.notifyActivity();
  }

  private take(now: number): TimerTask | undefined {
    const event = this.events.take(now) as TestEvent | undefined;
    if (event?.isForeground) this.foreground--;
    return event;
  }

  override toString(): string {
    return `TestCoroutineScheduler@${identityOf(this)}`;
  }
}
