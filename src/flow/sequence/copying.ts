import { requireFunction } from '../../internal/require-function.js';
import { requireOptions } from '../../internal/require-options.js';
import { SequenceCombining } from './combining.js';
import { each, itself } from './walking.js';

/**
 * What `joinToString` puts around and between the elements.
 * See {@link Sequence.joinToString}.
 */
export interface JoinOptions<in T> {
  /** Before the first element: nothing unless given. */
  prefix?: string;
  /** After the last element: nothing unless given. */
  postfix?: string;
  /** How many elements are written at most. The sequence is left after one more. */
  limit?: number;
  /** What stands for the elements above the limit: `...` unless given. */
  truncated?: string;
  /** How an element is written: as `String` does unless given. */
  transform?: (value: T) => string;
}

/** The functions that put the elements into a collection of the language, in their order. */
export abstract class SequenceCopying<out T> extends SequenceCombining<T> {
  /** A new array with all elements. */
  toList(): T[] {
    const list: T[] = [];
    each(this, (value) => list.push(value));
    return list;
  }

  /** A new set with all elements. */
  toSet(): Set<T> {
    const set = new Set<T>();
    each(this, (value) => set.add(value));
    return set;
  }

  /** A new map with the elements, which are pairs of key and value. Of the same key the last one stays. */
  toMap<K, V>(this: SequenceCopying<readonly [K, V]>): Map<K, V> {
    return this.associate((pair) => pair);
  }

  /** A map with the pair of key and value that `transform` gives for each element. Of the same key the last one stays. */
  associate<K, V>(transform: (value: T) => readonly [K, V]): Map<K, V> {
    requireFunction('associate', transform);
    const map = new Map<K, V>();
    each(this, (element) => {
      const [key, value] = transform(element);
      map.set(key, value);
    });
    return map;
  }

  /** A map of the elements, or of what `valueTransform` gives for them, by what `keySelector` gives. Of the same key the last one stays. */
  associateBy<K>(keySelector: (value: T) => K): Map<K, T>;
  associateBy<K, V>(keySelector: (value: T) => K, valueTransform: (value: T) => V): Map<K, V>;
  associateBy<K>(keySelector: (value: T) => K, valueTransform: (value: T) => unknown = itself): Map<K, unknown> {
    requireFunction('associateBy', keySelector);
    requireFunction('associateBy', valueTransform);
    return this.associate((element) => [keySelector(element), valueTransform(element)]);
  }

  /** A map from each element to what `valueTransform` gives for it. */
  associateWith<V>(valueTransform: (value: T) => V): Map<T, V> {
    requireFunction('associateWith', valueTransform);
    return this.associate((element) => [element, valueTransform(element)]);
  }

  /** A map from each key that `keySelector` gives to the list of its elements, or of what `valueTransform` gives for them. */
  groupBy<K>(keySelector: (value: T) => K): Map<K, T[]>;
  groupBy<K, V>(keySelector: (value: T) => K, valueTransform: (value: T) => V): Map<K, V[]>;
  groupBy<K>(keySelector: (value: T) => K, valueTransform: (value: T) => unknown = itself): Map<K, unknown[]> {
    requireFunction('groupBy', keySelector);
    requireFunction('groupBy', valueTransform);
    const groups = new Map<K, unknown[]>();
    each(this, (element) => {
      const key = keySelector(element);
      let group = groups.get(key);
      if (group === undefined) groups.set(key, (group = []));
      group.push(valueTransform(element));
    });
    return groups;
  }

  /** Two lists: the elements that `predicate` accepts, and the others. */
  partition(predicate: (value: T) => boolean): [T[], T[]] {
    requireFunction('partition', predicate);
    const lists: [T[], T[]] = [[], []];
    each(this, (value) => lists[predicate(value) ? 0 : 1].push(value));
    return lists;
  }

  /** Two lists of the elements, which are pairs: of the first ones, and of the second ones. */
  unzip<A, B>(this: SequenceCopying<readonly [A, B]>): [A[], B[]] {
    const lists: [A[], B[]] = [[], []];
    each(this, ([first, second]) => {
      lists[0].push(first);
      lists[1].push(second);
    });
    return lists;
  }

  /**
   * The elements as one text.
   *
   * @example
   * ```ts
   * import { generateSequence } from 'suspendable';
   *
   * const powers = generateSequence(1, (n) => n * 2);
   * console.log(powers.joinToString(' < ', { limit: 4, prefix: '(', postfix: ')' })); // (1 < 2 < 4 < 8 < ...)
   * ```
   */
  joinToString(separator = ', ', options: JoinOptions<T> = {}): string {
    requireOptions('joinToString', "prefix: '('", options);
    const { prefix = '', postfix = '', limit = -1, truncated = '...', transform = String } = options;
    requireFunction('joinToString transform', transform);
    let text = prefix;
    let count = 0;
    this.any((value) => {
      if (++count > 1) text += separator;
      const isAbove = limit >= 0 && count > limit;
      text += isAbove ? truncated : transform(value);
      return isAbove;
    });
    return text + postfix;
  }
}
