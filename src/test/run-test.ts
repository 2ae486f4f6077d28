import type { CoroutineContext } from '../context/context.js';
import { AbstractCoroutineContextElement, EmptyCoroutineContext } from '../context/elements.js';
import { reportToLastResort } from '../context/last-resort.js';
import { requireContext } from '../coroutine/builder-arguments.js';
import { type CoroutineScope, CoroutineStart } from '../coroutine/coroutine-scope.js';
import { enqueue } from '../dispatch/event-loop.js';
import { hostTimer } from '../dispatch/host.js';
import { milliseconds } from '../dispatch/milliseconds.js';
import { IllegalStateException, named } from '../internal/exceptions.js';
import { requireFunction } from '../internal/require-function.js';
import { requireOptions } from '../internal/require-options.js';
import { addSuppressed } from '../internal/suppressed.js';
import { CancellationException } from '../job/cancellation.js';
import type { Block } from '../suspend/continuation.js';
import type { Resumable } from '../suspend/resumable.js';
import { running } from '../suspend/running.js';
import type { TestDispatcher } from './dispatchers.js';
import type { TestCoroutineScheduler } from './scheduler.js';
import { TestCoroutine } from './test-scope.js';
import { timeoutReport } from './timeout-report.js';

/**
 * A test did not end in time, or left coroutines behind.
 *
 * @example
 * ```ts
 * import { awaitCancellation } from 'suspendable';
 * import { runTest, UncompletedCoroutinesError } from 'suspendable/test';
 *
 * await runTest(() => awaitCancellation(), { timeout: 10 }).catch((error) => {
 *   console.log(error instanceof UncompletedCoroutinesError); // true
 * });
 * ```
 */
export class UncompletedCoroutinesError extends Error {}
named('UncompletedCoroutinesError', UncompletedCoroutinesError);

/** In the context of a test, so that a test within it is noticed. */
class RunningInRunTest extends AbstractCoroutineContextElement {
  constructor() {
    super(RunningInRunTest);
  }

  override toString(): string {
    return 'RunningInRunTest';
  }
}
const runningInRunTest = new RunningInRunTest();

const DEFAULT_TIMEOUT = 60_000;
/** How many events run before other work of this thread gets its turn. */
const BATCH = 64;

/** How a test is run. See {@link runTest}. */
export interface RunTestOptions {
  /** How long the test may take, in ms of real time. 60,000 unless given. */
  timeout?: number;
  /** Added to the test's context. */
  context?: CoroutineContext;
}

/** The scope of a test: its coroutines run in virtual time. */
export interface TestScope extends CoroutineScope {
  /** The virtual time in ms. */
  readonly currentTime: number;
  /** The virtual time of the test. */
  readonly testScheduler: TestCoroutineScheduler;
  /** For coroutines that need not end by themselves: they do not keep the test alive and are cancelled at its end. */
  readonly backgroundScope: CoroutineScope;
  /** As {@link TestCoroutineScheduler.advanceTimeBy}. */
  advanceTimeBy(millis: number): void;
  /** As {@link TestCoroutineScheduler.advanceUntilIdle}. */
  advanceUntilIdle(): void;
  /** As {@link TestCoroutineScheduler.runCurrent}. */
  runCurrent(): void;
  /** Runs a test in this scope; once. */
  runTest<T>(block: Block<TestScope, T>, options?: Pick<RunTestOptions, 'timeout'>): Promise<void>;
}

class TestScopeImpl extends TestCoroutine implements TestScope {
  runTest<T>(block: Block<TestScope, T>, options: Pick<RunTestOptions, 'timeout'> = {}): Promise<void> {
    requireFunction('runTest', block);
    requireOptions('runTest', 'timeout: 1000', options);
    const timeout = milliseconds(options.timeout ?? DEFAULT_TIMEOUT, 'runTest');
    this.enterTest();
    this.body = block as Resumable['body'];
    // Without a dispatch it is entered outside of the loop of unconfined coroutines, so that those it launches are entered at once.
    const { interceptor, isActive, coroutineContext } = this;
    const dispatched = !isActive || (interceptor as TestDispatcher).isDispatchNeeded(coroutineContext);
    this.begin(dispatched ? CoroutineStart.DEFAULT : CoroutineStart.UNDISPATCHED);
    return new TestRun(this, timeout).result;
  }
}

/** The class of test scopes. See {@link TestScope}. */
export interface TestScopeClass {
  new (context?: CoroutineContext): TestScope;
  readonly prototype: TestScope;
}

