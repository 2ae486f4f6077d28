import type { ChannelCoroutine } from '../channel/channel-coroutine.js';
import type { ProducerScope } from '../channel/produce.js';
import { IllegalStateException } from '../internal/exceptions.js';
import { requireFunction } from '../internal/require-function.js';
import type { Block, Suspend } from '../suspend/continuation.js';
import { isSuspend } from '../suspend/results.js';
import { ChannelFlow } from './channel-flow.js';
import { CompleteFlow } from './complete-flow.js';
import type { Flow } from './flow.js';

type ProducerBlock<T> = Block<ProducerScope<T>, unknown>;

class BlockFlow<T> extends ChannelFlow<T> {
  constructor(protected readonly block: ProducerBlock<T>) {
    super();
  }

  protected override produceTo(producer: ChannelCoroutine<T>): unknown {
    return this.block(producer);
  }
}

class CallbackFlow<T> extends BlockFlow<T> {
  protected override *produceTo(producer: ChannelCoroutine<T>): Suspend<void> {
    const given = this.block(producer);
    if (isSuspend(given)) yield* given as Suspend<unknown>;
    else if (typeof (given as PromiseLike<unknown> | null)?.then === 'function') {
      yield* producer.waitForPromise(given as PromiseLike<unknown>);
    }
    if (producer.isClosedForSend) return;
    throw new IllegalStateException(
      "'yield* awaitClose(() => yourCallbackOrListener.cancel())' should be used in the end of callbackFlow block.\n" +
        'Otherwise, a callback/listener may leak in case of external cancellation.\n' +
        'See callbackFlow API documentation for the details.',
    );
  }
}

/**
 * A flow whose elements `block` sends, from as many coroutines as it launches in its scope. The block runs anew for each
 * collection, beside the collector, with a buffer of 64 elements between the two; {@link Flow.buffer} gives another size.
 * The flow ends when the block and all coroutines in its scope have ended, or fails with the first that fails.
 *
 * **Suspends**: `send` waits while the buffer is full. **Cancellation** of the collector cancels the block.
 *
 * @throws IllegalArgumentException when `block` is no function.
 * @example
 * ```ts
 * import { channelFlow, delay, run } from 'suspendable';
 *
 * const merged = channelFlow<string>(function* ({ launch, send }) {
 *   launch(function* () { yield* delay(10); yield* send('slow'); });
 *   launch(function* () { yield* send('fast'); });
 * });
 * await run(() => merged.collect((text) => console.log(text))); // fast, slow
 * ```
 */
export function channelFlow<T>(block: Block<ProducerScope<T>, unknown>): Flow<T> {
  requireFunction('channelFlow', block);
  return new CompleteFlow<T>(new BlockFlow(block));
}

/**
 * A flow of what callbacks give: `block` registers them, they call `trySend`, and the block ends with
 * `yield* awaitClose(() => ...)`, which waits until the collection is over and then unregisters them. Otherwise as
 * {@link channelFlow}.
 *
 * @throws IllegalArgumentException when `block` is no function. @throws IllegalStateException when collected, if the block
 * ends while the channel is open: `awaitClose` was forgotten.
 * @example
 * ```ts
 * import { callbackFlow, run } from 'suspendable';
 *
 * const clicks = (target: EventTarget) => callbackFlow<Event>(function* ({ trySend, awaitClose }) {
 *   const listener = (event: Event) => { trySend(event); };
 *   target.addEventListener('click', listener);
 *   yield* awaitClose(() => target.removeEventListener('click', listener));
 * });
 *
 * const button = new EventTarget();
 * setTimeout(() => button.dispatchEvent(new Event('click')), 10);
 * await run(() => clicks(button).take(1).collect((event) => console.log(event.type))); // click
 * ```
 */
export function callbackFlow<T>(block: Block<ProducerScope<T>, unknown>): Flow<T> {
  requireFunction('callbackFlow', block);
  return new CompleteFlow<T>(new CallbackFlow(block));
}
