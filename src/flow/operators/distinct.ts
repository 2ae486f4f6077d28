import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import type { Collectable, Sink } from '../collectable.js';
import type { SinkMaker } from '../derived.js';
import { Flow, type FlowMethods } from '../flow.js';
import { NONE } from '../none.js';
import { AskingSink } from '../stage.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The elements without those that equal the one before. Equal is what `areEquivalent` says, or else `Object.is`. Compared is
     * with the last element that went on.
     *
     * @example
     * ```ts
     * import { flowOf, run } from 'suspendable';
     *
     * console.log(await run(() => flowOf(1, 1, 2, 2, 1).distinctUntilChanged().toList())); // [ 1, 2, 1 ]
     * ```
     */
    distinctUntilChanged(areEquivalent?: (old: T, next: T) => Suspend<boolean> | boolean): Flow<T>;
    /** The elements without those whose key is, by `Object.is`, the one of the element before. */
    distinctUntilChangedBy<K>(keySelector: (value: T) => Suspend<K> | K): Flow<T>;
  }
}

type Ask = (...values: any[]) => unknown;

class DistinctSource<T> implements Collectable<T> {
  constructor(
    private readonly upstream: Collectable<T>,
    readonly sinkOf: SinkMaker<any>,
    readonly ask: Ask,
  ) {}

  get stopsQuietly(): boolean | undefined {
    return this.upstream.stopsQuietly;
  }

  collectInto(sink: Sink<T>): Suspend<void> {
    return this.upstream.collectInto(this.sinkOf(this.ask, sink));
  }
}

const comparing: SinkMaker<Ask> = (areEquivalent, sink) => {
  let last: unknown = NONE;
  return new AskingSink(
    (value) => last !== NONE && areEquivalent(last, value),
    (same, value) => {
      if (same) return undefined;
      last = value;
      return sink.push(value);
    },
  );
};

const comparingKeys: SinkMaker<Ask> = (keySelector, sink) => {
  let last: unknown = NONE;
  return new AskingSink(keySelector, (key, value) => {
    if (Object.is(last, key)) return undefined;
    last = key;
    return sink.push(value);
  });
};

function distinct(flow: Flow<any>, sinkOf: SinkMaker<Ask>, ask: Ask): Flow<any> {
  const { source } = flow;
  const isSame = source instanceof DistinctSource && source.sinkOf === sinkOf && source.ask === ask;
  const isDistinct = source.isDistinct && sinkOf === comparing && ask === Object.is;
  return isSame || isDistinct ? flow : new Flow(new DistinctSource(source, sinkOf, ask));
}

export const distinctMethods: FlowMethods = {
  distinctUntilChanged(areEquivalent = Object.is) {
    requireFunction('distinctUntilChanged', areEquivalent);
    return distinct(this, comparing, areEquivalent);
  },
  distinctUntilChangedBy(keySelector) {
    requireFunction('distinctUntilChangedBy', keySelector);
    return distinct(this, comparingKeys, keySelector);
  },
};
