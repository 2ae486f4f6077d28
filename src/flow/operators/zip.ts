import type { ReceiveChannel } from '../../channel/channel.js';
import type { ChannelCoroutine } from '../../channel/channel-coroutine.js';
import type { CoreIterator } from '../../channel/iteration.js';
import { produce } from '../../channel/produce.js';
import { Job } from '../../coroutine/completable-job.js';
import type { CoroutineScope } from '../../coroutine/coroutine-scope.js';
import { coroutineScope } from '../../coroutine/scoped.js';
import { requireFunction } from '../../internal/require-function.js';
import type { JobSupport } from '../../job/machine.js';
import type { Suspend, Suspension } from '../../suspend/continuation.js';
import { isSuspend, returned, suspendMark } from '../../suspend/results.js';
import { runningCoroutine } from '../../suspend/running.js';
import { Abort } from '../abort.js';
import type { Collectable, Sink } from '../collectable.js';
import { collectElsewhere } from '../context-switch.js';
import { Flow, type FlowMethods } from '../flow.js';
import { sending } from '../sending-sink.js';
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
class ZipSink<T, U, R> implements Sink<T>, Stage<R, T> {
  private readonly others: CoreIterator<U>;
  private free: Pairing<T, U> | null = null;

  constructor(
    readonly channel: ReceiveChannel<U>,
    private readonly fn: (a: T, b: U) => Suspend<R> | R,
    private readonly target: Sink<R>,
    readonly end: Abort,
  ) {
    this.others = channel.iterator() as CoreIterator<U>;
  }

  push(value: T): Suspend<void> | undefined {
    if (this.others.advance()) return this.give(value, this.others.next());
    const pairing = this.free ?? new Pairing(this);
    this.free = null;
    return pairing.of(value);
  }

  give(value: T, other: U): Suspend<void> | undefined {
    const given = this.fn(value, other);
    return isSuspend(given) ? whenDone(given as Suspend<R>, this, value) : this.target.push(given as R);
  }

  after(result: R): Suspend<void> | undefined {
    return this.target.push(result);
  }

  /** It is over and can serve again. */
  done(pairing: Pairing<T, U>): void {
    this.free = pairing;
  }
}

/** An element that waits for one of the other flow, and for what comes after; used again for the next one. */
class Pairing<T, U> implements Suspend<void> {
  private readonly others: CoreIterator<U>;
  private value: T | undefined = undefined;
  /** Whether the other flow's element is what it waits for; otherwise it is what comes after. */
  private waitsForOther = false;
  private rest: Suspend<void> | undefined = undefined;

  declare readonly [suspendMark]: true;

  constructor(private readonly sink: ZipSink<T, U, any>) {
    this.others = sink.channel.iterator() as CoreIterator<U>;
  }

  of(value: T): this {
    this.value = value;
    this.waitsForOther = true;
    return this;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Suspension, void> {
    if (this.waitsForOther) {
      const found = this.others.hasNext().next();
      if (!found.done) return found;
      if (!found.value) throw this.sink.end.exception;
      this.waitsForOther = false;
      this.rest = this.sink.give(this.value as T, this.others.next());
    }
    if (this.rest !== undefined) {
      const result = this.rest.next();
      if (!result.done) return result;
    }
    return this.finished();
  }

  /** The driver points out a misuse within the call. */
  throw(error: unknown): IteratorResult<Suspension, void> {
    const result = this.rest!.throw!(error) as IteratorResult<Suspension, void>;
    return result.done ? this.finished() : result;
  }

  private finished(): IteratorReturnResult<void> {
    this.rest = undefined;
    this.sink.done(this);
    return returned(undefined);
  }
}
(Pairing.prototype as { [suspendMark]: true })[suspendMark] = true;

function* zipping<T, U, R>(
  scope: CoroutineScope,
  first: Collectable<T>,
  second: Collectable<U>,
  fn: (a: T, b: U) => Suspend<R> | R,
  sink: Sink<R>,
): Suspend<void> {
  // Without a buffer, so that the channel is closed only after its last element was taken.
  const others = produce(scope, sending(second)) as ChannelCoroutine<U>;
  // The first flow has a job of its own: it is cancelled as soon as the second ends, but not what is downstream.
  const job = new Job();
  const end = new Abort();
  others.invokeOnClose(() => {
    if (job.isActive) job.cancel(end.exception);
  });
  const collector = runningCoroutine('zip');
  const zipped = new ZipSink(others, fn, sink, end);
  try {
    yield* collectElsewhere(first, zipped, collector, collector.elements, job as unknown as JobSupport);
  } catch (thrown) {
    end.check(thrown);
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
