/*
 * The contract of channels.
 *
 *   senders ----> [ buffer of `capacity` elements ] ----> receivers
 *   wait when it is full                                  wait when it is empty
 *
 *   open --close(cause)--> closed: no more is sent, what is there is still received --> drained
 *        --cancel(cause)-> cancelled: what is there is dropped
 */
import { type CancellationException, IllegalStateException } from '../internal/exceptions.js';
import { textOf } from '../internal/text-of.js';
import type { SelectClause } from '../select/clause.js';
import type { Suspend } from '../suspend/continuation.js';

/**
 * What happens to an element that finds the buffer full.
 *
 * @example
 * ```ts
 * import { BufferOverflow, Channel, run } from 'suspendable';
 *
 * await run(function* () {
 *   const latest = new Channel<number>(2, { onBufferOverflow: BufferOverflow.DROP_OLDEST });
 *   for (const n of [1, 2, 3]) yield* latest.send(n);
 *   latest.close();
 *   console.log(yield* latest.toList()); // [ 2, 3 ]
 * });
 * ```
 */
export const BufferOverflow = {
  /** The sender waits. */
  SUSPEND: 'suspend',
  /** The oldest element is dropped. */
  DROP_OLDEST: 'drop-oldest',
  /** The new element is dropped. */
  DROP_LATEST: 'drop-latest',
} as const;
export type BufferOverflow = (typeof BufferOverflow)[keyof typeof BufferOverflow];

/**
 * What a channel does in special cases.
 *
 * @example
 * ```ts
 * import { Channel, run } from 'suspendable';
 *
 * await run(function* () {
 *   const files = new Channel<string>(1, { onUndeliveredElement: (file) => console.log('closed', file) });
 *   yield* files.send('a.txt');
 *   files.cancel();
 * });
 * // prints: closed a.txt
 * ```
 */
export interface ChannelOptions<T> {
  /** What happens to an element that finds the buffer full. `SUSPEND` unless given. */
  onBufferOverflow?: BufferOverflow;
  /**
   * Called for each element that was sent and reaches no receiver: to close what it holds. Each element is either received or
   * handed to it, exactly once, except those that `trySend` refused. It should not throw.
   */
  onUndeliveredElement?: (element: T) => void;
}

const SUCCESS = 0;
const FAILED = 1;
const CLOSED = 2;

/**
 * What an attempt on a channel gave: an element, nothing (it would have had to wait), or the channel's end.
 *
 * @example
 * ```ts
 * import { Channel } from 'suspendable';
 *
 * const channel = new Channel<string>(1);
 * console.log(channel.tryReceive().getOrNull(), channel.trySend('a').isSuccess, channel.trySend('b').isFailure); // null true true
 * channel.close(new Error('no more'));
 * console.log(channel.tryReceive().getOrThrow(), channel.tryReceive().isClosed); // a true
 * console.log((channel.tryReceive().exceptionOrNull() as Error).message); // no more
 * ```
 */
export class ChannelResult<out T> {
  private constructor(
    private readonly variant: number,
    private readonly content: unknown,
  ) {}

  /** @internal */
  static success<T>(value: T): ChannelResult<T> {
    return new ChannelResult<T>(SUCCESS, value);
  }

  /** @internal */
  static readonly failed: ChannelResult<never> = new ChannelResult<never>(FAILED, null);

  /** @internal */
  static closed(cause: unknown): ChannelResult<never> {
    return new ChannelResult<never>(CLOSED, cause);
  }

  /** It is an element, or the element was sent. */
  get isSuccess(): boolean {
    return this.variant === SUCCESS;
  }

  /** Not a success: nothing was there, or the channel is closed. */
  get isFailure(): boolean {
    return this.variant !== SUCCESS;
  }

  /** The channel is closed. */
  get isClosed(): boolean {
    return this.variant === CLOSED;
  }

  /** The element, or null when there is none. */
  getOrNull(): T | null {
    return this.variant === SUCCESS ? (this.content as T) : null;
  }

  /** The element. @throws what the channel was closed with; IllegalStateException when there is none for another reason. */
  getOrThrow(): T {
    if (this.variant === SUCCESS) return this.content as T;
    if (this.variant === CLOSED && this.content !== null) throw this.content;
    throw new IllegalStateException(
      this.variant === CLOSED
        ? "Trying to call 'getOrThrow' on a channel closed without a cause"
        : "Trying to call 'getOrThrow' on a failed result of a non-closed channel",
    );
  }

  /** What the channel was closed with; null when it is not closed or was closed without a cause. */
  exceptionOrNull(): unknown {
    return this.variant === CLOSED ? this.content : null;
  }

  toString(): string {
    if (this.variant === FAILED) return 'Value(Failed)'; // as in Kotlin, where only being closed is told apart
    return `${this.variant === SUCCESS ? 'Value' : 'Closed'}(${textOf(this.content)})`;
  }
}

