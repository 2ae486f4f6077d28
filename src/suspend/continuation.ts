/*
 * The contract of suspension.
 *
 * A suspend function is a generator function that is called with `yield*`. What travels through `yield` is only the mark
 * that the coroutine now waits; the value it waits for comes back as the result of the `yield*`.
 */
import type { CoroutineContext } from '../context/context.js';

declare const suspension: unique symbol;

/**
 * What a suspended coroutine yields to the runtime. Opaque: only the library makes one.
 * See {@link suspendCancellableCoroutine}.
 */
export interface Suspension {
  readonly [suspension]: true;
}

/**
 * A suspend call that has not run yet: nothing happens until it is `yield*`ed in a coroutine, and it can be so once.
 * A suspend function is written as a generator that returns it: `function* load(id: string): Suspend<User>`.
 *
 * @example
 * ```ts
 * import { delay, run, type Suspend } from 'suspendable';
 *
 * function* load(id: string): Suspend<number> {
 *   yield* delay(1);
 *   return id.length;
 * }
 * console.log(await run(() => load('seven'))); // 5
 * ```
 */
export interface Suspend<T> extends Iterator<Suspension, T, unknown> {
  [Symbol.iterator](): Suspend<T>;
}

/**
 * A coroutine's block: a generator function, a plain function (which then cannot suspend), a function that returns a
 * suspend call (`() => work(i)`, the cheapest to make in a loop), or an async function, whose promise is waited for.
 *
 * @example
 * ```ts
 * import { run, type Suspend } from 'suspendable';
 *
 * function* work(): Suspend<string> { return 'a suspend function'; }
 * console.log(await run(function* () { return yield* work(); })); // a suspend function
 * console.log(await run(work), await run(() => 'a value'), await run(async () => 'a promise')); // a suspend function a value a promise
 * ```
 */
export type Block<S, T> = (scope: S) => Suspend<T> | PromiseLike<T> | T;

/**
 * A suspended coroutine, to be resumed exactly once.
 *
 * @example
 * ```ts
 * import { run, type Suspend, suspendCoroutine } from 'suspendable';
 *
 * type Callback = (error: Error | null, text?: string) => void;
 * const readFile = (name: string, callback: Callback) => setTimeout(() => callback(new Error(`no file ${name}`)), 1);
 *
 * const read = (name: string): Suspend<string> =>
 *   suspendCoroutine((continuation) => {
 *     readFile(name, (error, text) => (error ? continuation.resumeWithException(error) : continuation.resume(text!)));
 *   });
 * await run(() => read('a.txt')).catch((error: Error) => console.log(error.message)); // no file a.txt
 * ```
 */
export interface Continuation<T> {
  /** The context of the coroutine that waits. */
  readonly context: CoroutineContext;
  /** Has the suspended call return `value`. @throws IllegalStateException when resumed before. */
  resume(value: T): void;
  /** Has the suspended call throw `error`. @throws IllegalStateException when resumed before. */
  resumeWithException(error: unknown): void;
}

/**
 * Called when a value given to `resume` could not be delivered, to close what it holds. See
 * {@link suspendCancellableCoroutine}.
 */
export type UndeliveredHandler<T> = (cause: unknown, value: T, context: CoroutineContext) => void;

/**
 * A suspended coroutine that may also be cancelled while it waits.
 * See {@link suspendCancellableCoroutine}.
 */
export interface CancellableContinuation<T> extends Continuation<T> {
  /** Neither resumed nor cancelled. */
  readonly isActive: boolean;
  /** Resumed or cancelled. */
  readonly isCompleted: boolean;
  /** Cancelled before it was resumed. */
  readonly isCancelled: boolean;
  /**
   * Has the suspended call return `value`. Ignored when it was cancelled before. The job may still be cancelled before the
   * coroutine is dispatched; the value is then lost and `onCancellation` is called with it, exactly once.
   * @throws IllegalStateException when resumed before.
   */
  resume(value: T, onCancellation?: UndeliveredHandler<T>): void;
  /** Cancels this suspension, not the job. Returns whether it did: false when it was resumed or cancelled before. */
  cancel(cause?: unknown): boolean;
  /**
   * Registers what to do when the suspension is cancelled: to close a connection, to leave a queue. At once when it is
   * cancelled already. The handler must not throw.
   * @throws IllegalStateException when a handler was registered before.
   */
  invokeOnCancellation(handler: (cause: unknown) => void): void;
}
