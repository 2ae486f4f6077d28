import type { ChannelResult } from '../../channel/channel.js';
import { produce } from '../../channel/produce.js';
import { type CoroutineScope, CoroutineStart } from '../../coroutine/coroutine-scope.js';
import { awaitCancellation } from '../../coroutine/delay.js';
import { requireFunction } from '../../internal/require-function.js';
import { select } from '../../select/select.js';
import type { Suspend } from '../../suspend/continuation.js';
import type { Collectable, Sink } from '../collectable.js';
import { elementOf } from '../element-of.js';
import { Flow, type FlowMethods } from '../flow.js';
import { ChildCancelledException, scopedFlow } from '../flow-scope.js';
import { NONE } from '../none.js';
import { sending } from '../sending-sink.js';
import { requireFlow } from '../several-flows.js';
import { MapSink } from '../stage.js';
import { find } from '../terminals/first.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The results of `fn` for each element of this flow and the latest of `other` at that moment; elements that come before `other` has
     * given one are dropped. Both are collected at the same time; it ends with this flow. Not in Kotlin.
     *
     * @throws IllegalArgumentException when `other` is no flow or `fn` no function.
     * @example
     * ```ts
     * import { delay, flow, run } from 'suspendable';
     *
     * const text = flow<string>(function* ({ emit }) { yield* emit('dra'); yield* emit('draft'); });
     * const saves = flow<string>(function* ({ emit }) { yield* delay(10); yield* emit('saved'); });
     * await run(() => saves.withLatestFrom(text, (save, last) => `${save}: ${last}`).collect((line) => console.log(line)));
     * // prints: saved: draft
     * ```
     */
    withLatestFrom<U, R>(other: Flow<U>, fn: (value: T, latest: U) => Suspend<R> | R): Flow<R>;
    /**
     * The elements until `other` gives its first one, which ends this flow: the code before it is cancelled. When `other` ends
     * without an element, this flow goes on. Not in Kotlin.
     *
     * @throws IllegalArgumentException when `other` is no flow.
     * @example
     * ```ts
     * import { awaitCancellation, CompletableDeferred, flow, run } from 'suspendable';
     *
     * const closing = new CompletableDeferred<void>();
     * const closed = flow<void>(function* ({ emit }) { yield* closing.await(); yield* emit(); });
     * const frames = flow<string>(function* ({ emit }) {
     *   yield* emit('frame');
     *   closing.complete();
     *   yield* awaitCancellation();
     * });
     * await run(() => frames.takeUntil(closed).collect((frame) => console.log(frame))); // frame
     * ```
     */
    takeUntil(other: Flow<unknown>): Flow<T>;
  }
}

function* followingLatest<T, U, R>(
  scope: CoroutineScope,
  upstream: Collectable<T>,
  other: Collectable<U>,
  fn: (value: T, latest: U) => Suspend<R> | R,
  sink: Sink<R>,
): Suspend<void> {
  let latest: U | typeof NONE = NONE;
  // In this call, so that what the other flow has at once is there before the first element.
  const following = scope.launch({ start: CoroutineStart.UNDISPATCHED }, () =>
    other.collectInto({
      push: (value) => {
        latest = value;
        return undefined;
      },
    }),
  );
  const joined = new MapSink((value: T) => fn(value, latest as U), sink);
  yield* upstream.collectInto({ push: (value) => (latest === NONE ? undefined : joined.push(value)) });
  following.cancel(new ChildCancelledException());
}

function* firstElement(flow: Collectable<unknown>): Suspend<void> {
  if ((yield* find(flow, () => true)) === NONE) yield* awaitCancellation();
}

function* takingUntil<T>(
  scope: CoroutineScope,
  upstream: Collectable<T>,
  other: Collectable<unknown>,
  sink: Sink<T>,
): Suspend<void> {
  const stop = scope.launch({ start: CoroutineStart.UNDISPATCHED }, () => firstElement(other));
  const values = produce(scope, sending(upstream));
  let ended = false;
  const end = (): undefined => {
    ended = true;
  };
  const give = (result: ChannelResult<T>): Suspend<void> | undefined => {
    const element = elementOf(result);
    return element === NONE ? end() : sink.push(element);
  };
  while (!ended) yield* select(stop.onJoin(end), values.onReceiveCatching(give));
  stop.cancel(new ChildCancelledException());
  values.cancel(new ChildCancelledException());
}

export const besideAnotherMethods: FlowMethods = {
  withLatestFrom(other, fn) {
    requireFlow('withLatestFrom', other);
    requireFunction('withLatestFrom', fn);
    const upstream = this.source;
    return new Flow(scopedFlow((scope, sink) => followingLatest(scope, upstream, other.source, fn, sink)));
  },
  takeUntil(other) {
    requireFlow('takeUntil', other);
    const upstream = this.source;
    return new Flow(scopedFlow((scope, sink) => takingUntil(scope, upstream, other.source, sink)));
  },
};
