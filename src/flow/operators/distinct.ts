import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import type { Collectable, Sink } from '../collectable.js';
import { Flow, type FlowMethods } from '../flow.js';
import { type Stage, whenDone } from '../stage.js';

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

  collectInto(sink: Sink<T>): Suspend<void> {
    return this.upstream.collectInto(new DistinctSink(this.keySelector, this.areEquivalent, sink));
  }
}

class DistinctSink<T> implements Sink<T>, Stage<unknown> {
  private readonly comparison: Stage<boolean>;
  private value: T | undefined = undefined;
  private key: unknown = undefined;
  private lastKey: unknown = undefined;
  private isFirst = true;

  constructor(
    private readonly keySelector: KeySelector,
    private readonly areEquivalent: Equivalence,
    private readonly target: Sink<T>,
  ) {
    this.comparison = { after: (same) => this.compared(same) };
  }

  push(value: T): Suspend<void> | undefined {
    this.value = value;
    const key = this.keySelector(value);
    return isSuspend(key) ? whenDone(key as Suspend<unknown>, this) : this.after(key);
  }

  after(key: unknown): Suspend<void> | undefined {
    this.key = key;
    if (this.isFirst) {
      this.isFirst = false;
      return this.compared(false);
    }
    const given = this.areEquivalent(this.lastKey, key);
    return isSuspend(given) ? whenDone(given as Suspend<boolean>, this.comparison) : this.compared(given as boolean);
  }

  private compared(same: boolean): Suspend<void> | undefined {
    const value = this.value as T;
    this.value = undefined;
    if (same) return undefined;
    this.lastKey = this.key;
    return this.target.push(value);
  }
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
