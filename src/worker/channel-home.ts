import type { Channel } from '../channel/buffered-channel.js';
import type { ReceiveChannel, SendChannel } from '../channel/channel.js';
import type { ChannelCore } from '../channel/core.js';
import type { CoroutineScope } from '../coroutine/coroutine-scope.js';
import type { Job } from '../coroutine/jobs.js';
import { Dispatchers } from '../dispatch/dispatchers.js';
import type { CancellationException } from '../job/cancellation.js';
import type { Suspend } from '../suspend/continuation.js';
import { decodeFailure, encodeFailure, type SentFailure } from './failures.js';
import type { LinkEnd, LinkPost } from './links.js';
import { type Offer, takeOffer } from './offer.js';

/** To the home: an element is wanted, is not wanted any more. */
export const WANT = 1;
export const UNWANT = 2;
/** To the home: an element, numbered; the sender of that number has given up. */
export const SEND = 3;
export const UNSEND = 4;
/** To the home: a select's element, numbered likewise; see offer.ts. */
export const OFFER = 11;
/** To the home. The value is the cause. */
export const CLOSE = 5;
export const CANCEL = 6;
/** From the home: the wanted element, or that there is none any more. */
export const ELEMENT = 7;
export const CLOSED = 8;
/** From the home: the element of that number was taken, or refused. */
export const TAKEN = 9;
export const REFUSED = 10;

type LocalChannel = Channel<unknown> & ChannelCore<unknown>;

/** A channel whose home is on yet another thread. */
export interface RemoteHome {
  /** See {@link takeOffer}. */
  forward(offer: Offer): Suspend<boolean>;
}

/** The end of a channel's link where the channel is: receives and sends for the other end. */
export class ChannelHome implements LinkEnd {
  private wanting: Job | null = null;
  private readonly senders = new Map<number, Job>();

  constructor(
    private readonly channel: ReceiveChannel<unknown> & SendChannel<unknown>,
    private readonly scope: CoroutineScope,
    private readonly post: LinkPost,
  ) {}

  hear(code: number, subject: number, value: unknown): void {
    switch (code) {
      case WANT:
        this.wanting = this.start(() => this.give());
        break;
      case UNWANT:
        this.wanting?.cancel();
        break;
      case SEND:
        this.senders.set(
          subject,
          this.start(() => this.take(subject, value)),
        );
        break;
      case OFFER:
        this.senders.set(
          subject,
          this.start(() => this.takeOffer(subject, value as Offer)),
        );
        break;
      case UNSEND:
        this.senders.get(subject)?.cancel();
        break;
      case CLOSE:
        this.channel.close(causeOf(value));
        break;
      case CANCEL:
        this.channel.cancel(causeOf(value) as CancellationException);
    }
  }

  /** Goes on in the call of whoever is on the channel's other side: an element that is received is sent on, come what may. */
  private start(block: () => Suspend<void>): Job {
    return this.scope.launch({ context: Dispatchers.Unconfined, start: 'undispatched' }, block);
  }

  private *give(): Suspend<void> {
    const result = yield* this.channel.receiveCatching();
    this.wanting = null;
    if (result.isSuccess) this.postElement(result.getOrThrow());
    else this.post(CLOSED, 0, sentCause(result.exceptionOrNull()));
  }

  private postElement(element: unknown): void {
    try {
      this.post(ELEMENT, 0, element);
    } catch (thrown) {
      this.post(CLOSED, 0, sentCause(thrown));
    }
  }

  private *take(subject: number, element: unknown): Suspend<void> {
    try {
      yield* this.channel.send(element);
      this.post(TAKEN, subject);
    } catch (thrown) {
      this.post(REFUSED, subject, encodeFailure(thrown));
    } finally {
      this.senders.delete(subject);
    }
  }

  private *takeOffer(subject: number, offer: Offer): Suspend<void> {
    const channel = ('inner' in this.channel ? this.channel.inner : this.channel) as LocalChannel | RemoteHome;
    try {
      const isTaken = 'forward' in channel ? yield* channel.forward(offer) : yield* takeOffer(channel, offer);
      if (isTaken) this.post(TAKEN, subject);
    } catch (thrown) {
      this.post(REFUSED, subject, encodeFailure(thrown));
    } finally {
      this.senders.delete(subject);
    }
  }

  cutOff(): void {
    this.wanting?.cancel();
    for (const sender of this.senders.values()) sender.cancel();
  }
}

/** A cause on its way; none is null. */
export function sentCause(cause: unknown): SentFailure | null {
  return cause === null || cause === undefined ? null : encodeFailure(cause);
}

export function causeOf(sent: unknown): unknown {
  return sent === null || sent === undefined ? null : decodeFailure(sent as SentFailure);
}
