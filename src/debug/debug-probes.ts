import type { Job } from '../coroutine/completable-job.js';
import type { CoroutineScope } from '../coroutine/coroutine-scope.js';
import { describe } from '../internal/describe.js';
import { IllegalArgumentException, IllegalStateException } from '../internal/exceptions.js';
import { requireFunction } from '../internal/require-function.js';
import { jobKey } from '../job/job.js';
import { isPromise } from '../suspend/driver.js';
import { timeoutReport } from '../test/timeout-report.js';
import { type CoroutineInfo, infoOf } from './coroutine-info.js';
import { dumpOf } from './dump.js';
import { showJobs } from './inspect.js';
import { jobTree } from './job-tree.js';
import { attachProbes, liveCoroutines, noteRunning, settings } from './probes.js';

/** Takes text that is to be printed. See {@link DebugProbes.dumpCoroutines}. */
export type DebugOutput = (text: string) => void;

let installations = 0;
let sanitizes = true;
let takeOut = (): void => {};

function requireInstalled(): void {
  if (installations > 0) return;
  throw new IllegalStateException(
    'Debug probes are not installed. Call DebugProbes.install() before the coroutines are started that are to be seen',
  );
}

function treeOf(job: Job, taker: string): string {
  requireInstalled();
  if (typeof job !== 'object' || job === null || (job as { key?: unknown }).key !== jobKey) {
    throw new IllegalArgumentException(`${taker} expects a Job, got ${describe(job)}`);
  }
  noteRunning();
  return jobTree(job, sanitizes);
}

function treeOfScope(scope: CoroutineScope, taker: string): string {
  requireInstalled();
  const context = scope?.coroutineContext;
  if (context === undefined)
    throw new IllegalArgumentException(`${taker} expects a CoroutineScope, got ${describe(scope)}`);
  const job = context.get(jobKey);
  if (job === null) throw new IllegalStateException(`${taker}: there is no job in the scope ${scope}`);
  return treeOf(job as Job, taker);
}

/**
 * Shows which coroutines there are, what each of them waits in, and where in its code.
 *
 * Only coroutines count that are started between {@link DebugProbes.install} and {@link DebugProbes.uninstall}, on this thread.
 * While installed, each suspension takes a stack trace: microseconds instead of some tens of nanoseconds. Without them nothing is
 * noted and nothing costs anything. A `runTest` that times out prints the dump, and `console.log` prints jobs by their names.
 *
 * In one file with the program, as some bundlers make it, the library's own calls cannot be told from the program's, and
 * traces show both.
 *
 * @example
 * ```ts
 * import { Channel, delay, run } from 'suspendable';
 * import { DebugProbes } from 'suspendable/debug';
 *
 * DebugProbes.install();
 * await run(function* ({ launch }) {
 *   const orders = new Channel<string>();
 *   const shop = launch({ name: 'shop' }, function* () { yield* orders.receive(); });
 *   yield* delay(10);
 *   const [main, waiting] = DebugProbes.dumpCoroutinesInfo();
 *   console.log(main!.state, main!.waitsIn); // RUNNING null
 *   console.log(waiting!.state, waiting!.waitsIn); // SUSPENDED receive
 *   console.log(waiting!.lastObservedStackTrace().length); // 1
 *   shop.cancel();
 * });
 * DebugProbes.uninstall();
 * ```
 */
export const DebugProbes = {
  /** Whether traces leave out the calls within the library. True unless set. */
  get sanitizeStackTraces(): boolean {
    return sanitizes;
  },

  set sanitizeStackTraces(value: boolean) {
    sanitizes = value;
  },

  /** Whether each coroutine that is made from now on keeps where that was. False unless set: it takes a stack trace each. */
  get enableCreationStackTraces(): boolean {
    return settings.enableCreationStackTraces;
  },

  set enableCreationStackTraces(value: boolean) {
    settings.enableCreationStackTraces = value;
  },

  /** Whether {@link DebugProbes.install} was called more often than {@link DebugProbes.uninstall}. */
  get isInstalled(): boolean {
    return installations > 0;
  },

  /** Begins to note down what coroutines do. To be undone as often as it is called. */
  install(): void {
    if (installations++ > 0) return;
    const undo = [attachProbes(), showJobs()];
    takeOut = () => {
      for (const each of undo) each();
    };
    timeoutReport.print = () => DebugProbes.dumpCoroutines();
  },

  /**
   * Ends it and forgets all that was noted.
   *
   * @throws IllegalStateException when they are not installed.
   */
  uninstall(): void {
    requireInstalled();
    if (--installations > 0) return;
    takeOut();
    timeoutReport.print = null;
  },

  /**
   * Installs the probes for the time that `block` takes; where it returns a promise, until that is settled.
   *
   * @throws IllegalArgumentException when `block` is not a function.
   */
  withDebugProbes<T>(block: () => T): T {
    requireFunction('withDebugProbes', block);
    DebugProbes.install();
    let result: T;
    try {
      result = block();
    } catch (thrown) {
      DebugProbes.uninstall();
      throw thrown;
    }
    if (!isPromise(result)) {
      DebugProbes.uninstall();
      return result;
    }
    const uninstall = (): void => DebugProbes.uninstall();
    result.then(uninstall, uninstall);
    return result;
  },

  /**
   * All coroutines whose bodies have not ended, in the order in which they were made.
   *
   * @throws IllegalStateException when the probes are not installed.
   */
  dumpCoroutinesInfo(): CoroutineInfo[] {
    requireInstalled();
    noteRunning();
    return liveCoroutines().map((coroutine) => infoOf(coroutine, sanitizes));
  },

  /**
   * Prints all coroutines whose bodies have not ended, with their states and stack traces, like a dump of threads.
   *
   * @param out what prints; `console.log` unless given
   * @throws IllegalStateException when the probes are not installed.
   */
  dumpCoroutines(out: DebugOutput = console.log): void {
    requireInstalled();
    const asking = noteRunning();
    out(dumpOf(liveCoroutines(), asking, sanitizes));
  },

  /**
   * A job and all jobs below it, a line each, indented by tabs; coroutines with state and place.
   *
   * @throws IllegalStateException when the probes are not installed.
   * @throws IllegalArgumentException when `job` is none.
   */
  jobToString(job: Job): string {
    return treeOf(job, 'jobToString');
  },

  /**
   * As {@link DebugProbes.jobToString}, of a scope's job.
   *
   * @throws IllegalStateException when the probes are not installed, or the scope has no job.
   * @throws IllegalArgumentException when `scope` is none.
   */
  scopeToString(scope: CoroutineScope): string {
    return treeOfScope(scope, 'scopeToString');
  },

  /** Prints what {@link DebugProbes.jobToString} returns. */
  printJob(job: Job, out: DebugOutput = console.log): void {
    out(treeOf(job, 'printJob'));
  },

  /** Prints what {@link DebugProbes.scopeToString} returns. */
  printScope(scope: CoroutineScope, out: DebugOutput = console.log): void {
    out(treeOfScope(scope, 'printScope'));
  },
};
