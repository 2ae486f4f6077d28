import { Channel } from '../../channel/buffered-channel.js';
import type { ChannelCoroutine } from '../../channel/channel-coroutine.js';
import { type CoroutineScope, CoroutineStart } from '../../coroutine/coroutine-scope.js';
import type { Job } from '../../coroutine/jobs.js';
import { coroutineScope } from '../../coroutine/scoped.js';
import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { runningCoroutine } from '../../suspend/running.js';
import { ChannelFlow } from '../channel-flow.js';
import type { Collectable, Sink } from '../collectable.js';
import { Flow, type FlowMethods } from '../flow.js';
import type { FlowCollector } from '../flow-collector.js';
import { ChildCancelledException } from '../flow-scope.js';
import { SendingCollector } from '../sending-collector.js';
import { requireFlow } from '../several-flows.js';
import { AskingSink, MapSink } from '../stage.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * Runs `transform` for each element, which may emit any number of elements. When the next element comes, what still runs for
     * the one before is cancelled, and has ended before `transform` is called again.
     *
     * @throws IllegalArgumentException when `transform` is no function.
     * @example
     * ```ts
     * import { delay, flow, run } from 'suspendable';
     *
     * const words = flow<string>(function* ({ emit }) { yield* emit('a'); yield* delay(10); yield* emit('b'); });
     * const shown = words.transformLatest<string>(function* (word, { emit }) {
     *   yield* emit(`${word} soon`);
     *   yield* delay(50);
     *   yield* emit(`${word} now`);
     * });
     * await run(() => shown.collect((text) => console.log(text))); // a soon, b soon, b now
     * ```
     */
    transformLatest<R>(transform: (value: T, collector: FlowCollector<R>) => Suspend<unknown> | void): Flow<R>;
    /**
     * The result of `fn` for each element, as far as it comes before the next element: that cancels it, see
     * {@link transformLatest}.
     *
     * @example
     * ```ts
     * import { delay, flow, run } from 'suspendable';
     *
     * const typed = flow<string>(function* ({ emit }) { for (const text of ['s', 'su', 'sus']) yield* emit(text); });
     * const found = typed.mapLatest(function* (text) { yield* delay(10); return `results for ${text}`; });
     * await run(() => found.collect((text) => console.log(text))); // results for sus
     * ```
     */
    mapLatest<R>(fn: (value: T) => Suspend<R> | R): Flow<R>;
    /** The elements of the flow that `fn` gives for each element, until the next element comes: see {@link transformLatest}. */
    flatMapLatest<R>(fn: (value: T) => Suspend<Flow<R>> | Flow<R>): Flow<R>;
    /**
     * Runs the flow and gives each element to `action`. When the next element comes, an action that still runs is cancelled, and
     * has ended before the next one begins.
     *
     * **Suspends** until the flow and the last action have ended. **Cancellation** of the caller ends both.
     *
     * @throws what the flow or `action` throws.
     * @example
     * ```ts
     * import { delay, flow, run } from 'suspendable';
     *
     * const numbers = flow<number>(function* ({ emit }) { for (let i = 1; i <= 3; i++) yield* emit(i); });
     * await run(() => numbers.collectLatest(function* (n) { yield* delay(10); console.log(n); })); // 3
     * ```
     */
    collectLatest(action: (value: T) => Suspend<unknown> | unknown): Suspend<void>;
  }
}

/** What is done with each element, for as long as it is the latest. */
type Transform<T, R> = (value: T, collector: SendingCollector<R>) => unknown;

/** Cancels what runs for the element before and starts the next. */
class LatestSink<T, R> implements Sink<T> {
  private previous: Job | null = null;

  constructor(
    private readonly scope: CoroutineScope,
    private readonly transform: Transform<T, R>,
    private readonly collector: SendingCollector<R>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const { previous } = this;
    if (previous !== null) {
      if (!previous.isCompleted) return this.replace(previous, value);
      runningCoroutine('collect').ensureActive();
    }
    this.start(value);
    return undefined;
  }

  private *replace(previous: Job, value: T): Suspend<void> {
    previous.cancel(new ChildCancelledException());
    yield* previous.join();
    this.start(value);
  }

  private start(value: T): void {
    const { transform, collector } = this;
    this.previous = this.scope.launch({ start: CoroutineStart.UNDISPATCHED }, () => transform(value, collector));
  }
}

class LatestFlow<T, R> extends ChannelFlow<R> {
  constructor(
    private readonly upstream: Collectable<T>,
    private readonly transform: Transform<T, R>,
  ) {
    super();
  }

  protected override produceTo(producer: ChannelCoroutine<R>): Suspend<void> {
    const collector = new SendingCollector(producer);
    return coroutineScope((scope) => this.upstream.collectInto(new LatestSink(scope, this.transform, collector)));
  }
}

function mapLatest<T, R>(upstream: Collectable<T>, fn: (value: T) => Suspend<R> | R): LatestFlow<T, R> {
  return new LatestFlow(upstream, (value, collector) => new MapSink(fn, collector).push(value));
}

function flatMapLatest<T, R>(upstream: Collectable<T>, fn: (value: T) => Suspend<Flow<R>> | Flow<R>): LatestFlow<T, R> {
  return new LatestFlow(upstream, (value, collector) =>
    new AskingSink(fn, (inner) => {
      requireFlow('flatMapLatest', inner);
      return inner.collectInto(collector);
    }).push(value),
  );
}

export const latestMethods: FlowMethods = {
  transformLatest(transform) {
    requireFunction('transformLatest', transform);
    return new Flow(new LatestFlow(this.source, transform));
  },
  mapLatest(fn) {
    requireFunction('mapLatest', fn);
    return new Flow(mapLatest(this.source, fn));
  },
  flatMapLatest(fn) {
    requireFunction('flatMapLatest', fn);
    return new Flow(flatMapLatest(this.source, fn));
  },
  collectLatest(action) {
    requireFunction('collectLatest', action);
    // Without room between the two, the action for an element does not begin before the one before it was collected.
    return new Flow(mapLatest(this.source, action)).buffer(Channel.RENDEZVOUS).collect();
  },
};
