import { Channel } from '../channel/buffered-channel.js';
import { BufferOverflow, type ReceiveChannel } from '../channel/channel.js';
import type { ChannelCoroutine } from '../channel/channel-coroutine.js';
import { CoreIterator } from '../channel/iteration.js';
import { originOf, startProducer } from '../channel/produce.js';
import type { CoroutineContext } from '../context/context.js';
import { EmptyCoroutineContext } from '../context/elements.js';
import { refine } from '../coroutine/builder-arguments.js';
import { type CoroutineScope, CoroutineStart } from '../coroutine/coroutine-scope.js';
import { coroutineScope } from '../coroutine/scoped.js';
import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import type { Suspend } from '../suspend/continuation.js';
import type { Collectable, Sink } from './collectable.js';

/** The capacity of a channel that nobody has asked for: where it can be done without one, there is none. */
export const OPTIONAL_CHANNEL = -3;

/** What two buffers next to each other come to. */
function sumOf(first: number, second: number): number {
  if (first === OPTIONAL_CHANNEL) return second;
  if (second === OPTIONAL_CHANNEL) return first;
  if (first === Channel.BUFFERED) return second;
  return second === Channel.BUFFERED ? first : first + second;
}

/** Throws unless `channel`, given to the function named `taker`, has elements to be received. A channel may be of users' own. */
export function requireChannel(taker: string, channel: unknown, expected = 'a channel'): void {
  if (typeof (channel as ReceiveChannel<unknown> | null | undefined)?.iterator === 'function') return;
  throw new IllegalArgumentException(`${taker} expects ${expected}, got ${describe(channel)}`);
}

/** Pushes the elements of a channel, and cancels it in the end. */
export function consumeInto<T>(channel: ReceiveChannel<T>, sink: Sink<T>): Suspend<void> {
  return channel.consumeEach((element) => sink.push(element));
}

/** Pushes the elements of a channel. */
export function* receiveInto<T>(channel: ReceiveChannel<T>, sink: Sink<T>): Suspend<void> {
  const iterator = channel.iterator();
  // A channel of users' own has an iterator of its own.
  const core = iterator instanceof CoreIterator ? iterator : null;
  while (core?.advance() || (yield* iterator.hasNext())) {
    const waiting = sink.push(iterator.next());
    if (waiting !== undefined) yield* waiting;
  }
}

/**
 * A flow whose elements come through a channel, from a producer that runs beside the collector. Buffers and contexts that are
 * asked for behind it become those of its own channel.
 */
export abstract class ChannelFlow<T> implements Collectable<T> {
  constructor(
    /** Added to the collector's for the producer. */
    readonly context: CoroutineContext = EmptyCoroutineContext,
    /** As of `new Channel`, but for {@link OPTIONAL_CHANNEL} and without `CONFLATED`. */
    readonly capacity: number = Channel.BUFFERED,
    readonly overflow: BufferOverflow = BufferOverflow.SUSPEND,
  ) {}

  /** The same flow with another channel. */
  protected with(context: CoroutineContext, capacity: number, overflow: BufferOverflow): this {
    return Object.assign(Object.create(Object.getPrototypeOf(this)), this, { context, capacity, overflow });
  }

  /** The producer's code. */
  protected abstract produceTo(producer: ChannelCoroutine<T>): unknown;

  /** The flow before its channel, where it has one that only buffers: whoever has a buffer of its own can take that. */
  withoutChannel(): Collectable<T> | null {
    return null;
  }

  /** How the producer starts. Atomically, so that what stands before and behind a channel is begun and cleaned up, or neither. */
  protected get start(): CoroutineStart {
    return CoroutineStart.ATOMIC;
  }

  /** What the channel does when it is full. */
  protected get policy(): BufferOverflow {
    return this.overflow;
  }

  fuse(context: CoroutineContext, capacity: number, overflow: BufferOverflow): Collectable<T> {
    // What was asked for first, upstream, is kept.
    const ownContext = context.plus(this.context);
    // A buffer that drops never waits for what is before it, whose own buffer then makes no difference.
    const drops = overflow !== BufferOverflow.SUSPEND;
    const ownCapacity = drops ? capacity : sumOf(this.capacity, capacity);
    const ownOverflow = drops ? overflow : this.overflow;
    if (ownContext.equals(this.context) && ownCapacity === this.capacity && ownOverflow === this.overflow) return this;
    return this.with(ownContext, ownCapacity, ownOverflow);
  }

  /** Starts the producer in `scope`. */
  produceIn(scope: CoroutineScope): ReceiveChannel<T> {
    const { capacity } = this;
    return startProducer(
      refine(originOf(scope, 'produceIn'), this.context, 'produceIn'),
      this.start,
      new Channel<T>(capacity === OPTIONAL_CHANNEL ? Channel.BUFFERED : capacity, { onBufferOverflow: this.policy }),
      (producer) => this.produceTo(producer as ChannelCoroutine<T>),
    );
  }

  collectInto(sink: Sink<T>): Suspend<void> {
    return coroutineScope((scope) => consumeInto(this.produceIn(scope), sink));
  }
}
