/*
 * The contract of jobs: what every job can be asked and told. The machine behind it, with its drawing, is in states.ts
 * and machine.ts; what needs suspension (join, await) is added in coroutine/.
 */
import type { ContextElement, ContextKey } from '../context/context.js';

/** Undoes a registration. Doing so twice, or after the event, has no effect. */
export interface DisposableHandle {
  dispose(): void;
  [Symbol.dispose](): void;
}

/** Called with null when a job completed normally, else with what cancelled it or made it fail. */
export type CompletionHandler = (cause: unknown) => void;

/** When a handler is called. */
export interface InvokeOnCompletionOptions {
  /** Already when the job starts being cancelled, not only when it has ended. False unless given. */
  onCancelling?: boolean;
  /** Whether a handler registered after the event is called at once. True unless given. */
  invokeImmediately?: boolean;
}

/** The states of a job that can be asked for without suspending, and the requests that need no suspension. */
export interface JobCore extends ContextElement {
  /** Started, and neither ended nor being cancelled. */
  readonly isActive: boolean;
  /** Has ended, however. */
  readonly isCompleted: boolean;
  /** Was cancelled or has failed, even if it has not ended yet. */
  readonly isCancelled: boolean;
  readonly parent: JobCore | null;
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
