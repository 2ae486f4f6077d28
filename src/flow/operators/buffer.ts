import { bufferSize, Channel, overflowOf } from '../../channel/buffered-channel.js';
import { BufferOverflow } from '../../channel/channel.js';
import type { CoroutineContext } from '../../context/context.js';
import { EmptyCoroutineContext } from '../../context/elements.js';
import { isContext } from '../../coroutine/builder-arguments.js';
import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import { jobKey } from '../../job/job.js';
import { BufferedFlow } from '../buffered-flow.js';
import { OPTIONAL_CHANNEL } from '../channel-flow.js';
import { Flow, type FlowMethods } from '../flow.js';

/**
 * What `buffer` does besides its capacity.
 * See {@link Flow.buffer}.
 */
export interface BufferOptions {
  /** What happens to an element that finds the buffer full. `BufferOverflow.SUSPEND` unless given. */
  onBufferOverflow?: BufferOverflow;
}

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * Runs all that is before it in a coroutine of its own, beside the collector, with a channel of `capacity` elements between
     * the two: as of `new Channel`, `Channel.BUFFERED` unless given. While the collector is busy with an element, the next
     * ones are made.
     *
     * Buffers and contexts ({@link flowOn}) next to each other share one channel: sizes are added, the default gives way
     * to a given size, a policy that drops replaces what was asked for before it.
     *
     * **Suspends**: the code before it waits while the buffer is full. **Cancellation** of the collector cancels it.
     *
     * @throws IllegalArgumentException when the capacity is negative, or conflated with a policy for overflow.
     * @example
     * ```ts
     * import { delay, flow, run } from 'suspendable';
     *
     * const slow = flow<number>(function* ({ emit }) {
     *   for (let i = 1; i <= 3; i++) { yield* delay(10); yield* emit(i); }
     * });
     * // 10 ms to make each and 30 ms to use each: 100 ms in all, instead of 120
     * await run(() => slow.buffer().collect(function* (n) { yield* delay(30); console.log(n); })); // 1, 2, 3
     * ```
     */
    buffer(capacity?: number, options?: BufferOptions): Flow<T>;
    /**
     * As {@link buffer} with room for the latest element only: a slow collector gets the latest of what has come meanwhile and
     * misses the others; the code before it never waits.
     *
     * @example
     * ```ts
     * import { delay, flow, run } from 'suspendable';
     *
     * const prices = flow<number>(function* ({ emit }) {
     *   for (let i = 1; i <= 100; i++) yield* emit(i);
     * });
     * await run(() => prices.conflate().collect(function* (n) { console.log(n); yield* delay(10); })); // 1, 100
     * ```
     */
    conflate(): Flow<T>;
    /**
     * Runs all that is before it, up to the next `flowOn`, with `context` added to the collector's: on another dispatcher, or
     * under another name. What is behind it keeps the collector's. It takes a coroutine of its own and a channel, as of
     * {@link buffer}, only if the dispatcher is another one.
     *
     * @throws IllegalArgumentException when there is a job in the context: the collector's is the only one.
     * @example
     * ```ts
     * import { CoroutineName, currentCoroutineContext, flow, run } from 'suspendable';
     *
     * const names = flow<string>(({ emit }) => emit(currentCoroutineContext().get(CoroutineName)!.name));
     * await run(() => names.flowOn(new CoroutineName('reader')).collect((name) => console.log(name))); // reader
     * ```
     */
    flowOn(context: CoroutineContext): Flow<T>;
  }
}

/** The flow with this context and channel added to it. */
function fused<T>(flow: Flow<T>, context: CoroutineContext, capacity: number, overflow: BufferOverflow): Flow<T> {
  const { source } = flow;
  if (source.fuse === undefined) return new Flow(new BufferedFlow(source, context, capacity, overflow));
  const same = source.fuse(context, capacity, overflow);
  return same === source ? flow : new Flow(same);
}

function checkCapacity(capacity: number, overflow: BufferOverflow): void {
  const known = capacity === Channel.BUFFERED || capacity === Channel.CONFLATED || capacity === Channel.UNLIMITED;
  if (!known && !(Number.isInteger(capacity) && capacity >= 0)) {
    throw new IllegalArgumentException(
      `Buffer size should be non-negative, BUFFERED, or CONFLATED, but was ${describe(capacity)}`,
    );
  }
  bufferSize(capacity, overflow);
}

export const bufferMethods: FlowMethods = {
  buffer(capacity = Channel.BUFFERED, options = {}) {
    const overflow = overflowOf('buffer', options);
    checkCapacity(capacity, overflow);
    if (capacity === Channel.CONFLATED) return this.conflate();
    return fused(this, EmptyCoroutineContext, capacity, overflow);
  },
  conflate() {
    return fused(this, EmptyCoroutineContext, 0, BufferOverflow.DROP_OLDEST);
  },
  flowOn(context) {
    if (!isContext(context)) {
      throw new IllegalArgumentException(`flowOn expects a CoroutineContext, got ${describe(context)}`);
    }
    if (context.get(jobKey) !== null) {
      throw new IllegalArgumentException(`Flow context cannot contain job in it. Had ${context}`);
    }
    if (context === EmptyCoroutineContext) return this;
    return fused(this, context, OPTIONAL_CHANNEL, BufferOverflow.SUSPEND);
  },
};
