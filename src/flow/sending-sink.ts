import type { SendChannel } from '../channel/channel.js';
import type { ChannelCoroutine } from '../channel/channel-coroutine.js';
import { type ChannelCore, SENT } from '../channel/core.js';
import type { ProducerScope } from '../channel/produce.js';
import type { Suspend } from '../suspend/continuation.js';
import type { Collectable, Sink } from './collectable.js';

/** The end of a part of a pipeline that a channel connects with the next. Several coroutines may push to it. */
export class SendingSink<T> implements Sink<T> {
  private readonly core: ChannelCore<T>;
  private readonly channel: SendChannel<T>;

  constructor(producer: ChannelCoroutine<T>) {
    this.core = producer.inner as unknown as ChannelCore<T>;
    this.channel = producer.inner;
  }

  push(value: T): Suspend<void> | undefined {
    return this.core.offer(value) === SENT ? undefined : this.channel.send(value);
  }
}

/** The code of a producer that sends all elements of `upstream`. */
export function sending<T>(upstream: Collectable<T>): (producer: ProducerScope<T>) => Suspend<void> {
  return (producer) => upstream.collectInto(new SendingSink(producer as ChannelCoroutine<T>));
}
