import type { ReceiveChannel } from '../../channel/channel.js';
import { type ChannelCore, NOTHING } from '../../channel/core.js';
import { type ProducerCoroutine, produce } from '../../channel/produce.js';
import { Job } from '../../coroutine/completable-job.js';
import type { CoroutineScope } from '../../coroutine/coroutine-scope.js';
import { coroutineScope } from '../../coroutine/scoped.js';
import { requireFunction } from '../../internal/require-function.js';
import type { JobSupport } from '../../job/machine.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import { runningCoroutine } from '../../suspend/running.js';
import { AbortFlowException, checkOwnership } from '../abort.js';
import type { Collectable, Sink } from '../collectable.js';
import { collectElsewhere } from '../context-switch.js';
import { Flow, type FlowMethods } from '../flow.js';
import { SendingSink } from '../sending-sink.js';
import { requireFlow } from '../several-flows.js';
import { type Stage, whenDone } from '../stage.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The results of `fn` for the first elements of this flow and `other`, the second ones, and so on. Both are collected at the
     * same time. Ends when one of them has ended; the other is cancelled.
     *
     * @throws IllegalArgumentException when `other` is no flow or `fn` no function.
     * @example
     * ```ts
     * import { flow, run } from 'suspendable';
     *
     * const numbers = flow<number>(function* ({ emit }) { for (let i = 1; ; i++) yield* emit(i); });
     * const letters = flow<string>(function* ({ emit }) { yield* emit('a'); yield* emit('b'); });
     * await run(() => numbers.zip(letters, (n, letter) => `${n}${letter}`).collect((text) => console.log(text))); // 1a, 2b
     * ```
     */
    zip<U, R>(other: Flow<U>, fn: (a: T, b: U) => Suspend<R> | R): Flow<R>;
  }
}

/** Has an element for each of the other flow. */
class ZipSink<T, U, R> implements Sink<T>, Stage<R> {
  constructor(
    private readonly others: ReceiveChannel<U>,
    private readonly core: ChannelCore<U>,
    private readonly fn: (a: T, b: U) => Suspend<R> | R,
    private readonly target: Sink<R>,
    private readonly owner: object,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const other = this.core.poll();
    return other === NOTHING ? this.waitForOther(value) : this.give(value, other);
  }

  private *waitForOther(value: T): Suspend<void> {
    const received = yield* this.others.receiveCatching();
    if (!received.isSuccess) throw received.exceptionOrNull() ?? new AbortFlowException(this.owner);
    const waiting = this.give(value, received.getOrThrow());
    if (waiting !== undefined) yield* waiting;
  }

  private give(value: T, other: U): Suspend<void> | undefined {
    const given = this.fn(value, other);
    return isSuspend(given) ? whenDone(given as Suspend<R>, this) : this.target.push(given as R);
  }

  after(result: R): Suspend<void> | undefined {
    return this.target.push(result);
  }
}

function* zipping<T, U, R>(
  scope: CoroutineScope,
  first: Collectable<T>,
  second: Collectable<U>,
  fn: (a: T, b: U) => Suspend<R> | R,
  sink: Sink<R>,
): Suspend<void> {
  // Without a buffer, so that the channel is closed only after its last element was taken.
  const others = produce<U>(scope, (producer) =>
    second.collectInto(new SendingSink(producer as ProducerCoroutine<U>)),
  ) as ProducerCoroutine<U>;
  // The first flow has a job of its own: it is cancelled as soon as the second ends, but not what is downstream.
  const job = new Job();
  others.invokeOnClose(() => {
    if (job.isActive) job.cancel(new AbortFlowException(job));
  });
  const collector = runningCoroutine('zip');
  const zipped = new ZipSink(others, others.inner as unknown as ChannelCore<U>, fn, sink, job);
  try {
    yield* collectElsewhere(first, zipped, collector, collector.elements, job as unknown as JobSupport);
  } catch (thrown) {
    checkOwnership(thrown, job);
  } finally {
    others.cancel();
  }
}

/** The elements of two flows in pairs. */
export function zipped<T, U, R>(
  first: Collectable<T>,
  second: Collectable<U>,
  fn: (a: T, b: U) => Suspend<R> | R,
): Collectable<R> {
  return { collectInto: (sink) => coroutineScope((scope) => zipping(scope, first, second, fn, sink)) };
}

export const zipMethods: FlowMethods = {
  zip(other, fn) {
    requireFlow('zip', other);
    requireFunction('zip', fn);
    return new Flow(zipped(this.source, other.source, fn));
  },
};
