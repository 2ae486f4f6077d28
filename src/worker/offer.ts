/*
 * An element that a select on another thread has to send, here where the channel is: it is put in only if that select takes no
 * other clause.
 */
import type { Channel } from '../channel/buffered-channel.js';
import type { ChannelCore } from '../channel/core.js';
import { Send } from '../channel/suspensions.js';
import type { Suspend } from '../suspend/continuation.js';
import { decide } from './shared-decision.js';

/** Where the select is decided, by which number, and what is sent then. */
export type Offer = readonly [cell: Int32Array, number: number, element: unknown];

/** Waits for room, and for the select to want it. */
class OfferWait extends Send<unknown> {
  constructor(
    channel: ChannelCore<unknown>,
    private readonly offer: Offer,
  ) {
    super(channel, offer[2]);
  }

  protected override get what(): string {
    return 'onSend';
  }

  override get isOffering(): boolean {
    const [cell, number] = this.offer;
    return this.isActive && decide(cell, number);
  }

  override cancelled(): void {
    if (this.isOffering) super.cancelled();
  }
}

/** Whether an element that is sent now has to wait. */
function isFull({ isClosed, drops, receivers, buffer, capacity }: ChannelCore<unknown>): boolean {
  return !isClosed && !drops && receivers.isEmpty && (buffer?.size ?? 0) >= capacity;
}

/** Suspends until the element is taken. False when the select has taken another clause before. */
export function* takeOffer(channel: Channel<unknown> & ChannelCore<unknown>, offer: Offer): Suspend<boolean> {
  const [cell, number, element] = offer;
  if (isFull(channel)) yield* new OfferWait(channel, offer);
  else if (decide(cell, number)) yield* channel.send(element);
  else return false;
  return true;
}
