import type { CoroutineContext } from '../context/context.js';
import { handleCoroutineException } from '../context/handle-exception.js';
import { IllegalStateException } from '../internal/exceptions.js';
import { requireFunction } from '../internal/require-function.js';
import { RingBuffer } from '../internal/ring-buffer.js';
import { addSuppressed } from '../internal/suppressed.js';
import { textOf } from '../internal/text-of.js';
import { CancellationException, requireCancellation } from '../job/cancellation.js';
import { type Waiter, WaitQueue } from '../sync/wait-queue.js';
import { BufferOverflow } from './channel.js';
import {
  ClosedReceiveChannelException,
  ClosedSendChannelException,
  UndeliveredElementException,
} from './exceptions.js';

/** Who waits for an element: a suspended coroutine or a clause of a select. */
export interface ReceiveWaiter<T> extends Waiter {
  /** Takes the element. False when it does not want it any more. */
  accept(element: T): boolean;
  /** The channel is closed: nothing comes any more. */
  closed(): void;
}

/** Who waits for room, with the element to be put in. */
export interface SendWaiter<T> extends Waiter {
  readonly element: T;
  /** Neither cancelled nor, in a select, overtaken by another clause. */
  readonly isOffering: boolean;
  /** The element is taken from it. */
  accept(): void;
  /** The channel is cancelled: the element is not taken. */
  cancelled(): void;
}

/** What {@link ChannelCore.offer} did. */
export const SENT = 0;
export const FULL = 1;
export const CLOSED = 2;

/** Given by {@link ChannelCore.poll} when there is no element: elements may be of any value. */
export const NOTHING: unique symbol = Symbol('nothing');

/** The place of a sender whose element was handed on as undelivered, by a cancelled channel or by itself. */
export const DROPPED = -1;

const INITIAL_SLOTS = 4;

/** In the place of a close handler that was called, so that the channel holds on to nothing of it. */
function called(): void {}

/** What a cancelled channel has had, the oldest first. */
interface Remains<T> {
  readonly buffered: T[];
  readonly senders: SendWaiter<T>[];
}

/**
 * The elements of a channel and who waits for them; nothing here suspends. Receivers wait only while there is no element,
 * senders only while there is no room, so at most one of the queues has anybody in it.
 */
export class ChannelCore<T> {
  readonly receivers = new WaitQueue<ReceiveWaiter<T>>();
  readonly senders = new WaitQueue<SendWaiter<T>>();
  /** Made for the first element. */
  buffer: RingBuffer<T> | null = null;
  isClosed = false;
  /** What it was closed with, or null. */
  closeCause: unknown = null;
  /** What is still to be dropped, while the channel is being cancelled. */
  private remains: Remains<T> | null = null;
  private closeHandler: ((cause: unknown) => void) | null = null;
  /** All who waited have been told of the end, so that a handler is called as soon as there is one. */
  private tellsHandler = false;

  constructor(
    readonly capacity: number,
    private readonly overflow: BufferOverflow,
    private readonly onUndelivered: ((element: T) => void) | undefined,
  ) {}

  /** Puts an element in, if that needs no waiting. */
  offer(element: T): number {
    if (this.isClosed) {
      this.drain();
      return CLOSED;
    }
    let receiver: ReceiveWaiter<T> | null;
    while ((receiver = this.receivers.shift()) !== null) {
      if (receiver.accept(element)) return SENT;
    }
    if (this.capacity === 0) return FULL;
    this.buffer ??= new RingBuffer(INITIAL_SLOTS);
    if (this.buffer.size < this.capacity) {
      this.buffer.push(element);
      return SENT;
    }
    return this.overflow === BufferOverflow.SUSPEND ? FULL : this.overflowWith(element, this.buffer);
  }

  private overflowWith(element: T, buffer: RingBuffer<T>): number {
    if (this.overflow === BufferOverflow.DROP_LATEST) return FULL;
    const oldest = buffer.shift() as T;
    buffer.push(element);
    this.dropped(oldest);
    return SENT;
  }

  /** Whether a full buffer drops an element, whichever. */
  get drops(): boolean {
    return this.overflow !== BufferOverflow.SUSPEND;
  }

  /** Whether a full buffer drops the new element, so that nobody ever waits for room. */
  get dropsLatest(): boolean {
    return this.overflow === BufferOverflow.DROP_LATEST;
  }

  /** Takes an element, if there is one. */
  poll(): T | typeof NOTHING {
    const { buffer } = this;
    if (buffer !== null && buffer.size > 0) {
      const oldest = buffer.shift() as T;
      const sender = this.nextSender();
      if (sender !== null) {
        buffer.push(sender.element); // before it is resumed: it may go on in this very call, and must find the buffer full
        sender.accept();
      }
      return oldest;
    }
    const sender = this.nextSender();
    if (sender === null) {
      this.drain();
      return NOTHING;
    }
    const { element } = sender;
    sender.accept();
    return element;
  }

