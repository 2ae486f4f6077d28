import { Channel } from '../../channel/buffered-channel.js';
import { BufferOverflow, type ChannelResult, type ReceiveChannel } from '../../channel/channel.js';
import { type ProducerScope, produce } from '../../channel/produce.js';
import { EmptyCoroutineContext } from '../../context/elements.js';
import type { CoroutineScope } from '../../coroutine/coroutine-scope.js';
import { delay } from '../../coroutine/delay.js';
import { milliseconds } from '../../dispatch/milliseconds.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import { TimeoutCancellationException } from '../../job/timeout-cancellation.js';
import { onTimeout } from '../../select/on-timeout.js';
import { select } from '../../select/select.js';
import type { Suspend } from '../../suspend/continuation.js';
import { BufferedFlow } from '../buffered-flow.js';
import type { Collectable, Sink } from '../collectable.js';
import { elementOf } from '../element-of.js';
import { Flow, type FlowMethods } from '../flow.js';
import { ChildCancelledException, scopedFlow } from '../flow-scope.js';
import { NONE } from '../none.js';
import { sending } from '../sending-sink.js';
import { asChannelFlow } from '../terminals/produce-in.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The elements that are followed by none for `millis` ms, each when that time is over; the last one in any case, when the flow
     * ends. With a function, the time is asked for each element. 0 lets an element through at once.
     *
     * @throws IllegalArgumentException when the time is negative or no number.
     * @example
     * ```ts
     * import { delay, flow, run } from 'suspendable';
     *
     * const typed = flow<string>(function* ({ emit }) {
     *   for (const text of ['k', 'ko', 'kot']) yield* emit(text);
     *   yield* delay(200);
     *   yield* emit('kotlin');
     * });
     * await run(() => typed.debounce(50).collect((text) => console.log(text))); // kot, kotlin
     * ```
     */
    debounce(millis: number | ((value: T) => number)): Flow<T>;
    /**
     * The latest element of each period of `millis` ms, at its end; periods without a new element give none. What has not been
     * given when the flow ends is dropped.
     *
     * @throws IllegalArgumentException unless the time is a positive number.
     * @example
     * ```ts
     * import { delay, flow, run } from 'suspendable';
     *
     * const positions = flow<number>(function* ({ emit }) {
     *   for (const n of [1, 2]) { yield* emit(n); yield* emit(10 * n); yield* delay(300); }
     * });
     * await run(() => positions.sample(100).collect((n) => console.log(n))); // 10, 20
     * ```
     */
    sample(millis: number): Flow<T>;
    /**
     * The same elements, but the flow fails when the next element takes longer than `millis` ms to come. The time that the
     * collector takes is not counted. With 0 or less it fails at once.
     *
     * @throws TimeoutCancellationException when collected and an element is late. @throws IllegalArgumentException when the time
     * is no number.
     * @example
     * ```ts
     * import { delay, flow, run } from 'suspendable';
     *
     * const slow = flow<number>(function* ({ emit }) { yield* emit(1); yield* delay(60_000); yield* emit(2); });
     * await run(() => slow.timeout(50).collect((n) => console.log(n)))
     *   .catch((e) => console.log(e.message)); // 1, Timed out waiting for 50 ms
     * ```
     */
    timeout(millis: number): Flow<T>;
  }
}

function* debouncing<T>(
  scope: CoroutineScope,
  upstream: Collectable<T>,
  millisOf: (value: T) => number,
  sink: Sink<T>,
): Suspend<void> {
  const values = produce(scope, sending(upstream));
  let pending: T | typeof NONE = NONE;
  let ended = false;
  const giveLatest = (): Suspend<void> | undefined => {
    const latest = pending as T;
    pending = NONE;
    return sink.push(latest);
  };
  const receive = (result: ChannelResult<T>): Suspend<void> | undefined => {
    const element = elementOf(result);
    ended = element === NONE;
    if (ended) return pending === NONE ? undefined : giveLatest();
    pending = element;
    return undefined;
  };
  while (!ended) {
    let millis = 0;
    if (pending !== NONE) {
      millis = debounceMillis(millisOf(pending));
      if (millis === 0) {
        const waiting = giveLatest();
        if (waiting !== undefined) yield* waiting;
      }
    }
    const next = values.onReceiveCatching(receive);
    yield* pending === NONE ? select(next) : select(onTimeout(millis, giveLatest), next);
  }
}

