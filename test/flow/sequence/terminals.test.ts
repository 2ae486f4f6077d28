import { emptySequence, IndexOutOfBoundsException, sequenceOf } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { note, trace, upTo } from './trace.js';

const numbers = sequenceOf(1, 2, 3, 2);
const words = sequenceOf('bb', 'a', 'aa', 'b');
const none = emptySequence<number>();
const NO_MATCH = '!! NoSuchElementException(Sequence contains no element matching the predicate.)';
const EMPTY = '!! NoSuchElementException(Sequence is empty.)';
const above = (limit: number) => (n: number) => n > limit;

describe('finding an element', () => {
  test.each<[string, () => unknown, unknown]>([
    ['first', () => numbers.first(), 1],
    ['first of a predicate', () => numbers.first(above(1)), 2],
    ['firstOrNull of none', () => none.firstOrNull(), null],
    ['firstOrNull without a match', () => numbers.firstOrNull(above(9)), null],
    ['firstNotNullOf', () => numbers.firstNotNullOf((n) => (n > 1 ? -n : null)), -2],
    ['firstNotNullOfOrNull', () => numbers.firstNotNullOfOrNull(() => undefined), null],
    ['last', () => numbers.last(), 2],
    ['last of a predicate', () => numbers.last(above(2)), 3],
    ['lastOrNull of none', () => none.lastOrNull(), null],
    ['single', () => sequenceOf(7).single(), 7],
    ['single of a predicate', () => numbers.single(above(2)), 3],
    ['singleOrNull of none', () => none.singleOrNull(), null],
    ['singleOrNull of one', () => sequenceOf(7).singleOrNull(), 7],
    ['singleOrNull of two matches', () => numbers.singleOrNull((n) => n === 2), null],
    ['find', () => numbers.find(above(1)), 2],
    ['findLast', () => words.findLast((word) => word.length === 2), 'aa'],
    ['elementAt', () => words.elementAt(2), 'aa'],
    ['elementAtOrNull', () => words.elementAtOrNull(4), null],
    ['elementAtOrElse', () => words.elementAtOrElse(4, (index) => index * 2), 8],
    ['elementAtOrElse below 0', () => words.elementAtOrElse(-1, (index) => index * 2), -2],
    ['indexOf', () => numbers.indexOf(2), 1],
    ['indexOf of NaN', () => sequenceOf(1, Number.NaN).indexOf(Number.NaN), 1],
    ['indexOf of what is not there', () => numbers.indexOf(9), -1],
    ['lastIndexOf', () => numbers.lastIndexOf(2), 3],
    ['indexOfFirst', () => numbers.indexOfFirst(above(2)), 2],
    ['indexOfLast', () => numbers.indexOfLast(above(9)), -1],
    ['contains', () => numbers.contains(3), true],
    ['contains not', () => numbers.contains(9), false],
    ['any of none', () => none.any(), false],
    ['any of a predicate', () => numbers.any(above(2)), true],
    ['all of none', () => none.all(() => false), true],
    ['all', () => numbers.all(above(1)), false],
    ['none of none', () => none.none(), true],
    ['none of a predicate', () => numbers.none(above(9)), true],
  ])('%s', (_, use, expected) => expect(use()).toBe(expected));

  test('an element that is undefined is found', () => {
    const undefineds = sequenceOf(undefined, undefined);
    expect(undefineds.first()).toBe(undefined);
    expect(undefineds.last()).toBe(undefined);
    expect(undefineds.elementAt(1)).toBe(undefined);
    expect(undefineds.indexOf(undefined)).toBe(0);
    expect(sequenceOf(undefined).single()).toBe(undefined);
  });

  test.each<[string, () => unknown, string]>([
    ['first', () => none.first(), EMPTY],
    ['first of a predicate', () => numbers.first(above(9)), NO_MATCH],
    ['last', () => none.last(), EMPTY],
    ['last of a predicate', () => numbers.last(above(9)), NO_MATCH],
    ['single of none', () => none.single(), EMPTY],
    ['single of two', () => numbers.single(), '!! IllegalArgumentException(Sequence has more than one element.)'],
    ['single without a match', () => numbers.single(above(9)), NO_MATCH],
    [
      'single of two matches',
      () => upTo('a', 4).single(above(1)),
      'a1 a2 a3 !! IllegalArgumentException(Sequence contains more than one matching element.)',
    ],
    [
      'firstNotNullOf',
      () => numbers.firstNotNullOf(() => null),
      '!! NoSuchElementException(No element of the sequence was transformed to a non-null value.)',
    ],
    [
      'elementAt',
      () => numbers.elementAt(4),
      "!! IndexOutOfBoundsException(Sequence doesn't contain element at index 4.)",
    ],
    [
      'elementAt below 0',
      () => upTo('a', 4).elementAt(-1),
      "!! IndexOutOfBoundsException(Sequence doesn't contain element at index -1.)",
    ],
  ])('%s fails with Kotlin’s words', (_, use, expected) => expect(trace(use)).toBe(expected));

  test('an index out of bounds is a RangeError, too', () => {
    expect(() => none.elementAt(0)).toThrow(IndexOutOfBoundsException);
    expect(() => none.elementAt(0)).toThrow(RangeError);
  });
});

