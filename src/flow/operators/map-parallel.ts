import type { ChannelCoroutine } from '../../channel/channel-coroutine.js';
import { type ProducerScope, produce } from '../../channel/produce.js';
import type { CoroutineScope } from '../../coroutine/coroutine-scope.js';
import type { Deferred } from '../../coroutine/jobs.js';
import { requireFunction } from '../../internal/require-function.js';
import type { Block, Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import { runningCoroutine } from '../../suspend/running.js';
import { receiveInto } from '../channel-flow.js';
import type { Collectable, Sink } from '../collectable.js';
import { checkConcurrency, Places } from '../concurrency.js';
import { Flow, type FlowMethods } from '../flow.js';
import { scopedFlow } from '../flow-scope.js';
import { SendingSink } from '../sending-sink.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The results of `fn` for the elements, in their order. It runs for as many elements at the same time as `concurrency` says, each
     * time in a coroutine of its own; so it may also return a promise. The first failure cancels the others. Not in Kotlin.
     *
     * @throws IllegalArgumentException when `concurrency` is no whole number of at least 1 or `fn` no function.
     * @example
     * ```ts
     * import { delay, flowOf, run } from 'suspendable';
     *
     * const pages = flowOf(30, 10, 20).mapParallel(3, function* (millis) {
     *   yield* delay(millis);
     *   return `page after ${millis} ms`;
     * });
     * await run(() => pages.collect((page) => console.log(page)));
     * // prints: page after 30 ms, page after 10 ms, page after 20 ms
     * ```
     */
    mapParallel<R>(concurrency: number, fn: Block<T, R>): Flow<R>;
    /**
     * As {@link mapParallel}, with the results as they come: a slow one does not hold the others back. Not in Kotlin.
     *
     * @example
     * ```ts
     * import { delay, flowOf, run } from 'suspendable';
     *
     * const pages = flowOf(300, 10, 150).mapParallelUnordered(3, function* (millis) { yield* delay(millis); return millis; });
     * await run(() => pages.collect((millis) => console.log(millis))); // 10, 150, 300
     * ```
     */
    mapParallelUnordered<R>(concurrency: number, fn: Block<T, R>): Flow<R>;
  }
}

/** Starts `fn` for each element, as soon as it runs for fewer than so many others, and sends what will be the result. */
class StartingSink<T, R> implements Sink<T> {
  private readonly places: Places;
  private readonly results: SendingSink<Deferred<R>>;

  constructor(
    private readonly scope: CoroutineScope,
    producer: ChannelCoroutine<Deferred<R>>,
    concurrency: number,
    private readonly fn: Block<T, R>,
  ) {
    this.places = new Places(concurrency);
    this.results = new SendingSink(producer);
  }

  push(value: T): Suspend<void> | undefined {
    const waiting = this.places.take();
    return waiting === undefined ? this.start(value) : this.startLater(value, waiting);
  }

  private *startLater(value: T, place: Suspend<void>): Suspend<void> {
    yield* place;
    const waiting = this.start(value);
    if (waiting !== undefined) yield* waiting;
  }

  private start(value: T): Suspend<void> | undefined {
    const result = this.scope.async(() => this.fn(value));
    result.invokeOnCompletion(() => this.places.giveBack());
    return this.results.push(result);
  }
}

/** Pushes the results in the order of their elements. */
class AwaitingSink<R> implements Sink<Deferred<R>> {
  constructor(private readonly target: Sink<R>) {}

  push(result: Deferred<R>): Suspend<void> | undefined {
    return result.isCompleted && !result.isCancelled ? this.target.push(result.getCompleted()) : this.wait(result);
  }

  private *wait(result: Deferred<R>): Suspend<void> {
    const waiting = this.target.push(yield* result.await());
    if (waiting !== undefined) yield* waiting;
  }
}

function inParallel<T, R>(upstream: Collectable<T>, concurrency: number, fn: Block<T, R>): Collectable<R> {
  return scopedFlow((scope, sink) => {
    // No more results wait for an earlier one than run at the same time.
    const results = produce<Deferred<R>>(scope, { capacity: concurrency }, (producer: ProducerScope<Deferred<R>>) =>
      upstream.collectInto(new StartingSink(scope, producer as ChannelCoroutine<Deferred<R>>, concurrency, fn)),
    );
    return receiveInto(results, new AwaitingSink(sink));
  });
}

/** A flow of the one result of `fn`. */
class ResultFlow<T, R> implements Collectable<R> {
  constructor(
    private readonly value: T,
    private readonly fn: Block<T, R>,
  ) {}

  *collectInto(sink: Sink<R>): Suspend<void> {
    let result: unknown = this.fn(this.value);
    if (isSuspend(result)) result = yield* result as Suspend<R>;
    else if (typeof (result as PromiseLike<R> | null)?.then === 'function') {
      result = yield* runningCoroutine('mapParallelUnordered').waitForPromise(result as PromiseLike<R>);
    }
    const waiting = sink.push(result as R);
    if (waiting !== undefined) yield* waiting;
  }
}

export const mapParallelMethods: FlowMethods = {
  mapParallel(concurrency, fn) {
    checkConcurrency(concurrency);
    requireFunction('mapParallel', fn);
    return new Flow(inParallel(this.source, concurrency, fn));
  },
  mapParallelUnordered(concurrency, fn) {
    checkConcurrency(concurrency);
    requireFunction('mapParallelUnordered', fn);
    return this.map((value) => new Flow(new ResultFlow(value, fn))).flattenMerge({ concurrency });
  },
};
