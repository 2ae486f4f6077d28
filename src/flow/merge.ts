import { Channel } from '../channel/buffered-channel.js';
import { BufferOverflow } from '../channel/channel.js';
import type { ProducerCoroutine } from '../channel/produce.js';
import type { CoroutineContext } from '../context/context.js';
import { EmptyCoroutineContext } from '../context/elements.js';
import { CoroutineStart } from '../coroutine/coroutine-scope.js';
import { ChannelFlow } from './channel-flow.js';
import { CompleteFlow } from './complete-flow.js';
import type { Flow } from './flow.js';
import { SendingSink } from './sending-sink.js';
import { type ElementsOf, requireFlow } from './several-flows.js';

class MergedFlow<T> extends ChannelFlow<T> {
  constructor(
    private readonly flows: readonly Flow<T>[],
    context: CoroutineContext = EmptyCoroutineContext,
    capacity: number = Channel.BUFFERED,
    overflow: BufferOverflow = BufferOverflow.SUSPEND,
  ) {
    super(context, capacity, overflow);
  }

  protected override with(context: CoroutineContext, capacity: number, overflow: BufferOverflow): ChannelFlow<T> {
    return new MergedFlow(this.flows, context, capacity, overflow);
  }

  protected override get start(): CoroutineStart {
    return CoroutineStart.DEFAULT;
  }

  /** Always: Kotlin's merged flows do not look at another policy. */
  protected override get policy(): BufferOverflow {
    return BufferOverflow.SUSPEND;
  }

  protected override produceTo(producer: ProducerCoroutine<T>): void {
    const sink = new SendingSink(producer);
    for (const flow of this.flows) producer.launch(() => flow.collectInto(sink));
  }
}

/**
 * The elements of all `flows`, which are collected at the same time, as they come. Ends when all have ended, fails with the first
 * that fails. The default buffer of 64 elements is behind it; {@link Flow.buffer} gives another size. As in Kotlin, a policy that
 * drops elements makes no difference right behind it: `merge(a, b).conflate()` has no buffer, and the flows wait.
 *
 * @throws IllegalArgumentException when one of them is no flow.
 * @example
 * ```ts
 * import { delay, flow, merge, run } from 'suspendable';
 *
 * const every = (millis: number, text: string) => flow<string>(function* ({ emit }) {
 *   for (let i = 0; i < 2; i++) { yield* delay(millis); yield* emit(text); }
 * });
 * await run(() => merge(every(20, 'slow'), every(30, 'slower')).collect((text) => console.log(text)));
 * // prints: slow, slower, slow, slower
 * ```
 */
export function merge<F extends readonly Flow<unknown>[]>(...flows: F): Flow<ElementsOf<F>[number]> {
  for (const flow of flows) requireFlow('merge', flow);
  return new CompleteFlow(new MergedFlow(flows as readonly Flow<ElementsOf<F>[number]>[]));
}
