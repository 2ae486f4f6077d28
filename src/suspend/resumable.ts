import type { ContextOwner, ContinuationInterceptor, ResumeTask } from '../context/context.js';
import type { JobSupport } from '../job/machine.js';
import type { Block, Suspend } from './continuation.js';

/** The body has been entered (or will not be, because the coroutine was cancelled before). */
export const BODY_ENTERED = 1 << 8;
/** The body is entered even if the coroutine was cancelled before. */
export const ATOMIC = 1 << 9;
/** Waits in `yieldNow`. */
export const YIELDING = 1 << 10;
/** A coroutine is still in the call that started it. What ends a scoped one there is its result: nobody need be resumed. */
export const IN_CALL = 1 << 11;
/** The caller of a scoped coroutine was cancelled while it waited to be dispatched. */
export const CALLER_CANCELLED = 1 << 12;

/** Was made to be started later. */
export const LAZY = 1 << 13;

/** The body is a frame. */
export const FRAMED = 1 << 14;

/** The body is, below all frames, a generator of this realm. */
export const GENERATOR = 1 << 15;

/** Made by `launch`: it has no result, and its failure belongs to its parent or a handler. */
export const LAUNCHED = 1 << 16;

/** Whoever starts it gets a promise, which tells of a dispatcher that refuses it, too. */
export const PROMISED = 1 << 17;

/** The call that it waits in is neither resumed nor cancelled. */
export const PENDING = 1 << 18;

/** That call has begun, and its outcome is for whoever goes on. While it is PENDING as well the coroutine needs a dispatch. */
export const AWAITING = 1 << 19;

/** The outcome of that call is a value; otherwise it is thrown. */
export const DELIVERS = 1 << 20;

/** A call that is suspended, see frame.ts. */
export interface CallFrame {
  /** What the called function returned, to be run. */
  readonly callee: Suspend<unknown>;
  /** The callee has ended: the coroutine goes on with the caller. */
  finish(coroutine: Resumable, outcome: unknown, threw: boolean): void;
}

/** A suspension, see cancellable.ts. */
export interface Waiting {
  /** Whether the job's cancellation ends it. */
  readonly isCancellable: boolean;
  /** The value that it was resumed with reaches nobody. */
  undelivered(cause: unknown): void;
}

/** A coroutine as the driver sees it: a job with a body that suspends and goes on. */
export interface Resumable extends JobSupport, ResumeTask, ContextOwner {
  /** The job that what it starts becomes a child of: itself, but for a coroutine that stands for another. */
  readonly originJob: JobSupport;
  readonly interceptor: ContinuationInterceptor;
  /**
   * What runs next: the block until it is entered, then what it returned or, with FRAMED, the innermost frame that is
   * suspended; null when all has ended. One field for all of them, since there may be a million coroutines.
   */
  body: Block<never, unknown> | Suspend<unknown> | CallFrame | null;
  /** What the coroutine waits in, from when it begins to until it has got the outcome. */
  waiting: Waiting | null;
  /** Of that call, once it is settled. */
  outcome: unknown;
  /** The suspend call that stands for a promise which the block returned. */
  waitForPromise(promise: PromiseLike<unknown>): Suspend<unknown>;
  /** The body has ended. Returned is a coroutine that goes on in the same call, if there is one. */
  bodyEnded(result: unknown, failed: boolean): Resumable | null;
}
