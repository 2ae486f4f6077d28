/*
 * The contract of worker modules.
 *
 * A closure cannot leave its thread. So code for other threads stands in a module, and each thread loads it for itself:
 *
 *        caller's thread                                      a thread of the pool
 *   tasks.f(x), a suspend call  ---- call, by mail ---->  the module's f(x), a coroutine
 *   a child job of the caller   <--- result, failure ---  ends when its own children have
 *   is cancelled                ---- mail, signal ----->  is cancelled: isActive, ensureActive and yieldNow
 *                                                         look at the signal in shared memory, then at the mail
 *
 * A call goes this way; only one that nobody has claimed can be taken back, to be given to another thread:
 *
 *   QUEUED --posted--> OFFERED --claimed by its thread--> RUNNING --its answer comes--> ENDED
 *     |  ^                |                                  |
 *     |  +---taken back---+                                  +--- its thread ends: the call fails
 *     +--- cancelled: it ends without having begun
 *
 * A thread of a pool:
 *
 *   STARTING --> BUSY for a lane --all its calls have ended or wait--> FREE --given a call--> BUSY
 *                                                                       +--long without any call--> ENDED
 *
 * A lane is what a dispatcher is here: a queue, and a limit on how many threads are busy for it at once. `Default`, `IO` and
 * their limited views are lanes of one pool and share its threads; a pool of one's own has one lane.
 */
import type { Suspend } from '../suspend/continuation.js';

/**
 * What a call of a worker module's function gives: what the function returns, waited for.
 * See {@link workerModule}.
 */
export type WorkerResult<R> = R extends Suspend<infer T> ? T : Awaited<R>;

/**
 * The functions that a module exports, as suspend functions that run on another thread.
 * See {@link workerModule}.
 */
export type WorkerModule<M> = {
  readonly [K in keyof M as M[K] extends (...args: never[]) => unknown ? K : never]: M[K] extends (
    ...args: infer A
  ) => infer R
    ? (...args: A) => Suspend<WorkerResult<R>>
    : never;
};

/**
 * Limits on the memory of each thread of a pool, in MB: `resourceLimits` of Node's threads.
 * See {@link newFixedThreadPoolContext}.
 */
export interface ThreadResourceLimits {
  /** The heap, but for new objects. */
  maxOldGenerationSizeMb?: number;
  /** The heap for new objects. */
  maxYoungGenerationSizeMb?: number;
  /** Memory for compiled code. */
  codeRangeSizeMb?: number;
  /** The stack. */
  stackSizeMb?: number;
}

/**
 * Makes a web worker whose script calls `exposeWorkerModule`.
 * See {@link workerModule} and {@link exposeWorkerModule}.
 */
export type WorkerFactory = () => WebWorker;

/**
 * What is used of a browser's `Worker`.
 * See {@link workerModule} and {@link exposeWorkerModule}.
 *
 * @example
 * ```ts
 * import { type WebWorker, workerModule } from 'suspendable';
 *
 * // One that never answers, for a test of what shows while it works.
 * const silent: WebWorker = { postMessage() {}, terminate() {}, addEventListener() {} };
 * const tasks = workerModule<{ work(): number }>(() => silent);
 * console.log(typeof tasks.work); // function
 * ```
 */
export interface WebWorker {
  /** Sends a message to the worker. */
  postMessage(message: unknown, transfer: Transferable[]): void;
  /** Ends the worker at once. */
  terminate(): void;
  /** Listens to its messages and errors. */
  addEventListener(type: string, listener: (event: any) => void): void;
}

/** The threads that belong to one dispatcher. */
export interface OwnThreads {
  readonly isClosed: boolean;
  /** They take no more calls, and end. */
  close(): void;
  /** When all have ended. */
  whenEnded(): Promise<void>;
}