describe('combining all elements', () => {
  test.each<[string, () => unknown, unknown]>([
    ['fold', () => words.fold('>', (text, word) => text + word), '>bbaaab'],
    ['foldIndexed', () => words.foldIndexed('>', (index, text, word) => text + index + word), '>0bb1a2aa3b'],
    ['reduce', () => words.reduce((text, word) => text + word), 'bbaaab'],
    ['reduceIndexed', () => words.reduceIndexed((index, text, word) => text + index + word), 'bb1a2aa3b'],
    ['reduceOrNull of none', () => none.reduceOrNull((a, b) => a + b), null],
    ['reduceIndexedOrNull', () => words.reduceIndexedOrNull((index, text, word) => text + index + word), 'bb1a2aa3b'],
    ['reduceIndexedOrNull of none', () => none.reduceIndexedOrNull((_index, a) => a), null],
    ['count', () => numbers.count(), 4],
    ['count of a predicate', () => numbers.count(above(1)), 3],
    ['sum', () => numbers.sum(), 8],
    ['sum of none', () => none.sum(), 0],
    ['sumOf', () => words.sumOf((word) => word.length), 6],
    ['average', () => numbers.average(), 2],
    ['average of none', () => none.average(), Number.NaN],
  ])('%s', (_, use, expected) => expect(use()).toBe(expected));

  test('reduce of an empty sequence is not supported', () => {
    const expected = "!! UnsupportedOperationException(Empty sequence can't be reduced.)";
    expect(trace(() => none.reduce((a, b) => a + b))).toBe(expected);
    expect(trace(() => none.reduceIndexed((_index, a) => a))).toBe(expected);
  });

  test('forEach gives each element, and its index if asked', () => {
    expect(trace(() => words.take(2).forEach(note))).toBe('bb a => undefined');
    expect(trace(() => words.take(2).forEachIndexed((index, word) => note(index + word)))).toBe('0bb 1a => undefined');
  });
});

