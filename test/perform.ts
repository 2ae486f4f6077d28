/*
 * How most tests run coroutines: in virtual time, within one synchronous call, noting what happens step by step.
 *
 *     expect(perform(function* ({ launch }) {
 *       launch(() => step('child'));
 *       step('parent');
 *     })).toEqual(['parent', 'child', 'end']);
 */
import { type CoroutineBlock, type CoroutineScope, GlobalScope, type Suspend } from 'suspendable';
import { StandardTestDispatcher, TestCoroutineScheduler } from 'suspendable/test';
import { replaceLastResort } from '../src/context/last-resort.js';

interface Stage {
  readonly steps: string[];
  readonly scheduler: TestCoroutineScheduler;
}

let stage: Stage | null = null;

function current(): Stage {
  if (stage === null) throw new Error('step and its kin belong into the block given to perform');
  return stage;
}

/** How a value reads among the steps: errors as `Name(message)`, lists with their items. */
export function text(value: unknown): string {
  if (value instanceof Error) return `${value.name}(${value.message})`;
  if (Array.isArray(value)) return `[${value.map(text).join(', ')}]`;
  return String(value);
}

/** An error with all its causes: `Outer(a) <- Inner(b)`. */
export function causes(error: unknown): string {
  return error instanceof Error && error.cause !== undefined ? `${text(error)} <- ${causes(error.cause)}` : text(error);
}

/** What `call` gives, or what it throws with its causes, as text. */
export function* attempt(call: () => Suspend<unknown>): Suspend<unknown> {
  try {
    return yield* call();
  } catch (error) {
    return causes(error);
  }
}

/** Notes a step. */
export function step(...words: unknown[]): void {
  current().steps.push(words.map(text).join(' '));
}

/** Notes a step and gives the value, for use as an expression. */
export function noted<T>(value: T): T {
  step(value);
  return value;
}

/** The virtual time in ms. */
export function now(): number {
  return current().scheduler.currentTime;
}

/** The three flags of a job, as `active`, `completed` and `cancelled`, or `-` for a job that is none of them. */
export function flags(job: { isActive: boolean; isCompleted: boolean; isCancelled: boolean }): string {
  const set = [job.isActive && 'active', job.isCompleted && 'completed', job.isCancelled && 'cancelled'];
  return set.filter((flag) => flag !== false).join(' ') || '-';
}

/** Whether nothing waits for the job or hangs on it any more. Looks inside: nothing public shows a leak. */
export function isForgotten(job: object): boolean {
  const { nodes } = job as { nodes: { isEmpty?: boolean } | null };
  return nodes === null || nodes.isEmpty === true;
}

/** Another dispatcher in the same virtual time. */
export function otherDispatcher(): StandardTestDispatcher {
  return new StandardTestDispatcher(current().scheduler);
}

/** Runs all that is due now, in the middle of a block that does not suspend. */
export function runCurrent(): void {
  current().scheduler.runCurrent();
}

/**
 * Runs `block` as a root coroutine in virtual time until nothing is left to run, and returns the steps. The last one says
 * how the coroutine ended: `end`, `end: value`, `threw Name(message)` or `stuck`. A failure that no handler took is the
 * step `uncaught Name(message)`.
 */
export function perform(block: CoroutineBlock<unknown>): string[] {
  const steps: string[] = [];
  const scheduler = new TestCoroutineScheduler();
  const outer = stage;
  stage = { steps, scheduler };
  const restore = replaceLastResort(() => ({ report: (error) => step('uncaught', error) }));
  try {
    const root = GlobalScope.async(new StandardTestDispatcher(scheduler), block as (scope: CoroutineScope) => unknown);
    scheduler.advanceUntilIdle();
    if (!root.isCompleted) {
      steps.push('stuck');
      const count = steps.length;
      root.cancel();
      scheduler.advanceUntilIdle();
      steps.length = count;
    } else if (root.isCancelled) step('threw', root.getCompletionExceptionOrNull());
    else {
      const value = root.getCompleted();
      steps.push(value === undefined ? 'end' : `end: ${text(value)}`);
    }
    return steps;
  } finally {
    restore();
    stage = outer;
  }
}
