/*
 * The contract of scopes and of the builders on them.
 */
import type { CoroutineContext } from '../context/context.js';
import type { CancellationException } from '../job/cancellation.js';
import type { Block } from '../suspend/continuation.js';
import type { Deferred, Job } from './jobs.js';

/**
 * How a coroutine starts.
 *
 * @example
 * ```ts
 * import { CoroutineStart, run } from 'suspendable';
 *
 * await run(function* ({ launch }) {
 *   const lazy = launch({ start: CoroutineStart.LAZY }, () => console.log('lazy'));
 *   launch(() => console.log('default'));
 *   launch({ start: 'undispatched' }, () => console.log('undispatched'));
 *   lazy.start();
 * });
 * // prints: undispatched, default, lazy
 * ```
 */
export const CoroutineStart = {
  /** Dispatched at once; not at all if it was cancelled by then. */
  DEFAULT: 'default',
  /** When something asks for it: `start`, `join`, `await`. */
  LAZY: 'lazy',
  /** Dispatched at once, and it begins even if it was cancelled by then. */
  ATOMIC: 'atomic',
  /** Runs within the call that starts it, up to its first suspension. */
  UNDISPATCHED: 'undispatched',
} as const;
export type CoroutineStart = (typeof CoroutineStart)[keyof typeof CoroutineStart];

/**
 * How a coroutine is started, where a context alone does not say it.
 * See {@link CoroutineStart}.
 */
export interface LaunchOptions {
  /** Added to the scope's context. A job in it would become the parent in place of the scope. */
  context?: CoroutineContext;
  /** `CoroutineStart.DEFAULT` unless given. */
  start?: CoroutineStart;
  /** Short for a `CoroutineName` in the context. */
  name?: string;
}

/**
 * The block of a coroutine: see {@link Block}. It gets the coroutine's scope.
 * See {@link coroutineScope}.
 */
export type CoroutineBlock<T> = Block<CoroutineScope, T>;

/** How `launch` is called: with a block, or with a context or options and a block. See {@link CoroutineStart}. */
export interface LaunchFunction {
  // Generic although the result is dropped: as `unknown` the block's type would also take a generator with a forgotten star.
  <T>(block: CoroutineBlock<T>): Job;
  <T>(contextOrOptions: CoroutineContext | LaunchOptions, block: CoroutineBlock<T>): Job;
}

/** How `async` is called: as `launch`. See {@link Deferred}. */
export interface AsyncFunction {
  <T>(block: CoroutineBlock<T>): Deferred<T>;
  <T>(contextOrOptions: CoroutineContext | LaunchOptions, block: CoroutineBlock<T>): Deferred<T>;
}

/** How `promise` is called: as `launch`. See {@link CoroutineScope}. */
export interface PromiseFunction {
  <T>(block: CoroutineBlock<T>): Promise<T>;
  <T>(contextOrOptions: CoroutineContext | LaunchOptions, block: CoroutineBlock<T>): Promise<T>;
}

/**
 * Something that coroutines are launched in. It knows their context and keeps track of them: cancelling the scope cancels
 * all of them. Its builders may be taken out of it: `function* ({ launch, async }) { ... }`.
 */
export interface CoroutineScope {
  /** What the coroutines of the scope inherit; its job is their parent. */
  readonly coroutineContext: CoroutineContext;
  /** Whether the scope's job is active; true without a job. */
  readonly isActive: boolean;
  /**
   * Starts a coroutine that gives no result. Its failure fails the scope; without a parent, or under a supervisor, it goes to
   * the `CoroutineExceptionHandler`.
   *
   * @throws IllegalArgumentException when an argument is not what it should be.
   * @throws what the dispatcher throws if it refuses the coroutine, which fails with it, too.
   */
  readonly launch: LaunchFunction;
  /**
   * Starts a coroutine with a result. Its failure fails the scope at once and is thrown by `await`.
   *
   * @throws as {@link launch} does.
   */
  readonly async: AsyncFunction;
  /** As {@link async}, for code that is no coroutine: whatever goes wrong with the coroutine rejects the promise. */
  readonly promise: PromiseFunction;
  /** Cancels the scope's job. @throws IllegalStateException when the scope has none. */
  cancel(cause?: CancellationException | null): void;
  /** @throws CancellationException when the scope's job is not active. */
  ensureActive(): void;
  /** A scope with the same job unless `context` has another, and the elements of both. */
  plus(context: CoroutineContext): CoroutineScope;
  /** Cancels the scope and waits until all its coroutines have ended: `await using scope = new CoroutineScope(...)`. */
  [Symbol.asyncDispose](): Promise<void>;
}
