import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import type { Collectable, Sink } from '../collectable.js';
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

type KeySelector = (value: any) => unknown;
type Equivalence = (old: any, next: any) => Suspend<boolean> | boolean;

const itself: KeySelector = (value) => value;

class DistinctSource<T> implements Collectable<T> {
  constructor(
    private readonly upstream: Collectable<T>,
    readonly keySelector: KeySelector,
    readonly areEquivalent: Equivalence,
  ) {}

  get stopsQuietly(): boolean | undefined {
    return this.upstream.stopsQuietly;
  }

  collectInto(sink: Sink<T>): Suspend<void> {
    return this.upstream.collectInto(distinctSink(this.keySelector, this.areEquivalent, sink));
  }
}

function distinctSink<T>(keySelector: KeySelector, areEquivalent: Equivalence, sink: Sink<T>): Sink<T> {
  let lastKey: unknown = NONE;
  let value: T | undefined;
  const comparing = new AskingSink(
    (key) => lastKey !== NONE && areEquivalent(lastKey, key),
    (same, key) => {
      const compared = value as T;
      value = undefined;
      if (same) return undefined;
      lastKey = key;
      return sink.push(compared);
    },
  );
  return new AskingSink(keySelector, (key, element: T) => {
    value = element;
    return comparing.push(key);
  });
}

function distinct(flow: Flow<any>, keySelector: KeySelector, areEquivalent: Equivalence): Flow<any> {
  const { source } = flow;
  const isSame =
    source instanceof DistinctSource && source.keySelector === keySelector && source.areEquivalent === areEquivalent;
  const isDistinct = source.isDistinct && keySelector === itself && areEquivalent === Object.is;
  return isSame || isDistinct ? flow : new Flow(new DistinctSource(source, keySelector, areEquivalent));
}

export const distinctMethods: FlowMethods = {
  distinctUntilChanged(areEquivalent = Object.is) {
    requireFunction('distinctUntilChanged', areEquivalent);
    return distinct(this, itself, areEquivalent);
  },
  distinctUntilChangedBy(keySelector) {
    requireFunction('distinctUntilChangedBy', keySelector);
    return distinct(this, keySelector, Object.is);
  },
};
