import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import type { Sink } from '../collectable.js';
import type { Flow, FlowMethods } from '../flow.js';
import { AskingSink, type Stage, whenDone } from '../stage.js';
import { requireDestination } from './collection.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * A map of the entries that `fn` gives for each element. Of equal keys the last one counts. Added to `destination` if one is
     * given, as with the other ways to make a map.
     *
     * **Suspends** until the flow has ended. **Cancellation** of the caller ends the flow.
     *
     * @example
     * ```ts
     * import { flowOf, run } from 'suspendable';
     *
     * console.log(await run(() => flowOf('to', 'be').associate((word) => [word, word.length]))); // Map(2) { 'to' => 2, 'be' => 2 }
     * ```
     */
    associate<K, V>(
      fn: (value: T) => Suspend<readonly [K, V]> | readonly [K, V],
      destination?: Map<K, V>,
    ): Suspend<Map<K, V>>;
    /** A map from the key of each element to the element. Of equal keys the last one counts. */
    associateBy<K>(
      keySelector: (value: T) => Suspend<K> | K,
      valueTransform?: undefined,
      destination?: Map<K, T>,
    ): Suspend<Map<K, T>>;
    associateBy<K, V>(
      keySelector: (value: T) => Suspend<K> | K,
      valueTransform: (value: T) => Suspend<V> | V,
      destination?: Map<K, V>,
    ): Suspend<Map<K, V>>;
    /** A map from each element to what `valueSelector` gives for it. */
    associateWith<V>(valueSelector: (value: T) => Suspend<V> | V, destination?: Map<T, V>): Suspend<Map<T, V>>;
    /**
     * A map from each key to the elements that have it, in order.
     *
     * **Suspends** until the flow has ended. **Cancellation** of the caller ends the flow.
     *
     * @example
     * ```ts
     * import { flowOf, run } from 'suspendable';
     *
     * const byLength = await run(() => flowOf('to', 'be', 'not').groupBy((word) => word.length));
     * console.log(byLength); // Map(2) { 2 => [ 'to', 'be' ], 3 => [ 'not' ] }
     * ```
     */
    groupBy<K>(
      keySelector: (value: T) => Suspend<K> | K,
      valueTransform?: undefined,
      destination?: Map<K, T[]>,
    ): Suspend<Map<K, T[]>>;
    groupBy<K, V>(
      keySelector: (value: T) => Suspend<K> | K,
      valueTransform: (value: T) => Suspend<V> | V,
      destination?: Map<K, V[]>,
    ): Suspend<Map<K, V[]>>;
  }
}

type Selector = (value: any) => unknown;
type Add = (key: any, value: any) => void;

const itself: Selector = (value) => value;
const firstOf: Selector = (entry: readonly unknown[]) => entry[0];
const secondOf: Selector = (entry: readonly unknown[]) => entry[1];

/** Adds an entry for each element. */
function entrySink<T>(keySelector: Selector, valueSelector: Selector, add: Add): Sink<T> {
  const adding: Stage<unknown, unknown> = { after: (value, key) => void add(key, value) };
  return new AskingSink(keySelector, (key, element: T) => {
    const value = valueSelector(element);
    return isSuspend(value) ? whenDone(value as Suspend<unknown>, adding, key) : adding.after(value, key);
  });
}

function* intoMap<M>(flow: Flow<any>, map: M, key: Selector, value: Selector, add: Add): Suspend<M> {
  yield* flow.collectInto(entrySink(key, value, add));
  return map;
}

function requireMap(taker: string, destination: unknown): void {
  requireDestination(taker, 'a Map', destination, 'set');
}

function setIn(map: Map<unknown, unknown>): Add {
  return (key, value) => map.set(key, value);
}

function appendIn(map: Map<unknown, unknown[]>): Add {
  return (key, value) => {
    const group = map.get(key);
    if (group === undefined) map.set(key, [value]);
    else group.push(value);
  };
}

export const associateMethods: FlowMethods = {
  associate(fn, destination = new Map()) {
    requireFunction('associate', fn);
    requireMap('associate', destination);
    return intoMap(this.map<any>(fn), destination, firstOf, secondOf, setIn(destination));
  },
  associateBy(keySelector: Selector, valueTransform: Selector = itself, destination: Map<any, any> = new Map()) {
    requireFunction('associateBy', keySelector);
    requireFunction('associateBy', valueTransform);
    requireMap('associateBy', destination);
    return intoMap(this, destination, keySelector, valueTransform, setIn(destination));
  },
  associateWith(valueSelector, destination = new Map()) {
    requireFunction('associateWith', valueSelector);
    requireMap('associateWith', destination);
    return intoMap(this, destination, itself, valueSelector, setIn(destination));
  },
  groupBy(keySelector: Selector, valueTransform: Selector = itself, destination: Map<any, any> = new Map()) {
    requireFunction('groupBy', keySelector);
    requireFunction('groupBy', valueTransform);
    requireMap('groupBy', destination);
    return intoMap(this, destination, keySelector, valueTransform, appendIn(destination));
  },
};