/**
 * `new TestScope(context?)` makes the scope of a test before the test runs, for coroutines of a fixture.
 *
 * @example
 * ```ts
 * import { delay } from 'suspendable';
 * import { TestScope } from 'suspendable/test';
 *
 * const scope = new TestScope();
 * scope.launch(function* () { yield* delay(1000); console.log('by the fixture'); });
 * await scope.runTest(function* () { yield* delay(2000); console.log('by the test'); });
 * // prints: by the fixture, by the test
 * ```
 */
export const TestScope: TestScopeClass = TestScopeImpl;

/** Drives the events of one test, watches its time, and sums up how it ended. */
class TestRun {
  readonly result: Promise<void>;
  private settle!: (error: { thrown: unknown } | null) => void;
  private queued = false;
  private timeoutError: UncompletedCoroutinesError | null = null;
  private readonly timedOut = new CancellationException('The test timed out');
  private readonly stopTimer: () => void;
  private readonly stopListening: () => void;

  constructor(
    private readonly scope: TestCoroutine,
    timeout: number,
  ) {
    this.result = new Promise((resolve, reject) => {
      this.settle = (error) => (error === null ? resolve() : reject(error.thrown));
    });
    this.stopTimer = timeout === Infinity ? () => {} : hostTimer(timeout, () => this.timeOut(timeout));
    this.stopListening = scope.testScheduler.onEvent(() => this.wake());
    // Not within the completion itself: what is still running must come to its end first.
    scope.invokeOnCompletion(() => enqueue({ run: () => this.finish() }));
    this.wake();
  }

  private wake(): void {
    if (this.queued) return;
    this.queued = true;
    enqueue(this);
  }

  /** Runs a batch of events. */
  run(): void {
    this.queued = false;
    const { scope } = this;
    for (let i = 0; i < BATCH && !scope.isCompleted; i++) if (!scope.testScheduler.runNext()) return;
    if (!scope.isCompleted) this.wake();
  }

  private timeOut(timeout: number): void {
    const { scope } = this;
    const active = scope.children.filter((job) => job.isActive);
    const bodyEnded = scope.body === null;
    const state = !bodyEnded
      ? 'the test body did not run to completion'
      : active.length > 0
        ? `there were active child jobs: [${active.join(', ')}]. Use TestScope.backgroundScope to launch the coroutines ` +
          'that need to be cancelled when the test body finishes'
        : 'the test completed, but only after the timeout';
    this.timeoutError = new UncompletedCoroutinesError(`After waiting for ${timeout} ms, ${state}`);
    timeoutReport.print?.();
    scope.cancel(this.timedOut);
  }

  private finish(): void {
    const { scope, timeoutError } = this;
    this.stopTimer();
    this.stopListening();
    scope.backgroundScope.cancel();
    while (scope.testScheduler.runNext());
    const uncaught = scope.leaveTest();
    const failed = scope.isCancelled;
    if (timeoutError !== null) {
      if (failed && scope.result !== this.timedOut) addSuppressed(timeoutError, scope.result);
      this.fail(timeoutError, uncaught);
    } else if (failed) this.fail(scope.result, uncaught);
    else if (uncaught.length > 0) this.fail(uncaught[0], uncaught.slice(1));
    else this.settle(null);
  }

  private fail(thrown: unknown, others: readonly unknown[]): void {
    for (const other of others) {
      if (other !== thrown && !addSuppressed(thrown, other)) reportToLastResort(other, EmptyCoroutineContext);
    }
    this.settle({ thrown });
  }
}

/**
 * Runs a test in virtual time: delays and timeouts end in their order without being waited for. The promise must be returned to
 * (or awaited by) the test framework. It rejects with the failure of the body, of a child, or of any coroutine whose failure
 * nobody caught; further failures are found by `getSuppressed`.
 *
 * The test ends when the body and all coroutines launched in its scope have ended; those of `backgroundScope` are then
 * cancelled. After `timeout` ms of real time it is cancelled and fails.
 *
 * @throws IllegalStateException when called within a test.
 * @example
 * ```ts
 * import { delay } from 'suspendable';
 * import { runTest } from 'suspendable/test';
 *
 * await runTest(function* (scope) {
 *   yield* delay(3_600_000);
 *   console.log(scope.currentTime); // 3600000
 * });
 * ```
 */
export function runTest<T>(block: Block<TestScope, T>, options: RunTestOptions = {}): Promise<void> {
  requireOptions('runTest', 'timeout: 1000', options);
  const { context = EmptyCoroutineContext, timeout } = options;
  requireContext('runTest', context);
  const outer = running.coroutine?.elements.get(RunningInRunTest) ?? context.get(RunningInRunTest);
  if (outer !== null) {
    throw new IllegalStateException("Calls to runTest can't be nested: run one test in one call.");
  }
  return new TestScope(context.plus(runningInRunTest)).runTest(block, timeout === undefined ? {} : { timeout });
}
