import { BufferOverflow } from '../../channel/channel.js';
import type { ProducerCoroutine } from '../../channel/produce.js';
import { CoroutineStart } from '../../coroutine/coroutine-scope.js';
import type { Suspend } from '../../suspend/continuation.js';
import { ChannelFlow } from '../channel-flow.js';
import type { Collectable, Sink } from '../collectable.js';
import { checkConcurrency, Places } from '../concurrency.js';
import { Flow, type FlowMethods } from '../flow.js';
import { SendingSink } from '../sending-sink.js';

/**
 * How many flows are collected at the same time.
 * See {@link Flow.flatMapMerge}.
 */
export interface ConcurrencyOptions {
  /** 16 unless given. With 1 they are collected one after the other. */
  concurrency?: number;
}

const DEFAULT_CONCURRENCY = 16;

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The elements of the flows that `fn` gives for the elements, as they come. As many as `concurrency` says are collected at the
     * same time; for further elements the flow waits. The default buffer of 64 elements is behind it.
     *
     * @throws IllegalArgumentException when `fn` is no function or `concurrency` no whole number of at least 1.
     * @example
     * ```ts
     * import { delay, flow, run } from 'suspendable';
     *
     * const sizes = flow<number>(function* ({ emit }) { for (const n of [30, 10, 20]) yield* emit(n); });
     * const waited = (millis: number) => flow<number>(function* ({ emit }) { yield* delay(millis); yield* emit(millis); });
     * await run(() => sizes.flatMapMerge(waited).collect((n) => console.log(n))); // 10, 20, 30
     * ```
     */
    flatMapMerge<R>(fn: (value: T) => Suspend<Flow<R>> | Flow<R>, options?: ConcurrencyOptions): Flow<R>;
    /** As {@link flatMapMerge}, for a flow of flows. */
    flattenMerge<R>(this: Flow<Flow<R>>, options?: ConcurrencyOptions): Flow<R>;
  }
}

/** Collects each flow in a coroutine of its own, as soon as fewer than so many others are. */
class LaunchingSink<T> implements Sink<Flow<T>> {
  private readonly places: Places;
  private readonly sink: SendingSink<T>;

  constructor(
    private readonly producer: ProducerCoroutine<T>,
    concurrency: number,
  ) {
    this.places = new Places(concurrency);
    this.sink = new SendingSink(producer);
  }

  push(inner: Flow<T>): Suspend<void> | undefined {
    // Launching never waits, so that a flow that never does either would not notice its cancellation.
    this.producer.ensureActive();
    const waiting = this.places.take();
    if (waiting !== undefined) return this.launchLater(inner, waiting);
    this.launch(inner);
    return undefined;
  }

  private *launchLater(inner: Flow<T>, waiting: Suspend<void>): Suspend<void> {
    yield* waiting;
    this.launch(inner);
  }

  private launch(inner: Flow<T>): void {
    this.producer.launch(() => this.collect(inner));
  }

  private *collect(inner: Flow<T>): Suspend<void> {
    try {
      yield* inner.collectInto(this.sink);
    } finally {
      this.places.giveBack();
    }
  }
}

/** Collects the flows that come at the same time. */
export class FlattenedFlow<T> extends ChannelFlow<T> {
  constructor(
    private readonly upstream: Collectable<Flow<T>>,
    private readonly concurrency: number,
  ) {
    super();
  }

  protected override get start(): CoroutineStart {
    return CoroutineStart.DEFAULT;
  }

  /** Always: Kotlin's merged flows do not look at another policy. */
  protected override get policy(): BufferOverflow {
    return BufferOverflow.SUSPEND;
  }

  protected override produceTo(producer: ProducerCoroutine<T>): Suspend<void> {
    return this.upstream.collectInto(new LaunchingSink(producer, this.concurrency));
  }
}

export const flatMergeMethods: FlowMethods = {
  flatMapMerge(fn, options) {
    return this.map(fn).flattenMerge(options);
  },
  flattenMerge({ concurrency = DEFAULT_CONCURRENCY } = {}) {
    checkConcurrency(concurrency);
    return concurrency === 1 ? this.flattenConcat() : new Flow(new FlattenedFlow(this.source, concurrency));
  },
};
