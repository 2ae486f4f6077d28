import type { ReceiveChannel } from '../channel/channel.js';
import type { ChannelCoroutine } from '../channel/channel-coroutine.js';
import type { Suspend } from '../suspend/continuation.js';
import { consumeInto } from './channel-flow.js';
import { Flow } from './flow.js';
import type { FlowCollector } from './flow-collector.js';
import { SendingSink } from './sending-sink.js';

/** What a block emits to, where a channel connects it with the collector. Any coroutine may do so. */
export class SendingCollector<T> extends SendingSink<T> implements FlowCollector<T> {
  /** Bound, so that a block may take it out. */
  readonly emit: (value: T) => Suspend<void>;
  readonly emitAll: (source: Flow<T> | ReceiveChannel<T>) => Suspend<void>;

  constructor(producer: ChannelCoroutine<T>) {
    super(producer);
    this.emit = (value) => producer.inner.send(value);
    this.emitAll = (source) => (source instanceof Flow ? source.collectInto(this) : consumeInto(source, this));
  }
}
