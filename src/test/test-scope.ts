import type { CoroutineContext } from '../context/context.js';
import { ContinuationInterceptor, EmptyCoroutineContext } from '../context/elements.js';
import { CoroutineExceptionHandler } from '../context/exception-handler.js';
import { handleCoroutineException } from '../context/handle-exception.js';
import { requireContext } from '../coroutine/builder-arguments.js';
import { type CompletableJob, SupervisorJob } from '../coroutine/completable-job.js';
import { BuiltCoroutine } from '../coroutine/coroutine.js';
import type { CoroutineScope as Scope } from '../coroutine/coroutine-scope.js';
import { parentOf } from '../coroutine/parent.js';
import { CoroutineScope } from '../coroutine/scope.js';
import { IllegalArgumentException, IllegalStateException, named } from '../internal/exceptions.js';
import { addSuppressed } from '../internal/suppressed.js';
import { isCancellation } from '../job/cancellation.js';
import type { JobHooks } from '../job/hooks.js';
import { jobKey } from '../job/job.js';
import { STARTED } from '../job/states.js';
import { BackgroundWork } from './background.js';
import { StandardTestDispatcher, TestDispatcher } from './dispatchers.js';
import { collectExceptions, stopCollecting } from './exception-collector.js';
import { TestCoroutineScheduler } from './scheduler.js';

/**
 * Failures of coroutines that belong to no test, reported before a test began. They are the suppressed of this one.
 *
 * @example
 * ```ts
 * import { GlobalScope, getSuppressed } from 'suspendable';
 * import { runTest, UncaughtExceptionsBeforeTest } from 'suspendable/test';
 *
 * process.once('uncaughtException', () => {}); // where a test runner would note it
 * await runTest(() => {});
 * await GlobalScope.launch(() => { throw new Error('of nobody'); }).asPromise().catch(() => {});
 * try {
 *   await runTest(() => {});
 * } catch (error) {
 *   console.log(error instanceof UncaughtExceptionsBeforeTest, (getSuppressed(error)[0] as Error).message); // true of nobody
 * }
 * ```
 */
export class UncaughtExceptionsBeforeTest extends IllegalStateException {}
named('UncaughtExceptionsBeforeTest', UncaughtExceptionsBeforeTest);

function beforeTest(errors: readonly unknown[]): UncaughtExceptionsBeforeTest {
  const exception = new UncaughtExceptionsBeforeTest(
    'There were uncaught exceptions before the test started. Please avoid this, ' +
      'as such exceptions are also reported in a platform-dependent manner so that they are not lost.',
    { cause: errors[0] },
  );
  for (const error of errors) addSuppressed(exception, error);
  return exception;
}

/** The context with a test dispatcher and its scheduler, made where they are missing. */
function withVirtualTime(context: CoroutineContext): CoroutineContext {
  const given = context.get(ContinuationInterceptor);
  const scheduler = context.get(TestCoroutineScheduler);
  if (given !== null && !(given instanceof TestDispatcher)) {
    throw new IllegalArgumentException(`Dispatcher must implement TestDispatcher: ${given}`);
  }
  const dispatcher = given instanceof TestDispatcher ? given : new StandardTestDispatcher(scheduler);
  if (scheduler !== null && scheduler !== dispatcher.scheduler) {
    throw new IllegalArgumentException(
      `Both a TestCoroutineScheduler ${scheduler} and TestDispatcher ${dispatcher} linked to another scheduler were passed.`,
    );
  }
  return context.plus(dispatcher).plus(dispatcher.scheduler);
}

/** The coroutine of a test, and the controls of its virtual time. */
export class TestCoroutine extends BuiltCoroutine {
  readonly testScheduler: TestCoroutineScheduler;
  readonly backgroundScope: Scope;
  private entered = false;
  private finished = false;
  private readonly uncaught: unknown[] = [];
  private readonly listener = (error: unknown): void => this.reportException(error);

  constructor(context: CoroutineContext = EmptyCoroutineContext) {
    requireContext('TestScope', context);
    if (context.get(CoroutineExceptionHandler) !== null) {
      throw new IllegalArgumentException(
        'A CoroutineExceptionHandler was passed to TestScope. Please pass it as an argument to a launch or async block ' +
          'on an already-created scope if uncaught exceptions require special treatment.',
      );
    }
    const full = withVirtualTime(context);
    const handler = new CoroutineExceptionHandler((_context, error) => this.reportException(error));
    super(full.minusKey(jobKey).plus(handler), null, STARTED);
    this.testScheduler = full.get(TestCoroutineScheduler)!;
    const supervisor = new SupervisorJob() as CompletableJob & JobHooks;
    supervisor.onChildFailure = (cause) => {
      if (isCancellation(cause)) return;
      try {
        this.reportException(cause);
      } catch (thrown) {
        // The child, whose failure it is, must come to its end.
        addSuppressed(cause, thrown);
        handleCoroutineException(EmptyCoroutineContext, cause);
      }
    };
    this.backgroundScope = new CoroutineScope(this.elements.plus(BackgroundWork).plus(supervisor));
    this.attachTo(parentOf(context.get(jobKey), 'TestScope'));
  }

  override get kind(): string {
    return 'TestScope';
  }

  get currentTime(): number {
    return this.testScheduler.currentTime;
  }

  advanceTimeBy(millis: number): void {
    this.testScheduler.advanceTimeBy(millis);
  }

  advanceUntilIdle(): void {
    this.testScheduler.advanceUntilIdle();
  }

  runCurrent(): void {
    this.testScheduler.runCurrent();
  }

  /** The test begins. */
  enterTest(): void {
    if (this.entered)
      throw new IllegalStateException('Only a single call to runTest can be performed during one test.');
    this.entered = true;
    collectExceptions(this.listener);
    if (this.uncaught.length > 0) {
      stopCollecting(this.listener);
      throw beforeTest(this.uncaught);
    }
  }

  /** The test has ended. Returns what nobody caught. */
  leaveTest(): unknown[] {
    stopCollecting(this.listener);
    this.finished = true;
    return this.uncaught;
  }

  private reportException(error: unknown): void {
    if (this.finished) throw error; // nobody would look: on to the last resort
    if (this.uncaught.includes(error)) return;
    this.uncaught.push(error);
    if (!this.entered) throw beforeTest([error]);
  }

  override toString(): string {
    return `TestScope[${this.finished ? 'test ended' : this.entered ? 'test started' : 'test not started'}]`;
  }
}
