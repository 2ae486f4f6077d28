import type { CoroutineContext } from '../context/context.js';
import type { Origin } from '../coroutine/builder-arguments.js';
import { Coroutine } from '../coroutine/coroutine.js';
import { CoroutineStart } from '../coroutine/coroutine-scope.js';
import { IllegalStateException } from '../internal/exceptions.js';
import { type CancellationException, JobCancellationException } from '../job/cancellation.js';
import { JobNodes } from '../job/nodes.js';
import { handlerFailure } from '../job/notification.js';
import { CANCELLING, FINAL, STARTED } from '../job/states.js';
import type { SelectClause } from '../select/clause.js';
import { CancellableSuspension } from '../suspend/cancellable.js';
import type { Block, Suspend } from '../suspend/continuation.js';
import { LAZY, type Resumable } from '../suspend/resumable.js';
import { running } from '../suspend/running.js';
import type { Channel } from './buffered-channel.js';
import type { ChannelIterator, ChannelResult, ReceiveChannel, SendChannel } from './channel.js';
import { asyncIterator, consume, consumeEach, toList } from './iteration.js';

/** What producers and actors differ in. They are of one class: see ScopeKind in coroutine/scoped.ts. */
export interface ChannelKind {
  /** How `toString` prints the coroutine. */
  nameOf(coroutine: ChannelCoroutine<any>): string;
  /** The coroutine is being cancelled, and nobody else has heard of it. */
  cancelling(coroutine: ChannelCoroutine<any>): void;
  /** The coroutine has ended, and the channel ends with it. */
  endChannel(coroutine: ChannelCoroutine<any>): void;
  /** See JobHooks. */
  handleJobException(coroutine: ChannelCoroutine<any>, cause: unknown): boolean;
}

/** A coroutine that has a channel and is, for others, one of its ends. */
export class ChannelCoroutine<T> extends Coroutine implements SendChannel<T>, ReceiveChannel<T> {
  readonly send: (element: T) => Suspend<void>;
  readonly trySend: (element: T) => ChannelResult<void>;
  /** What is added to the state before the channel of a coroutine that ends well is closed. Set when its body has ended. */
  private early = 0;

  constructor(
    elements: CoroutineContext,
    body: Resumable['body'],
    state: number,
    readonly inner: Channel<T>,
    private readonly channelKind: ChannelKind,
  ) {
    super(elements, body, state);
    // Bound, so that a block may take them out of its scope: function* ({ send }) { ... }
    this.send = (element) => inner.send(element);
    this.trySend = (element) => inner.trySend(element);
    this.awaitClose = this.awaitClose.bind(this);
  }

  get kind(): string {
    return this.channelKind.nameOf(this);
  }

  get channel(): this {
    return this;
  }

  *awaitClose(cleanup: () => void = () => {}): Suspend<void> {
    if (running.coroutine !== (this as unknown)) {
      throw new IllegalStateException('awaitClose() can only be invoked from the producer context');
    }
    try {
      yield* new Closing(this);
    } finally {
      cleanup();
    }
  }

  protected override enterCancelling(cause: unknown): boolean {
    const isFirst = super.enterCancelling(cause);
    if (isFirst) this.channelKind.cancelling(this);
    return isFirst;
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
      this.channelKind.endChannel(this);
    } catch (thrown) {
      this.handleOnCompletionException(handlerFailure(this, thrown, null));
    }
  }

  override handleJobException(cause: unknown): boolean {
    return this.channelKind.handleJobException(this, cause);
  }

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

/** Waits until the channel of a producer is closed. */
class Closing extends CancellableSuspension<void> {
  constructor(private readonly channel: SendChannel<never>) {
    super();
  }

  protected override get what(): string {
    return 'awaitClose';
  }

  protected override suspend(): void {
    this.channel.invokeOnClose(() => this.tryResume(undefined));
  }
}

/** Makes a coroutine of that kind, and starts it unless that is left for later. */
export function startWithChannel<T>(
  kind: ChannelKind,
  origin: Origin,
  start: CoroutineStart,
  channel: Channel<T>,
  block: Block<never, unknown>,
): ChannelCoroutine<T> {
  const lazy = start === CoroutineStart.LAZY;
  const coroutine = new ChannelCoroutine<T>(origin.elements, block, lazy ? LAZY : STARTED, channel, kind);
  coroutine.attachTo(origin.originJob);
  if (!lazy) coroutine.begin(start);
  return coroutine;
}
