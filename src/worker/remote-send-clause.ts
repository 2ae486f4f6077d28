import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { UnsupportedOperationException } from '../internal/unsupported-operation-exception.js';
import { BaseClause } from '../select/base-clause.js';
import type { Selection } from '../select/clause.js';
import type { Offer } from './offer.js';
import { type RemoteClause, SharedDecision } from './shared-decision.js';
import { Transferred } from './transfer.js';

/** What the clause needs of the channel. */
export interface OfferingChannel {
  readonly isClosedForSend: boolean;
  sendException(): unknown;
  /** Returns the number of the offer. */
  postOffer(offer: Offer, answer: (failure: unknown) => void): number;
  /** The element is not to be sent any more, unless it has been. */
  takeBack(subject: number): void;
}

/** `onSend` of a channel of another thread. */
export class RemoteSendClause<T, R> extends BaseClause<void, R> {
  private decision: SharedDecision | null = null;
  private subject = 0;

  constructor(
    private readonly channel: OfferingChannel,
    private readonly element: T,
    block: () => R,
  ) {
    super(channel, block, 'onSend');
    if (typeof SharedArrayBuffer === 'undefined') {
      throw new UnsupportedOperationException(
        'onSend of a channel of another thread needs shared memory, which a page has only when it is cross-origin isolated. Use send',
      );
    }
    if (element instanceof Transferred) {
      throw new IllegalArgumentException(
        `onSend cannot move ${describe(element.value)} to another thread, since another clause may win. Use send, or give it without transfer`,
      );
    }
  }

  /** Never at once, except that a closed channel refuses: whether there is room is known on the other thread. */
  attempt(): boolean {
    const { channel } = this;
    this.result = channel.isClosedForSend ? channel.sendException() : null;
    return this.result !== null;
  }

  protected enlist(selection: Selection): void {
    this.decision = (selection.arbiter as SharedDecision | undefined) ?? new SharedDecision();
    selection.arbiter = this.decision;
    this.decision.add(this as RemoteClause);
  }

  begin(cell: Int32Array, number: number): void {
    try {
      this.subject = this.channel.postOffer([cell, number, this.element], (failure) => this.trySelect(failure));
    } catch (thrown) {
      this.trySelect(thrown);
    }
  }

  protected withdraw(): void {
    this.decision?.close();
    this.decision = null;
    if (this.subject > 0) this.channel.takeBack(this.subject);
    this.subject = 0;
  }

  protected override value(failure: unknown): void {
    if (failure !== null) throw failure;
  }
}
