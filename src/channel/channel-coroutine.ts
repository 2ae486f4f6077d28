import type { CoroutineContext } from '../context/context.js';
import { Coroutine } from '../coroutine/coroutine.js';
import { type CancellationException, JobCancellationException } from '../job/cancellation.js';
import { JobNodes } from '../job/nodes.js';
import { handlerFailure } from '../job/notification.js';
import { CANCELLING, FINAL } from '../job/states.js';
import type { SelectClause } from '../select/clause.js';
import type { Suspend } from '../suspend/continuation.js';
import type { Resumable } from '../suspend/resumable.js';
import type { Channel } from './buffered-channel.js';
import type { ChannelIterator, ChannelResult, ReceiveChannel, SendChannel } from './channel.js';
import { asyncIterator, consume, consumeEach, toList } from './iteration.js';

/** A coroutine that has a channel and is, for others, one of its ends. */
export abstract class ChannelCoroutine<T> extends Coroutine implements SendChannel<T>, ReceiveChannel<T> {
  /** What is added to the state before the channel of a coroutine that ends well is closed. Set when its body has ended. */
  declare private early: number;

  constructor(
    elements: CoroutineContext,
    body: Resumable['body'],
    state: number,
    readonly inner: Channel<T>,
  ) {
    super(elements, body, state);
  }

  /** As in Kotlin a job that ends with its body, and is listened to by one at most, is final before its channel ends. */
  override bodyEnded(result: unknown, failed: boolean): Resumable | null {
    this.early = this.nodes instanceof JobNodes || this.nextChild() ? 0 : FINAL;
    return super.bodyEnded(result, failed);
  }

  /** What a close handler throws must not keep the coroutine from ending. */
  override onCompletionInternal(): void {
    if (!(this.state & CANCELLING)) this.state |= this.early;
    try {
      this.endChannel();
    } catch (thrown) {
      this.handleOnCompletionException(handlerFailure(this, thrown, null));
    }
  }

  protected abstract endChannel(): void;

  /** Both the channel and the coroutine. */
  override cancel(cause?: CancellationException | null): void {
    if (this.isCancelled) return;
    const exception = cause ?? new JobCancellationException(this.cancellationMessage);
    this.inner.cancel(exception);
    this.cancelImpl(exception);
  }

  get isClosedForSend(): boolean {
    return this.inner.isClosedForSend;
  }

  get isClosedForReceive(): boolean {
    return this.inner.isClosedForReceive;
  }

  get isEmpty(): boolean {
    return this.inner.isEmpty;
  }

  send(element: T): Suspend<void> {
    return this.inner.send(element);
  }

  trySend(element: T): ChannelResult<void> {
    return this.inner.trySend(element);
  }

  onSend<R>(element: T, block: () => Suspend<R> | R): SelectClause<R> {
    return this.inner.onSend(element, block);
  }

  close(cause?: unknown): boolean {
    return this.inner.close(cause);
  }

  invokeOnClose(handler: (cause: unknown) => void): void {
    this.inner.invokeOnClose(handler);
  }

  receive(): Suspend<T> {
    return this.inner.receive();
  }

  receiveCatching(): Suspend<ChannelResult<T>> {
    return this.inner.receiveCatching();
  }

  tryReceive(): ChannelResult<T> {
    return this.inner.tryReceive();
  }

  onReceive<R>(block: (element: T) => Suspend<R> | R): SelectClause<R> {
    return this.inner.onReceive(block);
  }

  onReceiveCatching<R>(block: (result: ChannelResult<T>) => Suspend<R> | R): SelectClause<R> {
    return this.inner.onReceiveCatching(block);
  }

  iterator(): ChannelIterator<T> {
    return this.inner.iterator();
  }

  consume<R>(block: (channel: this) => Suspend<R> | R): Suspend<R> {
    return consume(this, block);
  }

  consumeEach(action: (element: T) => Suspend<unknown> | unknown): Suspend<void> {
    return consumeEach(this, action);
  }

  toList(): Suspend<T[]> {
    return toList(this);
  }

  [Symbol.asyncIterator](): AsyncIterator<T, undefined> {
    return asyncIterator(this);
  }
}
