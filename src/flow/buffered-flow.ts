import type { BufferOverflow } from '../channel/channel.js';
import type { ChannelCoroutine } from '../channel/channel-coroutine.js';
import type { CoroutineContext } from '../context/context.js';
import { ContinuationInterceptor } from '../context/elements.js';
import type { Suspend } from '../suspend/continuation.js';
import { runningCoroutine } from '../suspend/running.js';
import { ChannelFlow, OPTIONAL_CHANNEL } from './channel-flow.js';
import type { Collectable, Sink } from './collectable.js';
import { collectElsewhere } from './context-switch.js';
import { SendingSink } from './sending-sink.js';

/** `buffer`, `flowOn` or several of them: a flow through a channel, or in another context. */
export class BufferedFlow<T> extends ChannelFlow<T> {
  constructor(
    private readonly upstream: Collectable<T>,
    context: CoroutineContext,
    capacity: number,
    overflow: BufferOverflow,
  ) {
    super(context, capacity, overflow);
  }

  override withoutChannel(): Collectable<T> {
    return this.upstream;
  }

  protected override produceTo(producer: ChannelCoroutine<T>): Suspend<void> {
    return this.upstream.collectInto(new SendingSink(producer));
  }

  override *collectInto(sink: Sink<T>): Suspend<void> {
    yield* this.withChannelOrNot(sink);
  }

  private withChannelOrNot(sink: Sink<T>): Suspend<void> {
    if (this.capacity !== OPTIONAL_CHANNEL) return super.collectInto(sink);
    const collector = runningCoroutine('collect');
    const elements = collector.elements.plus(this.context);
    if (elements.equals(collector.elements)) return this.upstream.collectInto(sink);
    if (!elements.get(ContinuationInterceptor)!.equals(collector.interceptor)) return super.collectInto(sink);
    return collectElsewhere(this.upstream, sink, collector, elements, collector.originJob);
  }
}
