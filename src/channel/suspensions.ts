import { SuspensionNode } from '../job/nodes.js';
import type { Suspension } from '../suspend/continuation.js';
import { ArgumentOperation, Operation } from '../suspend/operation.js';
import { returned } from '../suspend/results.js';
import type { Resumable } from '../suspend/resumable.js';
import { running, runningCoroutine } from '../suspend/running.js';
import { takeOutcome } from '../suspend/waiting.js';
import { QueuedWait } from '../sync/queued-wait.js';
import { ChannelResult } from './channel.js';
import { type ChannelCore, CLOSED, DROPPED, NOTHING, type ReceiveWaiter, SENT, type SendWaiter } from './core.js';

/** Waits for an element; what becomes of it differs between receive, receiveCatching and hasNext. */
abstract class ReceiveSuspension<T, R> extends QueuedWait<R> implements ReceiveWaiter<T> {
  constructor(protected readonly channel: ChannelCore<T>) {
    super();
  }

  protected override suspend(): void {
    this.channel.receivers.add(this);
  }

  abstract accept(element: T): boolean;
  abstract closed(): void;
  /** The element that was handed over, if it was resumed with one and not with the end of the channel. */
  protected abstract takeBack(): T | typeof NOTHING;

  protected override onCancelled(): void {
    this.channel.receivers.remove(this);
  }

  override undelivered(): void {
    const element = this.takeBack();
    if (element !== NOTHING) this.channel.lost(element, this.context);
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
    return this.tryResume(ChannelResult.success(element));
  }

  closed(): void {
    this.tryResume(ChannelResult.closed(this.channel.closeCause));
  }

  protected takeBack(): T | typeof NOTHING {
    const result = this.outcome as ChannelResult<T>;
    return result.isClosed ? NOTHING : (result.getOrNull() as T);
  }
}

/** Where an iterator keeps the element between `hasNext` and `next`. */
export interface ElementHolder<T> {
  held: T | typeof NOTHING;
  /** `hasNext` has found the end of the channel, and `next` has not been told. */
  ended: boolean;
  /** Takes an element if one is there; false otherwise. */
  advance(): boolean;
}

/** The loop has come to the end of its channel: the place holds on to neither. */
function leaveLoop({ originJob }: Resumable, loop: ElementHolder<unknown>): void {
  loop.ended = true;
  const place = originJob.extras?.place;
  if (place?.owner !== loop) return;
  originJob.removeNode(place);
  place.owner = place.held = null;
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

  /**
   * A loop keeps the place of its first wait, so that a cancellation reaches it ahead of the children that it has started since: in
   * Kotlin its waits share a continuation. A job has one such place, since nobody says when a loop is left early.
   */
  protected override enlist({ originJob }: Resumable): void {
    const place = (originJob.extend().place ??= new SuspensionNode());
    if (place.owner !== this.holder) {
      place.owner = this.holder;
      originJob.removeNode(place);
      originJob.addNode(place);
    }
    place.held = this;
  }

  accept(element: T): boolean {
    if (!this.isActive) return false;
    this.holder.held = element;
    return this.tryResume(true);
  }

  closed(): void {
    leaveLoop(this.coroutine, this.holder);
    if (this.channel.closeCause === null) this.tryResume(false);
    else this.tryResumeWithException(this.channel.closeCause);
  }

  protected takeBack(): T | typeof NOTHING {
    const { held } = this.holder;
    this.holder.held = NOTHING;
    return held;
  }
}

/** `receive()` of a channel; one for all calls. */
export class ReceiveOperation<T> extends Operation<T> {
  constructor(private readonly channel: ChannelCore<T>) {
    super();
  }

  next(): IteratorResult<Suspension, T> {
    const coroutine = running.coroutine ?? runningCoroutine('receive');
    if (coroutine.waiting !== null) return takeOutcome<T>(coroutine);
    const { channel } = this;
    const element = channel.poll();
    if (element !== NOTHING) return returned(element);
    if (channel.isClosed) throw channel.receiveException();
    return new Receive(channel).next();
  }
}

/** `receiveCatching()` of a channel; one for all calls. */
export class ReceiveCatchingOperation<T> extends Operation<ChannelResult<T>> {
  constructor(private readonly channel: ChannelCore<T>) {
    super();
  }

  next(): IteratorResult<Suspension, ChannelResult<T>> {
    const coroutine = running.coroutine ?? runningCoroutine('receiveCatching');
    if (coroutine.waiting !== null) return takeOutcome<ChannelResult<T>>(coroutine);
    const { channel } = this;
    const element = channel.poll();
    if (element !== NOTHING) return returned(ChannelResult.success(element));
    if (channel.isClosed) return returned(ChannelResult.closed(channel.closeCause));
    return new ReceiveCatching(channel).next();
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

  next(): IteratorResult<Suspension, boolean> {
    const coroutine = running.coroutine ?? runningCoroutine('hasNext');
    if (coroutine.waiting !== null) return takeOutcome<boolean>(coroutine);
    const { channel, holder } = this;
    if (holder.advance()) return returned(true);
    if (!channel.isClosed) return new HasNext(channel, holder).next();
    leaveLoop(coroutine, holder);
    if (channel.closeCause === null) return returned(false);
    throw channel.closeCause;
  }
}

/** Waits for room. */
export class Send<T> extends QueuedWait<void> implements SendWaiter<T> {
  constructor(
    private readonly channel: ChannelCore<T>,
    readonly element: T,
  ) {
    super();
  }

  protected override get what(): string {
    return 'send';
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
    if (this.place === DROPPED) return;
    this.place = DROPPED;
    this.channel.lost(this.element, this.context);
  }

  /** The element is in the channel: it is only the sender that does not come to know it. */
  override undelivered(): void {}
}

/** `send(element)` of a channel. */
export class SendOperation<T> extends ArgumentOperation<T, void> {
  constructor(private readonly channel: ChannelCore<T>) {
    super();
  }

  next(): IteratorResult<Suspension, void> {
    const coroutine = running.coroutine ?? runningCoroutine('send');
    if (coroutine.waiting !== null) return takeOutcome<void>(coroutine);
    const element = this.disarm('send');
    const { channel } = this;
    const outcome = channel.offer(element);
    if (outcome === SENT) return returned(undefined);
    if (outcome === CLOSED) {
      const refusal = channel.refuse(element);
      // Kotlin throws it out of a suspension, which a cancelled job ends first; not so in channels that drop.
      throw coroutine.isActive || channel.drops ? refusal : coroutine.getCancellationException();
    }
    if (!channel.dropsLatest) return new Send(channel, element).next();
    channel.dropped(element);
    return returned(undefined);
  }
}