describe('the least and the greatest', () => {
  const length = (word: string) => word.length;
  const byLength = (a: string, b: string) => a.length - b.length;

  test.each<[string, () => unknown, unknown]>([
    ['min', () => numbers.min(), 1],
    ['max', () => numbers.max(), 3],
    ['min of texts', () => words.min(), 'a'],
    ['max of dates', () => sequenceOf(new Date(1), new Date(2)).max().getTime(), 2],
    ['min with NaN', () => sequenceOf(1, Number.NaN, 0).min(), Number.NaN],
    ['max with NaN', () => sequenceOf(1, Number.NaN, 2).max(), Number.NaN],
    ['minOrNull', () => numbers.minOrNull(), 1],
    ['minOrNull of none', () => none.minOrNull(), null],
    ['maxOrNull of none', () => none.maxOrNull(), null],
    ['minBy, the first of equals', () => words.minBy(length), 'a'],
    ['maxBy, the first of equals', () => words.maxBy(length), 'bb'],
    ['minBy with NaN', () => sequenceOf(2, Number.NaN, 1).minBy((n) => n), 1],
    ['maxBy with NaN', () => sequenceOf(2, Number.NaN, 1).maxBy((n) => n), Number.NaN],
    ['minByOrNull of none', () => none.minByOrNull((n) => n), null],
    ['maxByOrNull', () => words.maxByOrNull(length), 'bb'],
    ['minOf', () => words.minOf(length), 1],
    ['maxOf', () => words.maxOf(length), 2],
    ['minOf with NaN', () => sequenceOf(2, Number.NaN, 1).minOf((n) => n), Number.NaN],
    ['minOfOrNull of none', () => none.minOfOrNull((n) => n), null],
    ['maxOfOrNull of none', () => none.maxOfOrNull((n) => n), null],
    ['minWith, the first of equals', () => words.minWith(byLength), 'a'],
    ['maxWith, the first of equals', () => words.maxWith(byLength), 'bb'],
    ['minWithOrNull of none', () => none.minWithOrNull((a, b) => a - b), null],
    ['maxWithOrNull', () => numbers.maxWithOrNull((a, b) => a - b), 3],
  ])('%s', (_, use, expected) => expect(use()).toBe(expected));

  test.each<[string, () => unknown]>([
    ['min', () => none.min()],
    ['max', () => none.max()],
    ['minBy', () => none.minBy((n) => n)],
    ['maxBy', () => none.maxBy((n) => n)],
    ['minOf', () => none.minOf((n) => n)],
    ['maxOf', () => none.maxOf((n) => n)],
    ['minWith', () => none.minWith((a, b) => a - b)],
    ['maxWith', () => none.maxWith((a, b) => a - b)],
  ])('%s of an empty sequence fails', (_, use) => expect(trace(use)).toBe(EMPTY));

  test('an only element is not given to the selector', () => {
    const never = () => {
      throw new Error('called');
    };
    expect(sequenceOf(1).maxBy(never)).toBe(1);
    expect(() => sequenceOf(1).maxOf(never)).toThrow('called');
  });
});

describe('collections', () => {
  const pairs = sequenceOf(['a', 1] as const, ['b', 2] as const, ['a', 3] as const);

  test.each<[string, () => unknown, unknown]>([
    ['toList', () => numbers.toList(), [1, 2, 3, 2]],
    ['toSet', () => numbers.toSet(), new Set([1, 2, 3])],
    [
      'toMap',
      () => pairs.toMap(),
      new Map([
        ['a', 3],
        ['b', 2],
      ]),
    ],
    [
      'associate',
      () => words.take(2).associate((word) => [word, word.length]),
      new Map([
        ['bb', 2],
        ['a', 1],
      ]),
    ],
    [
      'associateBy',
      () => words.associateBy((word) => word.length),
      new Map([
        [2, 'aa'],
        [1, 'b'],
      ]),
    ],
    [
      'associateBy with values',
      () =>
        words.associateBy(
          (word) => word.length,
          (word) => word + '!',
        ),
      new Map([
        [2, 'aa!'],
        [1, 'b!'],
      ]),
    ],
    [
      'associateWith',
      () => words.take(2).associateWith((word) => word.length),
      new Map([
        ['bb', 2],
        ['a', 1],
      ]),
    ],
    [
      'groupBy',
      () => words.groupBy((word) => word.length),
      new Map([
        [2, ['bb', 'aa']],
        [1, ['a', 'b']],
      ]),
    ],
    [
      'groupBy with values',
      () =>
        pairs.groupBy(
          ([key]) => key,
          ([, value]) => value,
        ),
      new Map([
        ['a', [1, 3]],
        ['b', [2]],
      ]),
    ],
    ['partition', () => numbers.partition(above(1)), [[2, 3, 2], [1]]],
    [
      'unzip',
      () => pairs.unzip(),
      [
        ['a', 'b', 'a'],
        [1, 2, 3],
      ],
    ],
  ])('%s', (_, use, expected) => expect(use()).toEqual(expected));

  test('joinToString writes all, or as many as it may', () => {
    expect(sequenceOf<unknown>(1, null, undefined, 'a').joinToString()).toBe('1, null, undefined, a');
    expect(none.joinToString('-', { prefix: '<', postfix: '>' })).toBe('<>');
    expect(numbers.joinToString('', { limit: 4 })).toBe('1232');
    expect(
      numbers.joinToString('-', { prefix: '<', postfix: '>', limit: 2, truncated: '..', transform: (n) => `x${n}` }),
    ).toBe('<x1-x2-..>');
    expect(trace(() => upTo('a', 3).joinToString(', ', { limit: 0 }))).toBe('a1 => ...');
  });
});
