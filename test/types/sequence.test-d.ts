import {
  asSequence,
  type Comparable,
  emptySequence,
  generateSequence,
  type IndexedValue,
  type Sequence,
  sequence,
  sequenceOf,
} from 'suspendable';
import { describe, expectTypeOf, test } from 'vitest';

const numbers = sequenceOf(1, 2, 3);
const words = sequenceOf('a', 'b');

describe('the elements of what is built', () => {
  test('a generator gives what it yields', () => {
    const made = sequence(function* () {
      yield Number('1');
      yield* words;
      return true;
    });
    expectTypeOf(made).toEqualTypeOf<Sequence<string | number>>();
  });

  test('one literal is widened', () => {
    expectTypeOf(
      sequence(function* () {
        yield 1;
      }),
    ).toEqualTypeOf<Sequence<number>>();
    expectTypeOf(sequenceOf(1, 2)).toEqualTypeOf<Sequence<number>>();
  });

  test('a seed gives its own type', () => {
    expectTypeOf(generateSequence(1, (n) => (n < 9 ? n + 1 : null))).toEqualTypeOf<Sequence<number>>();
    expectTypeOf(
      generateSequence(
        () => 'a',
        (text) => text + 'a',
      ),
    ).toEqualTypeOf<Sequence<string>>();
    expectTypeOf(generateSequence(() => (Math.random() < 0.5 ? Number('1') : null))).toEqualTypeOf<Sequence<number>>();
  });

  test('a view has the elements of the iterable', () => {
    expectTypeOf(asSequence(new Map([['a', 1]]))).toEqualTypeOf<Sequence<[string, number]>>();
    expectTypeOf(asSequence([1, null])).toEqualTypeOf<Sequence<number | null>>();
    expectTypeOf(asSequence('text')).toEqualTypeOf<Sequence<string>>();
    expectTypeOf(emptySequence()).toEqualTypeOf<Sequence<never>>();
    expectTypeOf(emptySequence<number>()).toEqualTypeOf<Sequence<number>>();
  });

  test('a sequence is an iterable, and covariant', () => {
    expectTypeOf(numbers).toExtend<Iterable<number>>();
    expectTypeOf(numbers).toExtend<Sequence<number | string>>();
    expectTypeOf<Sequence<unknown>>().not.toExtend<Sequence<number>>();
    for (const n of numbers) expectTypeOf(n).toEqualTypeOf<number>();
  });
});

describe('operators', () => {
  test('the type of the elements stays where it can', () => {
    const kept = numbers
      .take(1)
      .drop(1)
      .filterNot((n) => n > 1)
      .distinct()
      .onEach(() => {})
      .sorted()
      .minus([1])
      .constrainOnce();
    expectTypeOf(kept).toEqualTypeOf<Sequence<number>>();
  });

  test('a type guard and null checks narrow the elements', () => {
    const mixed = sequenceOf<string | number | null>('a', 1, null);
    expectTypeOf(mixed.filter((value) => typeof value === 'string')).toEqualTypeOf<Sequence<string>>();
    expectTypeOf(mixed.filter((value) => value !== 'b' && Math.random() < 1)).toEqualTypeOf<
      Sequence<string | number | null>
    >();
    expectTypeOf(mixed.filterNotNull()).toEqualTypeOf<Sequence<string | number>>();
    expectTypeOf(mixed.mapNotNull((value) => value)).toEqualTypeOf<Sequence<string | number>>();
    expectTypeOf(mixed.filterIsInstance(Date)).toEqualTypeOf<Sequence<Date>>();
  });

  test('functions give the type of the new elements', () => {
    expectTypeOf(numbers.map(String)).toEqualTypeOf<Sequence<string>>();
    expectTypeOf(numbers.flatMap((n) => [String(n)])).toEqualTypeOf<Sequence<string>>();
    expectTypeOf(sequenceOf([1], [2]).flatten()).toEqualTypeOf<Sequence<number>>();
    expectTypeOf(sequenceOf(words).flatten()).toEqualTypeOf<Sequence<string>>();
    expectTypeOf(numbers.plus(words)).toEqualTypeOf<Sequence<string | number>>();
    expectTypeOf(numbers.plusElement('a')).toEqualTypeOf<Sequence<string | number>>();
    expectTypeOf(numbers.ifEmpty(() => words)).toEqualTypeOf<Sequence<string | number>>();
    expectTypeOf(numbers.zip(words)).toEqualTypeOf<Sequence<[number, string]>>();
    expectTypeOf(numbers.zip(words, (n, word) => word.repeat(n))).toEqualTypeOf<Sequence<string>>();
    expectTypeOf(numbers.zipWithNext()).toEqualTypeOf<Sequence<[number, number]>>();
    expectTypeOf(numbers.withIndex()).toEqualTypeOf<Sequence<IndexedValue<number>>>();
    expectTypeOf(numbers.chunked(2)).toEqualTypeOf<Sequence<number[]>>();
    expectTypeOf(numbers.chunked(2, (list) => list.length > 1)).toEqualTypeOf<Sequence<boolean>>();
    expectTypeOf(numbers.scan('', (text, n) => text + n)).toEqualTypeOf<Sequence<string>>();
  });
});

describe('terminals', () => {
  test('what may be missing is null', () => {
    expectTypeOf(numbers.first()).toEqualTypeOf<number>();
    expectTypeOf(numbers.firstOrNull()).toEqualTypeOf<number | null>();
    expectTypeOf(numbers.elementAtOrElse(1, () => 'a')).toEqualTypeOf<string | number>();
    expectTypeOf(numbers.firstNotNullOf((n) => (n > 1 ? String(n) : null))).toEqualTypeOf<string>();
    expectTypeOf(words.minOrNull()).toEqualTypeOf<string | null>();
    expectTypeOf(words.maxOf((word) => word.length)).toEqualTypeOf<number>();
  });

  test('collections have the types of their parts', () => {
    expectTypeOf(words.associateWith((word) => word.length)).toEqualTypeOf<Map<string, number>>();
    expectTypeOf(words.groupBy((word) => word.length)).toEqualTypeOf<Map<number, string[]>>();
    expectTypeOf(
      words.groupBy(
        (word) => word.length,
        (word) => word === 'a',
      ),
    ).toEqualTypeOf<Map<number, boolean[]>>();
    expectTypeOf(numbers.zip(words).toMap()).toEqualTypeOf<Map<number, string>>();
    expectTypeOf(numbers.zip(words).unzip()).toEqualTypeOf<[number[], string[]]>();
    expectTypeOf(numbers.partition((n) => n > 1)).toEqualTypeOf<[number[], number[]]>();
  });

  test('some need elements of a certain type', () => {
    const objects = sequenceOf({ n: 1 });
    expectTypeOf(numbers.sum()).toEqualTypeOf<number>();
    // @ts-expect-error there is no sum of texts
    words.sum();
    // @ts-expect-error objects have no natural order
    objects.sorted();
    // @ts-expect-error objects have no natural order
    objects.max();
    // @ts-expect-error numbers are no pairs
    numbers.toMap();
    // @ts-expect-error numbers have no elements
    numbers.flatten();
    expectTypeOf(objects.sortedBy(({ n }) => n)).toEqualTypeOf<Sequence<{ n: number }>>();
    expectTypeOf<number>().toExtend<Comparable>();
  });
});
