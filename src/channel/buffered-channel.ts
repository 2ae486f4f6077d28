import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { identityOf } from '../internal/identity.js';
import { requireFunction } from '../internal/require-function.js';
import { requireOptions } from '../internal/require-options.js';
import type { SelectClause } from '../select/clause.js';
import type { Suspend } from '../suspend/continuation.js';
import {
  BufferOverflow,
  type ChannelIterator,
  type ChannelOptions,
  ChannelResult,
  type ReceiveChannel,
  type SendChannel,
} from './channel.js';
import { ReceiveCatchingClause, ReceiveClause, SendClause } from './clauses.js';
import { ChannelCore, CLOSED, NOTHING, SENT } from './core.js';
import { asyncIterator, CoreIterator, consume, consumeEach, toList } from './iteration.js';
import { ReceiveCatchingOperation, ReceiveOperation, SendOperation } from './suspensions.js';

/** What {@link Channel.BUFFERED} stands for. */
const DEFAULT_CAPACITY = 64;
const CONFLATED = -1;
const BUFFERED = -2;

/** The size of the buffer that a capacity and a policy ask for. @throws IllegalArgumentException when they make no sense. */
export function bufferSize(capacity: number, overflow: BufferOverflow): number {
  const drops = overflow !== BufferOverflow.SUSPEND;
  switch (capacity) {
    case 0:
      return drops ? 1 : 0;
    case BUFFERED:
      return drops ? 1 : DEFAULT_CAPACITY;
    case CONFLATED:
      if (drops)
        throw new IllegalArgumentException('CONFLATED capacity cannot be used with non-default onBufferOverflow');
      return 1;
    case Infinity:
      return Infinity;
    default:
      if (!Number.isInteger(capacity) || capacity < 0) {
        throw new IllegalArgumentException(`Invalid channel capacity: ${describe(capacity)}, should be >= 0`);
      }
      return capacity;
  }
}

/** The policy that holds in the end. A buffer without limit is never full, whatever was asked for. */
function policy(capacity: number, overflow: BufferOverflow): BufferOverflow {
  if (capacity === CONFLATED) return BufferOverflow.DROP_OLDEST;
  return capacity === Infinity ? BufferOverflow.SUSPEND : overflow;
}

/** The policy that the options of the function named `taker` ask for. @throws IllegalArgumentException when there is none such. */
export function overflowOf(taker: string, options: Pick<ChannelOptions<never>, 'onBufferOverflow'>): BufferOverflow {
  requireOptions(taker, 'onBufferOverflow: ...', options);
  const overflow = options.onBufferOverflow ?? BufferOverflow.SUSPEND;
  const known = Object.values(BufferOverflow);
  if (known.includes(overflow)) return overflow;
  throw new IllegalArgumentException(`onBufferOverflow is one of ${known.join(', ')}, got ${describe(overflow)}`);
}

class BufferedChannel<T> extends ChannelCore<T> implements Channel<T> {
  static readonly RENDEZVOUS = 0;
  static readonly BUFFERED = BUFFERED;
  static readonly CONFLATED = CONFLATED;
  static readonly UNLIMITED = Infinity;

  private readonly receiving = new ReceiveOperation<T>(this);
  private sending = new SendOperation<T>(this);

  constructor(capacity: number = BufferedChannel.RENDEZVOUS, options: ChannelOptions<T> = {}) {
    const overflow = overflowOf('Channel', options);
    const size = bufferSize(capacity, overflow);
    const { onUndeliveredElement } = options;
    if (onUndeliveredElement !== undefined) requireFunction('onUndeliveredElement', onUndeliveredElement);
    super(size, policy(capacity, overflow), onUndeliveredElement);
  }

  send(element: T): Suspend<void> {
    // Taken by a call that has not run yet: that one keeps it.
    if (!this.sending.isFree) this.sending = new SendOperation<T>(this);
    return this.sending.arm(element);
  }

  trySend(element: T): ChannelResult<void> {
    const outcome = this.offer(element);
    if (outcome === SENT || (outcome !== CLOSED && this.dropsLatest)) return ChannelResult.success(undefined);
    return outcome === CLOSED ? ChannelResult.closed(this.sendException()) : ChannelResult.failed;
  }

  receive(): Suspend<T> {
    return this.receiving;
  }

  receiveCatching(): Suspend<ChannelResult<T>> {
    return new ReceiveCatchingOperation(this);
  }

  tryReceive(): ChannelResult<T> {
    const element = this.poll();
    if (element !== NOTHING) return ChannelResult.success(element);
    return this.isClosed ? ChannelResult.closed(this.closeCause) : ChannelResult.failed;
  }

  iterator(): ChannelIterator<T> {
    return new CoreIterator(this);
  }

  onSend<R>(element: T, block: () => Suspend<R> | R): SelectClause<R> {
    return new SendClause(this, element, block) as unknown as SelectClause<R>;
  }

  onReceive<R>(block: (element: T) => Suspend<R> | R): SelectClause<R> {
    return new ReceiveClause(this, block) as unknown as SelectClause<R>;
  }

  onReceiveCatching<R>(block: (result: ChannelResult<T>) => Suspend<R> | R): SelectClause<R> {
    return new ReceiveCatchingClause(this, block) as unknown as SelectClause<R>;
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

  override toString(): string {
    return `Channel@${identityOf(this)}`;
  }
}

/** A queue between coroutines, with both of its ends. */
export interface Channel<in out T> extends SendChannel<T>, ReceiveChannel<T> {}

/**
 * The class of channels.
 * See {@link Channel}.
 */
export interface ChannelClass {
  new <T>(capacity?: number, options?: ChannelOptions<T>): Channel<T>;
  readonly prototype: Channel<unknown>;
  /** No buffer: sender and receiver meet. */
  readonly RENDEZVOUS: number;
  /** A buffer of 64 elements; of one with a policy other than `SUSPEND`. */
  readonly BUFFERED: number;
  /** A buffer of one element, the latest: senders never wait. */
  readonly CONFLATED: number;
  /** A buffer without a limit: senders never wait. */
  readonly UNLIMITED: number;
}

/**
 * A queue between coroutines: `send` waits while it is full, `receive` while it is empty. Fair in both directions.
 *
 * | capacity | |
 * | --- | --- |
 * | `Channel.RENDEZVOUS` (the default) | no buffer: sender and receiver meet |
 * | a number | so many elements |
 * | `Channel.BUFFERED` | 64 elements |
 * | `Channel.CONFLATED` | one element, the latest; senders never wait |
 * | `Channel.UNLIMITED` | senders never wait |
 *
 * @throws IllegalArgumentException when the capacity is negative, or conflated with a policy for overflow.
 * @example
 * ```ts
 * import { Channel, run } from 'suspendable';
 *
 * await run(function* ({ launch }) {
 *   const squares = new Channel<number>();
 *   launch(function* () { for (let i = 1; i <= 3; i++) yield* squares.send(i * i); squares.close(); });
 *   yield* squares.consumeEach((square) => console.log(square)); // 1, 4, 9
 * });
 * ```
 */
export const Channel: ChannelClass = BufferedChannel;
