import { BaseClause } from '../select/base-clause.js';
import type { SelectClause, Selection } from '../select/clause.js';
import { ChannelResult } from './channel.js';
import { type ChannelCore, CLOSED, DROPPED, NOTHING, type ReceiveWaiter, SENT, type SendWaiter } from './core.js';

/** Instead of an element: the channel is closed. */
const END: unique symbol = Symbol('end');

abstract class AnyReceiveClause<T, V, R> extends BaseClause<V, R> implements ReceiveWaiter<T> {
  place = 0;

  constructor(
    protected readonly channel: ChannelCore<T>,
    block: (value: V) => R,
    name: string,
  ) {
    super(channel, block, name);
  }

  attempt(): boolean {
    const element = this.channel.poll();
    if (element === NOTHING && !this.channel.isClosed) return false;
    this.result = element === NOTHING ? END : element;
    return true;
  }

  protected enlist(selection: Selection): void {
    if (this.attempt()) selection.trySelect(this as unknown as SelectClause<unknown>, this.result);
    else this.channel.receivers.add(this);
  }

  protected withdraw(): void {
    this.channel.receivers.remove(this);
  }

  accept(element: T): boolean {
    return this.trySelect(element);
  }

  closed(): void {
    this.trySelect(END);
  }

  protected override giveBack(result: unknown): void {
    if (result !== END) this.channel.lost(result as T, this.selection!.selector.coroutineContext);
  }
}

export class ReceiveClause<T, R> extends AnyReceiveClause<T, T, R> {
  constructor(channel: ChannelCore<T>, block: (element: T) => R) {
    super(channel, block, 'onReceive');
  }

  protected override value(result: unknown): T {
    if (result === END) throw this.channel.receiveException();
    return result as T;
  }
}

export class ReceiveCatchingClause<T, R> extends AnyReceiveClause<T, ChannelResult<T>, R> {
  constructor(channel: ChannelCore<T>, block: (result: ChannelResult<T>) => R) {
    super(channel, block, 'onReceiveCatching');
  }

  protected override value(result: unknown): ChannelResult<T> {
    return result === END ? ChannelResult.closed(this.channel.closeCause) : ChannelResult.success(result as T);
  }
}

export class SendClause<T, R> extends BaseClause<void, R> implements SendWaiter<T> {
  place = 0;
  private context: Selection['selector'] | null = null;

  constructor(
    private readonly channel: ChannelCore<T>,
    readonly element: T,
    block: () => R,
  ) {
    super(channel, block, 'onSend');
  }

  attempt(selector: Selection['selector']): boolean {
    const { channel, element } = this;
    this.context = selector;
    const outcome = channel.offer(element);
    if (outcome === CLOSED) {
      if (!channel.drops) channel.lost(element, selector.coroutineContext);
      this.result = END;
      return true;
    }
    this.place = 0; // it may have been in another select before, and DROPPED
    return outcome === SENT || channel.dropsLatest;
  }

  protected enlist(selection: Selection): void {
    if (this.attempt(selection.selector)) selection.trySelect(this as unknown as SelectClause<unknown>, this.result);
    else this.channel.senders.add(this);
  }

  /** Nothing is sent. The element was in the select's care, so it is handed on as undelivered, unless the channel has done that. */
  protected withdraw(): void {
    const { channel, context } = this;
    channel.senders.remove(this);
    this.context = null;
    if (context === null || this.place === DROPPED) return;
    this.place = DROPPED;
    channel.lost(this.element, context.coroutineContext);
  }

  get isOffering(): boolean {
    return this.selection?.mayWin(this as SelectClause<unknown>) === true;
  }

  accept(): void {
    this.trySelect(undefined);
  }

  cancelled(): void {
    this.trySelect(END);
  }

  /** The element is in the channel: it is only the sender that does not come to know it. */
  override undelivered(): void {
    super.undelivered();
    this.context = null;
  }

  protected override value(result: unknown): void {
    this.context = null;
    if (result === END) throw this.channel.sendException();
  }
}
