/*
 * An element that a select on another thread has to send, here where the channel is: it is put in only if that select takes no
 * other clause.
 */
import type { Channel } from '../channel/buffered-channel.js';
import type { ChannelCore, SendWaiter } from '../channel/core.js';
import { CancellableSuspension } from '../suspend/cancellable.js';
import type { Suspend } from '../suspend/continuation.js';
import type { Waiter } from '../sync/wait-queue.js';
import { decide } from './shared-decision.js';

/** Where the select is decided, by which number, and what is sent then. */
export type Offer = readonly [cell: Int32Array, number: number, element: unknown];

/** Waits for room. */
class OfferWait extends CancellableSuspension<void> implements SendWaiter<unknown> {
  queue: object | null = null;
  nextWaiter: Waiter | null = null;
  previousWaiter: Waiter | null = null;

  constructor(
    private readonly channel: ChannelCore<unknown>,
    private readonly offer: Offer,
  ) {
    super();
  }

  protected override get what(): string {
    return 'onSend';
  }

  protected override suspend(): void {
    if (this.isActive) this.channel.senders.add(this);
  }

  get element(): unknown {
    return this.offer[2];
  }

  get isOffering(): boolean {
    const [cell, number] = this.offer;
    return this.isActive && decide(cell, number);
  }

  accept(): void {
    this.tryResume(undefined);
  }

  cancelled(): void {
    if (this.isOffering) this.tryResumeWithException(this.channel.sendException());
  }

  protected override onCancelled(): void {
    this.channel.senders.remove(this);
    // Unless the channel does it: see ChannelCore.dropAll.
    if (this.queue !== this.channel) this.channel.lost(this.element, this.context);
  }
}

/** Whether an element that is sent now has to wait. */
function isFull({ isClosedForSend, drops, receivers, buffer, capacity }: ChannelCore<unknown>): boolean {
  return !isClosedForSend && !drops && receivers.isEmpty && (buffer?.size ?? 0) >= capacity;
}

/** Suspends until the element is taken. False when the select has taken another clause before. */
export function* takeOffer(channel: Channel<unknown> & ChannelCore<unknown>, offer: Offer): Suspend<boolean> {
  const [cell, number, element] = offer;
  if (isFull(channel)) yield* new OfferWait(channel, offer);
  else if (decide(cell, number)) yield* channel.send(element);
  else return false;
  return true;
}
