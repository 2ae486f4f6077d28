import { Channel } from '../../channel/buffered-channel.js';
import type { ChannelCoroutine } from '../../channel/channel-coroutine.js';
import { produce } from '../../channel/produce.js';
import type { CoroutineScope } from '../../coroutine/coroutine-scope.js';
import { delay } from '../../coroutine/delay.js';
import type { Job } from '../../coroutine/jobs.js';
import { currentTime } from '../../dispatch/current-time.js';
import { period } from '../../dispatch/milliseconds.js';
import { select } from '../../select/select.js';
import type { Suspend } from '../../suspend/continuation.js';
import type { Collectable, Sink } from '../collectable.js';
import { type SinkMaker, through } from '../derived.js';
import { Flow, type FlowMethods } from '../flow.js';
import { ChildCancelledException, scopedFlow } from '../flow-scope.js';
import { sending } from '../sending-sink.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The elements, but none within `millis` ms after one that was given: to let a first click through and not the second of a
     * double click. Not in Kotlin.
     *
     * @throws IllegalArgumentException unless the time is a positive number.
     * @example
     * ```ts
     * import { delay, flow, run } from 'suspendable';
     *
     * const clicks = flow<string>(function* ({ emit }) {
     *   yield* emit('first');
     *   yield* emit('double');
     *   yield* delay(300);
     *   yield* emit('second');
     * });
     * await run(() => clicks.throttleFirst(200).collect((click) => console.log(click))); // first, second
     * ```
     */
    throttleFirst(millis: number): Flow<T>;
    /**
     * The first element at once and then the latest in intervals of at least `millis` ms: unlike {@link sample}, it neither waits with
     * the first element nor loses the last. Not in Kotlin.
     *
     * @throws IllegalArgumentException unless the time is a positive number.
     * @example
     * ```ts
     * import { flow, run } from 'suspendable';
     *
     * const progress = flow<number>(function* ({ emit }) {
     *   for (let percent = 0; percent <= 100; percent++) yield* emit(percent);
     * });
     * await run(() => progress.throttleLatest(50).collect((percent) => console.log(percent))); // 0, 100
     * ```
     */
    throttleLatest(millis: number): Flow<T>;
  }
}

const closingAfterEach: SinkMaker<number> = (millis, sink) => {
  let closedUntil = -Infinity;
  return {
    push(value) {
      const time = currentTime('throttleFirst');
      if (time < closedUntil) return undefined;
      closedUntil = time + millis;
      return sink.push(value);
    },
  };
};

function* throttling<T>(scope: CoroutineScope, upstream: Collectable<T>, millis: number, sink: Sink<T>): Suspend<void> {
  const values = produce(scope, { capacity: Channel.CONFLATED }, sending(upstream)) as ChannelCoroutine<T>;
  const iterator = values.iterator();
  while (yield* iterator.hasNext()) {
    const pause = scope.launch(() => delay(millis));
    const waiting = sink.push(iterator.next());
    if (waiting !== undefined) yield* waiting;
    yield* pauseOrEnd(pause, values);
  }
}

/** Waits until the pause is over, or at least until there is nothing left that would have to wait for it. */
function* pauseOrEnd<T>(pause: Job, values: ChannelCoroutine<T>): Suspend<void> {
  const nothing = (): void => {};
  yield* select(values.onJoin(nothing), pause.onJoin(nothing));
  if (values.isClosedForReceive) pause.cancel(new ChildCancelledException());
  else yield* pause.join();
}

export const throttleMethods: FlowMethods = {
  throttleFirst(millis) {
    return through(this, closingAfterEach, period(millis, 'throttleFirst'));
  },
  throttleLatest(millis) {
    const whole = period(millis, 'throttleLatest');
    const upstream = this.source;
    return new Flow(scopedFlow((scope, sink) => throttling(scope, upstream, whole, sink)));
  },
};
