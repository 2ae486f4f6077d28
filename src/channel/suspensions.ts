import { CancellableSuspension } from '../suspend/cancellable.js';
import type { Suspension } from '../suspend/continuation.js';
import { ArgumentOperation, Operation } from '../suspend/operation.js';
import { returned } from '../suspend/results.js';
import type { Resumable } from '../suspend/resumable.js';
import type { Waiter } from '../sync/wait-queue.js';
import { ChannelResult } from './channel.js';
import { type ChannelCore, CLOSED, NOTHING, type ReceiveWaiter, SENT, type SendWaiter } from './core.js';

/** Waits for an element; what becomes of it differs between receive, receiveCatching and hasNext. */
abstract class ReceiveSuspension<T, R> extends CancellableSuspension<R> implements ReceiveWaiter<T> {
  queue: object | null = null;
  nextWaiter: Waiter | null = null;
  previousWaiter: Waiter | null = null;

  constructor(protected readonly channel: ChannelCore<T>) {
    super();
  }

  protected override get waitsWhenCancelled(): boolean {
    return true;
  }

  protected override suspend(): void {
    this.channel.receivers.add(this);
  }

  abstract accept(element: T): boolean;
  abstract closed(): void;
  /** The element that was handed over. */
  protected abstract takeBack(): T;

  protected override onCancelled(): void {
    this.channel.receivers.remove(this);
  }

  protected override undelivered(): void {
    if (!this.isClosing) this.channel.lost(this.takeBack(), this.context);
  }

  /** Resumed with the end of the channel, not with an element. */
  protected get isClosing(): boolean {
    return false;
  }
}

class Receive<T> extends ReceiveSuspension<T, T> {
  protected override get what(): string {
    return 'receive';
  }

  accept(element: T): boolean {
    return this.tryResume(element);
  }

  closed(): void {
    this.tryResumeWithException(this.channel.receiveException());
  }

  protected takeBack(): T {
    return this.outcome as T;
  }
}

class ReceiveCatching<T> extends ReceiveSuspension<T, ChannelResult<T>> {
  protected override get what(): string {
    return 'receiveCatching';
  }

  accept(element: T): boolean {
    return this.isActive && this.tryResume(ChannelResult.success(element));
  }

  closed(): void {
    this.tryResume(ChannelResult.closed(this.channel.closeCause));
  }

  protected takeBack(): T {
    return (this.outcome as ChannelResult<T>).getOrNull() as T;
  }

  protected override get isClosing(): boolean {
    return (this.outcome as ChannelResult<T>).isClosed;
  }
}

/** Where an iterator keeps the element between `hasNext` and `next`. */
export interface ElementHolder<T> {
  held: T | typeof NOTHING;
}

class HasNext<T> extends ReceiveSuspension<T, boolean> {
  constructor(
    channel: ChannelCore<T>,
    private readonly holder: ElementHolder<T>,
  ) {
    super(channel);
  }

  protected override get what(): string {
    return 'hasNext';
  }

  accept(element: T): boolean {
    if (!this.isActive) return false;
    this.holder.held = element;
    return this.tryResume(true);
  }

  closed(): void {
    if (this.channel.closeCause === null) this.tryResume(false);
    else this.tryResumeWithException(this.channel.closeCause);
  }

  protected takeBack(): T {
    const { held } = this.holder;
    this.holder.held = NOTHING;
    return held as T;
  }

  protected override get isClosing(): boolean {
    return this.outcome === false;
  }
}

/** `receive()` of a channel; one for all calls. */
export class ReceiveOperation<T> extends Operation<T> {
  constructor(private readonly channel: ChannelCore<T>) {
    super();
  }

  protected override get what(): string {
    return 'receive';
  }

  protected override start(coroutine: Resumable): IteratorResult<Suspension, T> {
    const { channel } = this;
    const element = channel.poll();
    if (element !== NOTHING) return returned(element);
    if (channel.isClosedForSend) throw channel.receiveException();
    return new Receive(channel).begin(coroutine);
  }
}

/** `receiveCatching()` of a channel; one for all calls. */
export class ReceiveCatchingOperation<T> extends Operation<ChannelResult<T>> {
  constructor(private readonly channel: ChannelCore<T>) {
    super();
  }

  protected override get what(): string {
    return 'receiveCatching';
  }

  protected override start(coroutine: Resumable): IteratorResult<Suspension, ChannelResult<T>> {
    const { channel } = this;
    const element = channel.poll();
    if (element !== NOTHING) return returned(ChannelResult.success(element));
    if (channel.isClosedForSend) return returned(ChannelResult.closed(channel.closeCause));
    return new ReceiveCatching(channel).begin(coroutine);
  }
}

/** `hasNext()` of an iterator; one for all calls. */
export class HasNextOperation<T> extends Operation<boolean> {
  constructor(
    private readonly channel: ChannelCore<T>,
    private readonly holder: ElementHolder<T>,
  ) {
    super();
  }

  protected override get what(): string {
    return 'hasNext';
  }

  protected override start(coroutine: Resumable): IteratorResult<Suspension, boolean> {
    const { channel, holder } = this;
    if (holder.held !== NOTHING) return returned(true);
    const element = channel.poll();
    if (element !== NOTHING) {
      holder.held = element;
      return returned(true);
    }
    if (!channel.isClosedForSend) return new HasNext(channel, holder).begin(coroutine);
    if (channel.closeCause === null) return returned(false);
    throw channel.closeCause;
  }
}

/** Waits for room. */
class Send<T> extends CancellableSuspension<void> implements SendWaiter<T> {
  queue: object | null = null;
  nextWaiter: Waiter | null = null;
  previousWaiter: Waiter | null = null;

  constructor(
    private readonly channel: ChannelCore<T>,
    readonly element: T,
  ) {
    super();
  }

  protected override get what(): string {
    return 'send';
  }

  protected override get waitsWhenCancelled(): boolean {
    return true;
  }

  protected override suspend(): void {
    this.channel.senders.add(this);
  }

  get isOffering(): boolean {
    return this.isActive;
  }

  accept(): void {
    this.tryResume(undefined);
  }

  cancelled(): void {
    this.tryResumeWithException(this.channel.sendException());
  }

  protected override onCancelled(): void {
    this.channel.senders.remove(this);
    // Unless the channel does it: see ChannelCore.dropAll.
    if (this.queue !== this.channel) this.channel.lost(this.element, this.context);
  }

  /** The element is in the channel: it is only the sender that does not come to know it. */
  protected override undelivered(): void {}
}

/** `send(element)` of a channel. */
export class SendOperation<T> extends ArgumentOperation<T, void> {
  constructor(private readonly channel: ChannelCore<T>) {
    super();
  }

  protected override get what(): string {
    return 'send';
  }

  protected override startWith(coroutine: Resumable, element: T): IteratorResult<Suspension, void> {
    const { channel } = this;
    const outcome = channel.offer(element);
    if (outcome === SENT) return returned(undefined);
    if (outcome === CLOSED) {
      const refusal = channel.refuse(element);
      // Kotlin throws it out of a suspension, which a cancelled job ends first; not so in channels that drop.
      throw coroutine.isActive || channel.drops ? refusal : coroutine.getCancellationException();
    }
    if (!channel.dropsLatest) return new Send(channel, element).begin(coroutine);
    channel.dropped(element);
    return returned(undefined);
  }
}
