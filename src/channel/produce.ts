import type { CoroutineContext } from '../context/context.js';
import { handleCoroutineException } from '../context/handle-exception.js';
import { builderArguments, elementsOf, isContext, type Origin, refine } from '../coroutine/builder-arguments.js';
import { ContextScope } from '../coroutine/context-scope.js';
import { Coroutine } from '../coroutine/coroutine.js';
import type { CoroutineScope, CoroutineStart, LaunchOptions } from '../coroutine/coroutine-scope.js';
import { parentOf } from '../coroutine/parent.js';
import { requireScope } from '../coroutine/require-scope.js';
import { IllegalStateException } from '../internal/exceptions.js';
import { requireFunction } from '../internal/require-function.js';
import { jobKey } from '../job/job.js';
import { CANCELLING, HANDLED } from '../job/states.js';
import type { Block, Suspend } from '../suspend/continuation.js';
import { Channel } from './buffered-channel.js';
import type { ChannelOptions, ReceiveChannel, SendChannel } from './channel.js';
import { type ChannelCoroutine, type ChannelKind, startWithChannel } from './channel-coroutine.js';

/**
 * The scope of a producer's block: a scope to launch in, and the channel to send to.
 *
 * @example
 * ```ts
 * import { produce, run } from 'suspendable';
 *
 * const button = new EventTarget();
 * await run(function* (scope) {
 *   const clicks = produce<string>(scope, function* ({ trySend, awaitClose }) {
 *     const listener = (event: Event) => void trySend(event.type);
 *     button.addEventListener('click', listener);
 *     yield* awaitClose(() => button.removeEventListener('click', listener));
 *   });
 *   setTimeout(() => button.dispatchEvent(new Event('click')), 1);
 *   console.log(yield* clicks.receive()); // click
 *   clicks.cancel();
 * });
 * ```
 */
export interface ProducerScope<T> extends CoroutineScope, Pick<SendChannel<T>, 'send' | 'trySend'> {
  /** The channel that is sent to, for code that takes one. */
  readonly channel: SendChannel<T>;
  /**
   * Waits until the channel is closed or cancelled and then calls `cleanup`, to unregister callbacks. To be called at the end
   * of the block, once.
   *
   * **Suspends** until then. **Cancellation** of the producer also runs `cleanup`.
   *
   * @throws IllegalStateException when called from another coroutine than the producer's own, or twice.
   */
  awaitClose(cleanup?: () => void): Suspend<void>;
}

/**
 * How a producer is started.
 *
 * @example
 * ```ts
 * import { produce, run } from 'suspendable';
 *
 * await run(function* (scope) {
 *   const ahead = produce<number>(scope, { capacity: 2, name: 'counter' }, function* ({ send }) {
 *     for (let i = 1; i <= 3; i++) { yield* send(i); console.log('sent', i); }
 *   });
 *   yield* ahead.consumeEach((n) => console.log('got', n));
 * });
 * // prints: sent 1, sent 2, sent 3, got 1, got 2, got 3
 * ```
 */
export interface ProduceOptions<T> extends LaunchOptions, Pick<ChannelOptions<T>, 'onBufferOverflow'> {
  /** As of `new Channel`. `Channel.RENDEZVOUS` unless given. */
  capacity?: number;
}

const producerKind: ChannelKind = {
  nameOf: () => 'ProducerCoroutine',
  cancelling() {},
  /** A failure that neither the channel nor the parent takes goes to the handler. */
  endChannel(coroutine) {
    const { state, inner, result } = coroutine;
    if (!(state & CANCELLING)) inner.close();
    else if (!inner.close(result ?? nothingThrown(coroutine, result)) && !(state & HANDLED)) {
      handleCoroutineException(coroutine.coroutineContext, result);
    }
  },
  handleJobException: () => false,
};

/** A channel that is closed with undefined or null is closed well: its consumer would take the failure for the end. */
function nothingThrown({ kind }: ChannelCoroutine<unknown>, thrown: unknown): IllegalStateException {
  return new IllegalStateException(`${kind} failed with ${thrown}. Throw an error: throw new Error('...')`, {
    cause: thrown,
  });
}

/** Where a scope's coroutines come from; scopes of users' own have only their context. */
export function originOf(scope: CoroutineScope, taker: string): Origin {
  if (scope instanceof Coroutine || scope instanceof ContextScope) return scope;
  requireScope(taker, scope);
  const context = scope.coroutineContext;
  return { originJob: parentOf(context.get(jobKey), taker), elements: elementsOf(context) };
}

/** What `produce` and `actor` are called with: options may be left out, or be just a context. */
export function channelArguments<O extends LaunchOptions, B>(
  builder: string,
  scope: CoroutineScope,
  first: O | CoroutineContext | B,
  second: B | undefined,
): { origin: Origin; start: CoroutineStart; options: O; block: B } {
  const origin = originOf(scope, builder);
  const given = second === undefined ? ({} as O) : (first as O | CoroutineContext);
  const block = second === undefined ? (first as B) : second;
  requireFunction(builder, block);
  const { context, start } = builderArguments(builder, given);
  return {
    origin: refine(origin, context, builder),
    start,
    options: isContext(given) ? ({} as O) : (given as O),
    block,
  };
}

/** @internal `produce` with all its parameters. */
export function startProducer<T>(
  origin: Origin,
  start: CoroutineStart,
  channel: Channel<T>,
  block: Block<ProducerScope<T>, unknown>,
): ChannelCoroutine<T> {
  return startWithChannel(producerKind, origin, start, channel, block);
}

/**
 * Starts a coroutine that sends to a channel, and gives the channel's other end. The channel is closed when the coroutine has
 * ended: with its failure if it failed, after what was sent before is received. Cancelling the channel cancels the coroutine.
 *
 * @throws IllegalArgumentException as `launch` and `new Channel` do.
 * @example
 * ```ts
 * import { produce, run } from 'suspendable';
 *
 * await run(function* (scope) {
 *   const numbers = produce<number>(scope, function* ({ send }) {
 *     for (let i = 1; i <= 3; i++) yield* send(i);
 *   });
 *   console.log(yield* numbers.toList()); // [ 1, 2, 3 ]
 * });
 * ```
 */
export function produce<T>(scope: CoroutineScope, block: Block<ProducerScope<T>, unknown>): ReceiveChannel<T>;
export function produce<T>(
  scope: CoroutineScope,
  options: ProduceOptions<T> | CoroutineContext,
  block: Block<ProducerScope<T>, unknown>,
): ReceiveChannel<T>;
export function produce<T>(
  scope: CoroutineScope,
  first: ProduceOptions<T> | CoroutineContext | Block<ProducerScope<T>, unknown>,
  second?: Block<ProducerScope<T>, unknown>,
): ReceiveChannel<T> {
  const { origin, start, options, block } = channelArguments('produce', scope, first, second);
  const channel = new Channel<T>((options as ProduceOptions<T>).capacity, options as ProduceOptions<T>);
  return startProducer(origin, start, channel, block as Block<ProducerScope<T>, unknown>);
}
