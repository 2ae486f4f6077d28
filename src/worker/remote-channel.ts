import { Channel } from '../channel/buffered-channel.js';
import { ChannelResult } from '../channel/channel.js';
import type { ChannelCore, ReceiveWaiter } from '../channel/core.js';
import type { CancellationException } from '../job/cancellation.js';
import type { SelectClause } from '../select/clause.js';
import type { Suspend } from '../suspend/continuation.js';
import { suspendCancellableCoroutine } from '../suspend/suspend-cancellable.js';
import { WaitQueue } from '../sync/wait-queue.js';
import {
  CANCEL,
  CLOSE,
  CLOSED,
  causeOf,
  ELEMENT,
  OFFER,
  REFUSED,
  type RemoteHome,
  SEND,
  sentCause,
  TAKEN,
  UNSEND,
  UNWANT,
  WANT,
} from './channel-home.js';
import { beginWaiting, endWaiting } from './host.js';
import type { LinkEnd, LinkPost } from './links.js';
import type { Offer } from './offer.js';
import { type OfferingChannel, RemoteSendClause } from './remote-send-clause.js';

/** The class behind `Channel`, with what it has from the core. */
const LocalChannel = Channel as unknown as new <T>(capacity: number) => Channel<T> & ChannelCore<T>;

/** Receivers that wait. An element is fetched only for one of them, so none is taken from the channel without need. */
class Demand<T> extends WaitQueue<ReceiveWaiter<T>> {
  constructor(private readonly channel: RemoteChannel<T>) {
    super();
  }

  override add(waiter: ReceiveWaiter<T>): void {
    super.add(waiter);
    this.channel.want();
  }

  protected override left(): void {
    super.left();
    if (this.isEmpty) this.channel.unwant();
  }
}

/**
 * A channel of another thread. Elements that come are put into this channel, for its receivers; those that are sent go to the
 * other thread, and the sender waits until they are taken there.
 */
export class RemoteChannel<T> extends LocalChannel<T> implements LinkEnd, RemoteHome, OfferingChannel {
  override readonly receivers = new Demand<T>(this);
  private isWanted = false;
  private lastSent = 0;
  private readonly sending = new Map<number, (failure: unknown) => void>();

  constructor(
    private readonly post: LinkPost,
    private readonly leave: () => void,
  ) {
    super(Number.POSITIVE_INFINITY);
  }

  want(): void {
    if (this.isWanted || this.isClosedForSend) return;
    this.isWanted = true;
    beginWaiting();
    this.post(WANT, 0);
  }

  unwant(): void {
    // The answer may be under way: it is kept for the next receiver.
    if (this.isWanted) this.post(UNWANT, 0);
    this.noLongerWanted();
  }

  private noLongerWanted(): void {
    if (!this.isWanted) return;
    this.isWanted = false;
    endWaiting();
  }

  hear(code: number, subject: number, value: unknown): void {
    switch (code) {
      case ELEMENT:
        this.noLongerWanted();
        this.offer(value as T);
        if (!this.receivers.isEmpty) this.want();
        break;
      case CLOSED:
        this.noLongerWanted();
        super.close(causeOf(value));
        this.leave();
        break;
      case TAKEN:
        this.answered(subject, null);
        break;
      case REFUSED:
        this.answered(subject, causeOf(value));
    }
  }

  private answered(subject: number, failure: unknown): void {
    const answer = this.sending.get(subject);
    this.sending.delete(subject);
    if (answer === undefined) return;
    endWaiting();
    answer(failure);
  }

  override tryReceive(): ChannelResult<T> {
    const result = super.tryReceive();
    if (result.isFailure) this.want(); // for the next attempt
    return result;
  }

  override *send(element: T): Suspend<void> {
    if (this.isClosedForSend) throw this.sendException();
    yield* this.request(SEND, element);
  }

  *forward(offer: Offer): Suspend<boolean> {
    yield* this.request(OFFER, offer);
    return true;
  }

  private request(code: number, value: unknown): Suspend<void> {
    return suspendCancellableCoroutine((continuation) => {
      const subject = this.postRequest(code, value, (failure) => {
        if (failure === null) continuation.resume(undefined);
        else continuation.resumeWithException(failure);
      });
      continuation.invokeOnCancellation(() => this.takeBack(subject));
    });
  }

  private postRequest(code: number, value: unknown, answer: (failure: unknown) => void): number {
    const subject = ++this.lastSent;
    this.post(code, subject, value);
    this.sending.set(subject, answer);
    beginWaiting();
    return subject;
  }

  postOffer(offer: Offer, answer: (failure: unknown) => void): number {
    return this.postRequest(OFFER, offer, answer);
  }

  takeBack(subject: number): void {
    if (!this.sending.delete(subject)) return;
    endWaiting();
    this.post(UNSEND, subject);
  }

  /** One element may be under way. */
  override trySend(element: T): ChannelResult<void> {
    if (this.isClosedForSend) return ChannelResult.closed(this.sendException());
    if (this.sending.size > 0) return ChannelResult.failed;
    this.postRequest(SEND, element, (failure) => {
      if (failure !== null) super.close(failure);
    });
    return ChannelResult.success(undefined);
  }

  override onSend<R>(element: T, block: () => Suspend<R> | R): SelectClause<R> {
    return new RemoteSendClause(this, element, block) as SelectClause<R>;
  }

  override close(cause?: unknown): boolean {
    if (!super.close(cause)) return false;
    this.post(CLOSE, 0, sentCause(cause));
    return true;
  }

  override cancel(cause?: CancellationException | null): void {
    super.cancel(cause);
    this.noLongerWanted();
    this.post(CANCEL, 0, sentCause(cause));
    this.leave();
  }

  cutOff(cause: unknown): void {
    this.noLongerWanted();
    super.close(cause);
    for (const subject of [...this.sending.keys()]) this.answered(subject, cause ?? this.sendException());
  }
}
