import type { ContextOwner, CoroutineContext, Delay, ResumeTask, Runnable, TimerTask } from '../context/context.js';
import { CoroutineDispatcher, YieldMark } from '../dispatch/coroutine-dispatcher.js';
import { mainReplacement } from '../dispatch/dispatchers.js';
import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { UnsupportedOperationException } from '../internal/unsupported-operation-exception.js';
import { TestCoroutineScheduler } from './scheduler.js';

/**
 * A dispatcher on the virtual time of a {@link TestCoroutineScheduler}.
 *
 * @example
 * ```ts
 * import { StandardTestDispatcher, TestCoroutineScheduler, TestDispatcher } from 'suspendable/test';
 *
 * const scheduler = new TestCoroutineScheduler();
 * const dispatcher = new StandardTestDispatcher(scheduler);
 * console.log(dispatcher instanceof TestDispatcher, dispatcher.scheduler === scheduler); // true true
 * ```
 */
export abstract class TestDispatcher extends CoroutineDispatcher {
  /** The scheduler whose time this dispatcher lives in. */
  readonly scheduler: TestCoroutineScheduler;

  /** Without a scheduler it takes that of the dispatcher given to `Dispatchers.setMain`, or a new one. */
  constructor(
    scheduler: TestCoroutineScheduler | null | undefined,
    private readonly name: string,
  ) {
    super();
    if (scheduler && !(scheduler instanceof TestCoroutineScheduler)) {
      throw new IllegalArgumentException(
        `${name} expects a TestCoroutineScheduler, got ${describe(scheduler)}. Write new ${name}(scheduler, 'name')`,
      );
    }
    const main = mainReplacement();
    this.scheduler = scheduler ?? (main instanceof TestDispatcher ? main.scheduler : new TestCoroutineScheduler());
  }

  /** @internal */
  override get delay(): Delay {
    return this;
  }

  /** @internal */
  override get firesInPlace(): boolean {
    return true;
  }

  /** @internal */
  schedule(millis: number, task: TimerTask, owner: ContextOwner): void {
    this.scheduler.schedule(millis, task, owner);
  }

  /** @internal */
  now(): number {
    return this.scheduler.currentTime;
  }

  /** @internal */
  timeoutMessage(millis: number): string {
    return (
      `Timed out after ${millis} ms of _virtual_ (suspendable/test) time. ` +
      "To use the real time, wrap 'withTimeout' in 'withContext(Dispatchers.Default.limitedParallelism(1), ...)'"
    );
  }

  override toString(): string {
    return `${this.name}[scheduler=${this.scheduler}]`;
  }
}

/**
 * Queues everything: a launched coroutine does not run before the test suspends or asks the scheduler to run.
 *
 * @example
 * ```ts
 * import { delay } from 'suspendable';
 * import { runTest, StandardTestDispatcher } from 'suspendable/test';
 *
 * await runTest(function* ({ launch, testScheduler }) {
 *   const other = new StandardTestDispatcher(testScheduler, 'other');
 *   launch(other, function* () { yield* delay(1000); console.log('in the same virtual time', testScheduler.currentTime); });
 * });
 * // prints: in the same virtual time 1000
 * ```
 */
export class StandardTestDispatcher extends TestDispatcher {
  constructor(scheduler?: TestCoroutineScheduler | null, name = 'StandardTestDispatcher') {
    super(scheduler, name);
  }

  dispatch(context: CoroutineContext, block: Runnable): void {
    this.scheduler.dispatch(context, block);
  }

  /** @internal */
  override intercept(owner: ContextOwner, task: ResumeTask): void {
    try {
      this.scheduler.dispatch(owner.elements, task);
    } catch (thrown) {
      task.rejected(thrown);
    }
  }

  /** @internal */
  override interceptYield(owner: ContextOwner, task: ResumeTask): boolean {
    this.scheduler.dispatch(owner.elements, task);
    return true;
  }
}

/**
 * Runs coroutines within the call that starts or resumes them, as `Dispatchers.Unconfined`, with delays in virtual time.
 *
 * @example
 * ```ts
 * import { delay } from 'suspendable';
 * import { runTest, UnconfinedTestDispatcher } from 'suspendable/test';
 *
 * await runTest(function* ({ launch }) {
 *   launch(function* () { console.log('begins'); yield* delay(10); console.log('ends'); });
 *   console.log('launched');
 * }, { context: new UnconfinedTestDispatcher() });
 * // prints: begins, launched, ends
 * ```
 */
export class UnconfinedTestDispatcher extends TestDispatcher {
  constructor(scheduler?: TestCoroutineScheduler | null, name = 'UnconfinedTestDispatcher') {
    super(scheduler, name);
  }

  override isDispatchNeeded(): boolean {
    return false;
  }

  dispatch(context: CoroutineContext): void {
    this.scheduler.notifyActivity();
    const mark = context.get(YieldMark);
    if (mark === null) {
      throw new UnsupportedOperationException(
        'UnconfinedTestDispatcher.dispatch can only be used by yieldNow. A dispatcher that wraps it must pass isDispatchNeeded on to it',
      );
    }
    mark.wasUnconfined = true;
  }
}
