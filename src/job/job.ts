/*
 * The contract of jobs: what every job can be asked and told. The machine behind it, with its drawing, is in states.ts
 * and machine.ts; what needs suspension (join, await) is added in coroutine/.
 */
import type { ContextElement, ContextKey } from '../context/context.js';

/**
 * Undoes a registration. Doing so twice, or after the event, has no effect.
 *
 * @example
 * ```ts
 * import { Job } from 'suspendable';
 *
 * const job = new Job();
 * const registration = job.invokeOnCompletion(() => console.log('never called'));
 * registration.dispose();
 * job.complete();
 * ```
 */
export interface DisposableHandle {
  /** Takes the registration back. */
  dispose(): void;
  [Symbol.dispose](): void;
}

/**
 * Called with null when a job completed normally, else with what cancelled it or made it fail.
 * See {@link DisposableHandle}.
 */
export type CompletionHandler = (cause: unknown) => void;

/**
 * When a handler is called.
 *
 * @example
 * ```ts
 * import { delay, run } from 'suspendable';
 *
 * await run(function* ({ launch }) {
 *   const job = launch(function* () {
 *     try { yield* delay(60_000); } finally { console.log('ends'); }
 *   });
 *   job.invokeOnCompletion(() => console.log('is being cancelled'), { onCancelling: true });
 *   job.invokeOnCompletion(() => console.log('has ended'));
 *   yield* delay(1);
 *   job.cancel();
 * });
 * // prints: is being cancelled, ends, has ended
 * ```
 */
export interface InvokeOnCompletionOptions {
  /** Already when the job starts being cancelled, not only when it has ended. False unless given. */
  onCancelling?: boolean;
  /** Whether a handler registered after the event is called at once. True unless given. */
  invokeImmediately?: boolean;
}

/**
 * The states of a job that can be asked for without suspending, and the requests that need no suspension.
 * All of it is also in {@link Job}.
 */
export interface JobCore extends ContextElement {
  /** Started, and neither ended nor being cancelled. */
  readonly isActive: boolean;
  /** Has ended, however. */
  readonly isCompleted: boolean;
  /** Was cancelled or has failed, even if it has not ended yet. */
  readonly isCancelled: boolean;
  /** The job that waits for this one and is failed by its failure; null for a root, and when this one has ended. */
  readonly parent: JobCore | null;
  /** The children that have not ended. */
  readonly children: Iterable<JobCore>;
  /** Starts a lazy job. False when it was started before. */
  start(): boolean;
  /** Has `handler` called when the job has ended; at once when it has already. What is returned takes it back. */
  invokeOnCompletion(handler: CompletionHandler, options?: InvokeOnCompletionOptions): DisposableHandle;
  /** @throws CancellationException when the job is not active. */
  ensureActive(): void;
}

/** The key of jobs. Every class of jobs names it, so `context.get(Job)` finds a job of any kind. */
export const jobKey = { toString: () => 'Job' } as unknown as ContextKey<JobCore>;