  /** Takes out the first sender that still offers its element. */
  private nextSender(): SendWaiter<T> | null {
    let sender = this.senders.shift();
    while (sender !== null && !sender.isOffering) sender = this.senders.shift();
    return sender;
  }

  private get hasElements(): boolean {
    return (this.buffer !== null && this.buffer.size > 0) || !this.senders.isEmpty;
  }

  get isClosedForSend(): boolean {
    this.drain();
    return this.isClosed;
  }

  get isClosedForReceive(): boolean {
    return this.isClosedForSend && !this.hasElements;
  }

  get isEmpty(): boolean {
    return !this.isClosedForSend && !this.hasElements;
  }

  close(cause?: unknown): boolean {
    if (this.isClosedForSend) return false;
    this.end(cause ?? null);
    this.tellHandler();
    return true;
  }

  cancel(cause?: CancellationException | null): void {
    requireCancellation(cause, "cancel(new CancellationException('...', { cause })) or close(cause)");
    const closes = !this.isClosed;
    if (closes) this.end(cause ?? new CancellationException('Channel was cancelled'));
    this.dropAll();
    if (closes) this.tellHandler();
  }

  private tellHandler(): void {
    this.tellsHandler = true;
    const { closeHandler } = this;
    if (closeHandler === null) return;
    this.closeHandler = called;
    closeHandler(this.closeCause);
  }

  private end(cause: unknown): void {
    this.isClosed = true;
    this.closeCause = cause;
    let receiver: ReceiveWaiter<T> | null;
    while ((receiver = this.receivers.shift()) !== null) receiver.closed();
  }

  /** Drops what was sent and not received. */
  private dropAll(): void {
    const { buffer } = this;
    this.buffer = null;
    const remains: Remains<T> = (this.remains ??= { buffered: [], senders: [] });
    while (buffer !== null && buffer.size > 0) remains.buffered.push(buffer.shift() as T);
    let sender: SendWaiter<T> | null;
    while ((sender = this.senders.shift()) !== null) remains.senders.push(sender);
    this.drain();
  }

  /**
   * Drops what remains, the youngest first, and then sends the senders away, the oldest first. All that looks at a channel which is
   * being cancelled does this first, as in Kotlin: a handler that looks at its own channel finds it drained of the elements behind.
   */
  private drain(): void {
    const { remains } = this;
    if (remains === null) return;
    const { buffered, senders } = remains;
    const refused: SendWaiter<T>[] = [];
    let failure: UndeliveredElementException | null = null;
    let sender: SendWaiter<T> | undefined;
    while ((sender = senders.pop()) !== undefined) {
      if (sender.place === DROPPED) continue; // a handler has cancelled it
      sender.place = DROPPED;
      refused.push(sender);
      failure = this.callUndelivered(sender.element, failure);
    }
    while (buffered.length > 0) failure = this.callUndelivered(buffered.pop() as T, failure);
    this.remains = null;
    while ((sender = refused.pop()) !== undefined) sender.cancelled();
    if (failure !== null) throw failure;
  }

  invokeOnClose(handler: (cause: unknown) => void): void {
    requireFunction('invokeOnClose', handler);
    if (this.closeHandler !== null) {
      throw new IllegalStateException(
        'Another handler is already registered with invokeOnClose: it takes one. Do both things in one handler',
      );
    }
    this.closeHandler = handler;
    if (this.tellsHandler) this.tellHandler();
  }

  /** What a send to the closed channel throws. */
  sendException(): unknown {
    return this.closeCause ?? new ClosedSendChannelException('Channel was closed');
  }

  /** What a receive from the closed and drained channel throws. */
  receiveException(): unknown {
    return this.closeCause ?? new ClosedReceiveChannelException('Channel was closed');
  }

  /** What a send of `element` to the closed channel throws, after the element was taken care of. */
  refuse(element: T): unknown {
    const failure = this.callUndelivered(element, null);
    const exception = this.sendException();
    if (failure === null) return exception;
    addSuppressed(failure, exception);
    return failure;
  }

  /** An element is dropped by whoever sends: what the handler throws is thrown to it. */
  dropped(element: T): void {
    const failure = this.callUndelivered(element, null);
    if (failure !== null) throw failure;
  }

  /** An element is lost by a cancellation: nobody is there to be thrown at, so the coroutine's handler gets it. */
  lost(element: T, context: CoroutineContext): void {
    const failure = this.callUndelivered(element, null);
    if (failure !== null) handleCoroutineException(context, failure);
  }

  private callUndelivered(element: T, former: UndeliveredElementException | null): UndeliveredElementException | null {
    if (this.onUndelivered === undefined) return former;
    try {
      this.onUndelivered(element);
      return former;
    } catch (thrown) {
      if (former !== null) {
        addSuppressed(former, thrown);
        return former;
      }
      return new UndeliveredElementException(`Exception in undelivered element handler for ${textOf(element)}`, {
        cause: thrown,
      });
    }
  }
}
