import { BufferOverflow } from '../channel/channel.js';
import type { ChannelCoroutine } from '../channel/channel-coroutine.js';
import { CoroutineStart } from '../coroutine/coroutine-scope.js';
import type { Suspend } from '../suspend/continuation.js';
import { ChannelFlow } from './channel-flow.js';
import type { Collectable, Sink } from './collectable.js';
import { Places } from './concurrency.js';
import type { Flow } from './flow.js';
import { SendingSink } from './sending-sink.js';
import { requireFlow } from './several-flows.js';

/** Collects each flow in a coroutine of its own, as soon as fewer than so many others are. */
class LaunchingSink<T> implements Sink<Flow<T>> {
  private readonly places: Places;
  private readonly sink: SendingSink<T>;

  constructor(
    private readonly producer: ChannelCoroutine<T>,
    concurrency: number,
    private readonly name: string,
  ) {
    this.places = new Places(concurrency);
    this.sink = new SendingSink(producer);
  }

  push(inner: Flow<T>): Suspend<void> | undefined {
    requireFlow(this.name, inner);
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
    /** By which the user has called it. */
    private readonly name: string,
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

  protected override produceTo(producer: ChannelCoroutine<T>): Suspend<void> {
    return this.upstream.collectInto(new LaunchingSink(producer, this.concurrency, this.name));
  }
}