function debounceMillis(millis: number): number {
  const whole = milliseconds(millis, 'debounce');
  if (whole < 0) throw new IllegalArgumentException('Debounce timeout should not be negative');
  return whole;
}

function* ticking(producer: ProducerScope<void>, millis: number): Suspend<void> {
  for (;;) {
    yield* delay(millis);
    yield* producer.send();
  }
}

function* sampling<T>(scope: CoroutineScope, upstream: Collectable<T>, millis: number, sink: Sink<T>): Suspend<void> {
  const values = produce<T>(scope, { capacity: Channel.CONFLATED }, sending(upstream));
  const ticker = produce<void>(scope, (producer) => ticking(producer, millis));
  let pending: T | typeof NONE = NONE;
  let ended = false;
  const receive = (result: ChannelResult<T>): void => {
    const element = elementOf(result);
    ended = element === NONE;
    if (ended) ticker.cancel(new ChildCancelledException());
    else pending = element;
  };
  const giveLatest = (): Suspend<void> | undefined => {
    const latest = pending;
    pending = NONE;
    return latest === NONE ? undefined : sink.push(latest);
  };
  while (!ended) yield* select(values.onReceiveCatching(receive), ticker.onReceive(giveLatest));
}

function rendezvous<T>(upstream: Collectable<T>, scope: CoroutineScope): ReceiveChannel<T> {
  const { SUSPEND } = BufferOverflow;
  const flow =
    upstream.fuse?.(EmptyCoroutineContext, Channel.RENDEZVOUS, SUSPEND) ??
    new BufferedFlow(upstream, EmptyCoroutineContext, Channel.RENDEZVOUS, SUSPEND);
  return asChannelFlow(flow).produceIn(scope);
}

function* timing<T>(scope: CoroutineScope, upstream: Collectable<T>, millis: number, sink: Sink<T>): Suspend<void> {
  if (millis <= 0) throw new TimeoutCancellationException('Timed out immediately');
  const values = rendezvous(upstream, scope);
  let ended = false;
  const receive = (result: ChannelResult<T>): Suspend<void> | undefined => {
    const element = elementOf(result);
    ended = element === NONE;
    return ended ? undefined : sink.push(element as T);
  };
  const fail = (): never => {
    throw new TimeoutCancellationException(`Timed out waiting for ${millis} ms`);
  };
  while (!ended) yield* select(values.onReceiveCatching(receive), onTimeout(millis, fail));
}

export const timeMethods: FlowMethods = {
  debounce(millis) {
    const upstream = this.source;
    if (typeof millis === 'function') {
      return new Flow(scopedFlow((scope, sink) => debouncing(scope, upstream, millis, sink)));
    }
    const whole = debounceMillis(millis);
    if (whole === 0) return this;
    return new Flow(scopedFlow((scope, sink) => debouncing(scope, upstream, () => whole, sink)));
  },
  sample(millis) {
    const whole = milliseconds(millis, 'sample');
    if (whole <= 0) throw new IllegalArgumentException('Sample period should be positive');
    const upstream = this.source;
    return new Flow(scopedFlow((scope, sink) => sampling(scope, upstream, whole, sink)));
  },
  timeout(millis) {
    const whole = milliseconds(millis, 'timeout');
    const upstream = this.source;
    return new Flow(scopedFlow((scope, sink) => timing(scope, upstream, whole, sink)));
  },
};
