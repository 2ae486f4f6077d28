import { IllegalStateException } from '../../internal/exceptions.js';
import { requireFunction } from '../../internal/require-function.js';
import { SequenceCopying } from './copying.js';
import { ArrayCursor, type Cursor, requireIterable } from './cursor.js';
import { Noting } from './mapping.js';
import { type Comparable, compareNatural, comparing } from './ordering.js';
import { Dropping, DroppingWhile, Filtering, Taking, TakingWhile } from './selecting.js';
import { itself, numbered } from './walking.js';
import { requireCount } from './windowing.js';

/** The elements of another sequence from the index `from` on and before the index `to`. */
interface Part<T> {
  readonly whole: { cursor(): Cursor<T> };
  readonly from: number;
  readonly to: number;
}

/** The operators whose result has elements of the same type. They are lazy, and begin anew for each run. */
export abstract class SequenceNarrowing<out T> extends SequenceCopying<T> {
  /** What `take` and `drop`, in any number, have made it a part of. */
  private part: Part<T> | null = null;

  /** @internal */
  protected abstract derive(open: () => Cursor<unknown>): this;

  /** The elements that `predicate` does not accept. */
  filterNot(predicate: (value: T) => boolean): this {
    requireFunction('filterNot', predicate);
    return this.derive(() => new Filtering(this.cursor(), predicate, false));
  }

  /** The elements that `predicate` accepts, which is given the index, too. */
  filterIndexed(predicate: (index: number, value: T) => boolean): this {
    requireFunction('filterIndexed', predicate);
    return this.derive(() => new Filtering(this.cursor(), numbered(predicate)));
  }

  /** The elements without those that came before: equal as keys of a `Map` are. */
  distinct(): this {
    return this.distinctBy(itself);
  }

  /** The elements without those for which `selector` gives what it gave before. */
  distinctBy(selector: (value: T) => unknown): this {
    requireFunction('distinctBy', selector);
    return this.derive(() => {
      const seen = new Set();
      return new Filtering(this.cursor(), (value) => seen.size !== seen.add(selector(value)).size);
    });
  }

  /** The elements that are not in `elements`, which is read anew at the beginning of each run. */
  minus(elements: Iterable<unknown>): this {
    requireIterable('minus', elements);
    return this.derive(() => {
      const left = new Set(elements);
      return new Filtering(this.cursor(), (value) => !left.has(value));
    });
  }

  /** The elements without the first one that is `element`. */
  minusElement(element: unknown): this {
    return this.derive(() => {
      const left = new Set([element]);
      return new Filtering(this.cursor(), (value) => !left.delete(value));
    });
  }

  /**
   * The first `count` elements. After the last of them the source is left: the `finally` blocks of its generator run.
   * @throws IllegalArgumentException when `count` is negative.
   */
  take(count: number): this {
    requireCount(count);
    return this.between(0, count);
  }

  /** The elements up to the first one that `predicate` does not accept, where the source is left. */
  takeWhile(predicate: (value: T) => boolean): this {
    requireFunction('takeWhile', predicate);
    return this.derive(() => new TakingWhile(this.cursor(), predicate));
  }

  /**
   * The elements but the first `count`.
   * @throws IllegalArgumentException when `count` is negative.
   */
  drop(count: number): this {
    requireCount(count);
    return this.between(count, Infinity);
  }

  private between(first: number, end: number): this {
    const part = this.part ?? { whole: this, from: 0, to: Infinity };
    const { whole } = part;
    const from = part.from + first;
    const to = Math.min(part.to, part.from + end);
    if (from === part.from && to === part.to) return this;
    const derived = this.derive(() => {
      // Of nothing the source knows nothing: it has not even been run once.
      if (from >= to && to < Infinity) return new ArrayCursor([]);
      const cursor = from === 0 ? whole.cursor() : new Dropping(whole.cursor(), from);
      return to === Infinity ? cursor : new Taking(cursor, to - from);
    });
    derived.part = { whole, from, to };
    return derived;
  }

  /** The elements from the first one on that `predicate` does not accept. */
  dropWhile(predicate: (value: T) => boolean): this {
    requireFunction('dropWhile', predicate);
    return this.derive(() => new DroppingWhile(this.cursor(), predicate));
  }

  /** The same elements; each is given to `action` on its way. */
  onEach(action: (value: T) => unknown): this {
    requireFunction('onEach', action);
    return this.derive(() => new Noting(this.cursor(), action));
  }

  /** The same elements; each is given to `action` with its index on its way. */
  onEachIndexed(action: (index: number, value: T) => unknown): this {
    requireFunction('onEachIndexed', action);
    return this.derive(() => new Noting(this.cursor(), numbered(action)));
  }

  /** The elements in their natural order. All are taken from the source when a run begins. Equal ones keep their order. */
  sorted(this: SequenceNarrowing<Comparable> & this): this {
    return this.sortedWith(compareNatural);
  }

  /** As {@link sorted}, from the greatest to the least. */
  sortedDescending(this: SequenceNarrowing<Comparable> & this): this {
    return this.sortedWith((a, b) => -compareNatural(a, b));
  }

  /** The elements in the order of what `selector` gives for them. Equal ones keep their order. */
  sortedBy(selector: (value: T) => Comparable): this {
    requireFunction('sortedBy', selector);
    return this.sortedWith(comparing(selector, 1));
  }

  /** As {@link sortedBy}, from the greatest to the least. */
  sortedByDescending(selector: (value: T) => Comparable): this {
    requireFunction('sortedByDescending', selector);
    return this.sortedWith(comparing(selector, -1));
  }

  /** The elements in the order of `comparator`, which gives what that of `Array.sort` does. Equal ones keep their order. */
  sortedWith(comparator: (a: T, b: T) => number): this {
    requireFunction('sortedWith', comparator);
    return this.derive(() => new ArrayCursor(this.toList().sort(comparator)));
  }

  /**
   * The same elements, for one run only.
   * @throws IllegalStateException when a second run begins.
   */
  constrainOnce(): this {
    let isConsumed = false;
    return this.derive(() => {
      if (isConsumed) throw consumedTwice();
      isConsumed = true;
      return this.cursor();
    });
  }
}

/** What a second run of a sequence throws that allows only one. */
export function consumedTwice(): IllegalStateException {
  return new IllegalStateException('This sequence can be consumed only once.');
}
