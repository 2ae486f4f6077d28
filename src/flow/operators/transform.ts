import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import type { Collectable, Sink } from '../collectable.js';
import { operatorMethods, type SinkMaker, sinkMethods, through } from '../derived.js';
import type { FlowMethods } from '../flow.js';
import type { FlowCollector } from '../flow-collector.js';
import type { IndexedValue } from '../indexed-value.js';
import { SafeCollector } from '../safe-collector.js';
import { AskingSink, MapSink, type Stage, whenDone } from '../stage.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The results of `fn` for each element.
     *
     * @example
     * ```ts
     * import { flowOf, run } from 'suspendable';
     *
     * await run(() => flowOf(1, 2).map((n) => n * n).collect((n) => console.log(n))); // 1, 4
     * ```
     */
    map<R>(fn: (value: T) => Suspend<R> | R): Flow<R>;
    /** The results of `fn` for each element, without those that are null or undefined. */
    mapNotNull<R>(fn: (value: T) => Suspend<R> | R): Flow<NonNullable<R>>;
    /**
     * Whatever `fn` emits for each element: nothing, one element or many.
     *
     * @example
     * ```ts
     * import { flowOf, run } from 'suspendable';
     *
     * const words = flowOf('to be', 'or not').transform<string>(function* (line, { emit }) {
     *   for (const word of line.split(' ')) yield* emit(word);
     * });
     * console.log(await run(() => words.toList())); // [ 'to', 'be', 'or', 'not' ]
     * ```
     */
    transform<R>(fn: (value: T, collector: FlowCollector<R>) => Suspend<unknown> | void): Flow<R>;
    /** The same elements; `action` is called with each before it goes on. */
    onEach(action: (value: T) => Suspend<unknown> | unknown): Flow<T>;
    /** Each element with its place in the flow, from 0. */
    withIndex(): Flow<IndexedValue<T>>;
  }
}

class TransformSink<T, R> implements Sink<T> {
  constructor(
    private readonly fn: (value: T, collector: FlowCollector<R>) => Suspend<unknown> | void,
    private readonly collector: FlowCollector<R>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const given = this.fn(value, this.collector);
    return isSuspend(given) ? (given as Suspend<void>) : undefined;
  }
}

class OnEachSink<T> implements Sink<T>, Stage<unknown, T> {
  constructor(
    private readonly action: (value: T) => Suspend<unknown> | unknown,
    private readonly target: Sink<T>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const given = this.action(value);
    return isSuspend(given) ? this.wait(given as Suspend<unknown>, value) : this.target.push(value);
  }

  // A method, for `push` to be of few bytes: see isSuspend.
  private wait(call: Suspend<unknown>, value: T): Suspend<void> | undefined {
    return whenDone(call, this, value);
  }

  after(_given: unknown, value: T): Suspend<void> | undefined {
    return this.target.push(value);
  }
}

/** Gives each element its index. */
const indexing: SinkMaker<number> = (first, sink) => {
  let index = first;
  return { push: (value) => sink.push({ index: index++, value }) };
};

function* transforming<T, R>(
  upstream: Collectable<T>,
  sink: Sink<R>,
  fn: (value: T, collector: FlowCollector<R>) => Suspend<unknown> | void,
): Suspend<void> {
  yield* upstream.collectInto(new TransformSink(fn, new SafeCollector(sink)));
}

export const transformMethods: FlowMethods = {
  ...sinkMethods({
    map: (fn, sink) => new MapSink(fn, sink),
    mapNotNull: (fn, sink) =>
      new AskingSink(fn, (result) => (result === null || result === undefined ? undefined : sink.push(result))),
    onEach: (action, sink) => new OnEachSink(action, sink),
  }),
  ...operatorMethods({ transform: transforming }, true),
  withIndex() {
    return through(this, indexing, 0);
  },
};