/**
 * The end of a channel that elements are put into.
 *
 * @example
 * ```ts
 * import { Channel, run, type SendChannel, type Suspend } from 'suspendable';
 *
 * function* count(to: SendChannel<number>): Suspend<void> {
 *   to.invokeOnClose(() => console.log('closed'));
 *   for (const n of [1, 2]) yield* to.send(n);
 *   to.close();
 * }
 * await run(function* ({ launch }) {
 *   const channel = new Channel<number>();
 *   launch(() => count(channel));
 *   yield* channel.consumeEach((n) => console.log(n));
 * });
 * // prints: 1, 2, closed
 * ```
 */
export interface SendChannel<in T> {
  /** Closed or cancelled. */
  readonly isClosedForSend: boolean;
  /**
   * Puts an element in.
   *
   * **Suspends** while the buffer is full. **Cancellation** ends the wait, and the element goes to `onUndeliveredElement`; if
   * there is room, it is not looked at.
   *
   * @throws ClosedSendChannelException when the channel is closed, or the cause that it was closed with. A cancelled coroutine
   *   gets its cancellation then, unless the channel drops elements when it is full.
   */
  send(element: T): Suspend<void>;
  /** Puts an element in if that needs no waiting. Never throws. */
  trySend(element: T): ChannelResult<void>;
  /** A clause of `select` that wins when the element is put in. */
  onSend<R>(element: T, block: () => Suspend<R> | R): SelectClause<R>;
  /** Says that no more comes. What is in the channel is still received. False when it was closed before. */
  close(cause?: unknown): boolean;
  /** Calls `handler` once with the cause when the channel is closed or cancelled. @throws IllegalStateException the second time. */
  invokeOnClose(handler: (cause: unknown) => void): void;
}

/**
 * Takes the elements of a channel one by one, and leaves the channel open.
 *
 * @example
 * ```ts
 * import { Channel, run } from 'suspendable';
 *
 * await run(function* () {
 *   const channel = new Channel<number>(3);
 *   for (const n of [1, 2, 3]) channel.trySend(n);
 *   channel.close();
 *   const elements = channel.iterator();
 *   while (yield* elements.hasNext()) console.log(elements.next()); // 1, 2, 3
 * });
 * ```
 */
export interface ChannelIterator<out T> {
  /** Whether there is a next element. **Suspends** until there is one or the channel is closed. */
  hasNext(): Suspend<boolean>;
  /** The element that `hasNext` has found. @throws IllegalStateException when it was not asked. */
  next(): T;
}

/**
 * The end of a channel that elements are taken from.
 *
 * @example
 * ```ts
 * import { Channel, type ReceiveChannel, run, type Suspend } from 'suspendable';
 *
 * function* firstOf(from: ReceiveChannel<string>): Suspend<string> {
 *   return yield* from.consume(() => from.receive()); // the rest is not wanted
 * }
 * await run(function* () {
 *   const channel = new Channel<string>(2);
 *   yield* channel.send('a');
 *   yield* channel.send('b');
 *   console.log(yield* firstOf(channel), channel.isClosedForSend); // a true
 * });
 * ```
 */
export interface ReceiveChannel<out T> extends AsyncIterable<T> {
  /** Closed, and nothing is left to be received. */
  readonly isClosedForReceive: boolean;
  /** Nothing can be received now, and the channel is not closed for receive. */
  readonly isEmpty: boolean;
  /**
   * Takes an element.
   *
   * **Suspends** while the channel is empty; receivers are served in the order of arrival. **Cancellation** ends the wait; if
   * there is an element, it is not looked at. An element handed to a receiver that was cancelled meanwhile goes to
   * `onUndeliveredElement`.
   *
   * @throws ClosedReceiveChannelException when the channel is closed and drained, or the cause that it was closed with.
   */
  receive(): Suspend<T>;
  /** As {@link receive}, with the end of the channel as a result instead of an exception. */
  receiveCatching(): Suspend<ChannelResult<T>>;
  /** Takes an element if there is one. Never throws. */
  tryReceive(): ChannelResult<T>;
  /** A clause of `select` that wins with an element; it throws when the channel is closed. */
  onReceive<R>(block: (element: T) => Suspend<R> | R): SelectClause<R>;
  /** As {@link onReceive}; it also wins when the channel is closed. */
  onReceiveCatching<R>(block: (result: ChannelResult<T>) => Suspend<R> | R): SelectClause<R>;
  /** Takes the elements one by one. Who stops early leaves the channel open. */
  iterator(): ChannelIterator<T>;
  /** Closes the channel and drops what is in it. */
  cancel(cause?: CancellationException | null): void;
  /** Runs `block` with the channel and cancels it afterwards, however `block` ends. */
  consume<R>(block: (channel: this) => Suspend<R> | R): Suspend<R>;
  /** Gives each element to `action` until the channel is closed, and cancels the channel if that ends early. */
  consumeEach(action: (element: T) => Suspend<unknown> | unknown): Suspend<void>;
  /** All elements until the channel is closed. */
  toList(): Suspend<T[]>;
  /** The elements, for `for await` in async code. Leaving the loop early leaves the channel open. */
  [Symbol.asyncIterator](): AsyncIterator<T, undefined>;
}
