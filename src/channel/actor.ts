import type { CoroutineContext } from '../context/context.js';
import { handleCoroutineException } from '../context/handle-exception.js';
import { type CoroutineScope, CoroutineStart, type LaunchOptions } from '../coroutine/coroutine-scope.js';
import type { Job } from '../coroutine/jobs.js';
import { CancellationException, isCancellation } from '../job/cancellation.js';
import type { SelectClause, Selector } from '../select/clause.js';
import type { Block, Suspend } from '../suspend/continuation.js';
import { Channel } from './buffered-channel.js';
import type { ChannelResult, ReceiveChannel, SendChannel } from './channel.js';
import { type ChannelKind, startWithChannel } from './channel-coroutine.js';
import { SendClause } from './clauses.js';
import type { ChannelCore } from './core.js';
import { channelArguments } from './produce.js';

/**
 * The scope of an actor's block: a scope to launch in, and the mailbox to receive from.
 * See {@link actor}.
 */
export interface ActorScope<T> extends CoroutineScope, ReceiveChannel<T> {
  /** The mailbox, with both of its ends. */
  readonly channel: ReceiveChannel<T> & SendChannel<T>;
  cancel(cause?: CancellationException | null): void;
}

/** How an actor is started. See {@link actor}. */
export interface ActorOptions extends LaunchOptions {
  /** Of the mailbox, as of `new Channel`. `Channel.RENDEZVOUS` unless given. */
  capacity?: number;
}

const actorKind: ChannelKind = {
  nameOf: ({ laziness }) => `${laziness}ActorCoroutine`,
  /** The mailbox is closed for all as soon as the actor is being cancelled. */
  cancelling(coroutine) {
    coroutine.onCompletionInternal();
  },
  endChannel(coroutine) {
    const { result: cause, inner } = coroutine;
    if (!coroutine.isCancelled) inner.cancel();
    else if (isCancellation(cause)) inner.cancel(cause);
    else inner.cancel(new CancellationException(`${coroutine.kind} was cancelled`, { cause }));
  },
  handleJobException(coroutine, cause) {
    handleCoroutineException(coroutine.coroutineContext, cause);
    return true;
  },
};

/** The first thing that is done with the mailbox of a lazy actor starts it. */
class LazyMailbox<T> extends Channel<T> {
  actor: Job | null = null;

  override *send(element: T): Suspend<void> {
    this.actor!.start();
    yield* super.send(element);
  }

  override trySend(element: T): ChannelResult<void> {
    this.actor!.start();
    return super.trySend(element);
  }

  override close(cause?: unknown): boolean {
    const closed = super.close(cause);
    this.actor!.start();
    return closed;
  }

  override onSend<R>(element: T, block: () => Suspend<R> | R): SelectClause<R> {
    return new SendToActorClause(this, element, block) as unknown as SelectClause<R>;
  }
}

/** Starts a lazy actor in its turn of the select, if no clause before it has won. */
class SendToActorClause<T, R> extends SendClause<T, R> {
  constructor(
    private readonly mailbox: LazyMailbox<T>,
    element: T,
    block: () => R,
  ) {
    super(mailbox as unknown as ChannelCore<T>, element, block);
  }

  override attempt(selector: Selector): boolean {
    this.mailbox.actor!.start();
    return super.attempt(selector);
  }
}

/**
 * Starts a coroutine with a mailbox and gives the mailbox's sending end: state that only one coroutine touches, and messages
 * to it. Closing the mailbox lets the actor finish what is in it; a failure of the actor cancels the mailbox.
 *
 * @throws IllegalArgumentException as `launch` and `new Channel` do.
 * @example
 * ```ts
 * import { actor, run } from 'suspendable';
 *
 * await run(function* (scope) {
 *   const counter = actor<number>(scope, function* (mailbox) {
 *     let sum = 0;
 *     yield* mailbox.consumeEach((n) => { sum += n; });
 *     console.log(sum); // 6
 *   });
 *   for (const n of [1, 2, 3]) yield* counter.send(n);
 *   counter.close();
 * });
 * ```
 */
export function actor<T>(scope: CoroutineScope, block: Block<ActorScope<T>, unknown>): SendChannel<T>;
export function actor<T>(
  scope: CoroutineScope,
  options: ActorOptions | CoroutineContext,
  block: Block<ActorScope<T>, unknown>,
): SendChannel<T>;
export function actor<T>(
  scope: CoroutineScope,
  first: ActorOptions | CoroutineContext | Block<ActorScope<T>, unknown>,
  second?: Block<ActorScope<T>, unknown>,
): SendChannel<T> {
  const { origin, start, options, block } = channelArguments('actor', scope, first, second);
  const { capacity } = options as ActorOptions;
  const lazy = start === CoroutineStart.LAZY;
  const mailbox = lazy ? new LazyMailbox<T>(capacity) : new Channel<T>(capacity);
  const coroutine = startWithChannel(actorKind, origin, start, mailbox, block as Block<never, unknown>);
  if (mailbox instanceof LazyMailbox) mailbox.actor = coroutine;
  return coroutine;
}
