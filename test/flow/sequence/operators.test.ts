import { emptySequence, IllegalArgumentException, type Sequence, sequence, sequenceOf } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { note, noting, trace, upTo } from './trace.js';

const numbers = sequenceOf(1, 2, 3, 4);
const words = sequenceOf('bb', 'a', 'aa', 'b');

describe('operators that keep some elements', () => {
  test.each<[string, Sequence<unknown>, unknown[]]>([
    ['filter', numbers.filter((n) => n % 2 === 0), [2, 4]],
    ['filterNot', numbers.filterNot((n) => n % 2 === 0), [1, 3]],
    ['filterIndexed', words.filterIndexed((index, word) => index > 0 && word.length === 1), ['a', 'b']],
    ['filterNotNull', sequenceOf<unknown>(0, null, '', undefined, false).filterNotNull(), [0, '', false]],
    ['filterIsInstance', sequenceOf<unknown>(1, new Map(), new Date(0)).filterIsInstance(Date), [new Date(0)]],
    ['distinct', sequenceOf(1, Number.NaN, 1, Number.NaN, 2).distinct(), [1, Number.NaN, 2]],
    ['distinctBy', words.distinctBy((word) => word.length), ['bb', 'a']],
    ['minus', numbers.minus(sequenceOf(2, 3, 9)), [1, 4]],
    ['minusElement', sequenceOf(1, 2, 1, 2).minusElement(2), [1, 1, 2]],
    ['take', numbers.take(2), [1, 2]],
    ['take of more than there are', numbers.take(9), [1, 2, 3, 4]],
    ['take without an end', numbers.take(Infinity), [1, 2, 3, 4]],
    ['takeWhile', numbers.takeWhile((n) => n !== 3), [1, 2]],
    ['drop', numbers.drop(3), [4]],
    ['drop of none', numbers.drop(0), [1, 2, 3, 4]],
    ['drop of more than there are', numbers.drop(9), []],
    ['dropWhile', sequenceOf(1, 3, 1, 3).dropWhile((n) => n < 2), [3, 1, 3]],
    ['dropWhile of all', numbers.dropWhile(() => true), []],
    ['drop, then take', numbers.drop(1).take(2), [2, 3]],
    ['take, then drop', numbers.take(3).drop(1), [2, 3]],
  ])('%s', (_, made, expected) => expect(made.toList()).toEqual(expected));

  test('requireNoNulls gives elements as they are up to one that is none', () => {
    const made = (...elements: unknown[]) =>
      sequenceOf(...elements)
        .onEach(note)
        .requireNoNulls();
    expect(trace(() => made(0, '', false).toList())).toBe('0  false => [0, , false]');
    const message = (value: unknown) =>
      `!! IllegalArgumentException(requireNoNulls expects elements that are neither null nor undefined, got ${value}. filterNotNull leaves them out)`;
    expect(trace(() => made(1, null, 2).toList())).toBe(`1 null ${message(null)}`);
    expect(trace(() => made(1, undefined, 2).toList())).toBe(`1 undefined ${message(undefined)}`);
  });

  test('dropWhile asks its predicate up to the first refusal', () => {
    const made = upTo('a', 3).dropWhile((n) => noting<number>('test')(n) < 2);
    expect(trace(() => made.toList())).toBe('a1 test1 a2 test2 a3 a. => [2, 3]');
    expect(trace(() => made.singleOrNull((n) => n === 3))).toBe('a1 test1 a2 test2 a3 a. => 3');
    expect(trace(() => made.zip([7, 8, 9]).toList())).toBe('a1 test1 a2 test2 a3 a. => [[2, 7], [3, 8]]');
  });

  test('minus reads the elements to leave out first', () => {
    expect(trace(() => upTo('a', 3).minus(upTo('b', 1)).toList())).toBe('b1 b. a1 a2 a3 a. => [2, 3]');
  });
});

describe('operators that compute elements', () => {
  test.each<[string, Sequence<unknown>, unknown[]]>([
    ['map', numbers.map((n) => n * n), [1, 4, 9, 16]],
    ['mapIndexed', words.mapIndexed((index, word) => word + index), ['bb0', 'a1', 'aa2', 'b3']],
    ['mapNotNull', numbers.mapNotNull((n) => [null, 0, undefined, 'x', null][n]), [0, 'x']],
    ['mapIndexedNotNull', words.mapIndexedNotNull((index, word) => (index > 1 ? word : null)), ['aa', 'b']],
    ['flatMap', numbers.flatMap((n) => new Set([n, 0])).take(3), [1, 0, 2]],
    ['flatMapIndexed', words.flatMapIndexed((index, word) => [index, word]).take(4), [0, 'bb', 1, 'a']],
    ['flatten', sequenceOf([1], [], [2, 3]).flatten(), [1, 2, 3]],
    ['plus', numbers.take(1).plus([8, 9]).plus(numbers.take(1)), [1, 8, 9, 1]],
    ['plusElement', numbers.take(1).plusElement([2]), [1, [2]]],
    ['ifEmpty, not empty', numbers.ifEmpty(() => [0]), [1, 2, 3, 4]],
    ['ifEmpty, empty', emptySequence<number>().ifEmpty(() => [0]), [0]],
    [
      'zip',
      numbers.zip('ab'),
      [
        [1, 'a'],
        [2, 'b'],
      ],
    ],
    ['zip with a function', numbers.zip(words, (n, word) => word + n), ['bb1', 'a2', 'aa3', 'b4']],
    [
      'zipWithNext',
      numbers.zipWithNext(),
      [
        [1, 2],
        [2, 3],
        [3, 4],
      ],
    ],
    ['zipWithNext with a function', numbers.zipWithNext((a, b) => b - a), [1, 1, 1]],
    ['zipWithNext of one', sequenceOf(1).zipWithNext(), []],
    [
      'withIndex',
      words.take(2).withIndex(),
      [
        { index: 0, value: 'bb' },
        { index: 1, value: 'a' },
      ],
    ],
    ['scan', numbers.scan(10, (sum, n) => sum + n), [10, 11, 13, 16, 20]],
    ['runningFold', emptySequence<number>().runningFold(10, (sum, n) => sum + n), [10]],
    ['runningFold to undefined', numbers.runningFold<unknown>(1, () => undefined).take(3), [1, undefined, undefined]],
    [
      'scanIndexed',
      words.scanIndexed('', (index, text, word) => text + index + word),
      ['', '0bb', '0bb1a', '0bb1a2aa', '0bb1a2aa3b'],
    ],
    ['runningReduce', numbers.runningReduce((a, b) => a * b), [1, 2, 6, 24]],
    ['runningReduce of none', emptySequence<number>().runningReduce((a, b) => a * b), []],
    [
      'runningReduceIndexed',
      words.runningReduceIndexed((index, text, word) => text + index + word).take(3),
      ['bb', 'bb1a', 'bb1a2aa'],
    ],
  ])('%s', (_, made, expected) => expect(made.toList()).toEqual(expected));

  test('onEach sees the elements and passes them on', () => {
    expect(trace(() => upTo('a', 2).onEach(noting('each')).toList())).toBe('a1 each1 a2 each2 a. => [1, 2]');
    const indexed = words.take(2).onEachIndexed((index, word) => note(index + word));
    expect(trace(() => indexed.toList())).toBe('0bb 1a => [bb, a]');
  });

  test('zip computes an element only if the other has one', () => {
    const zipped = (first: number, second: number) =>
      trace(() =>
        upTo('a', first)
          .map(noting('m'))
          .zip(upTo('b', second).map(noting('n')))
          .toList(),
      );
    expect(zipped(3, 1)).toBe('a1 b1 m1 n1 a2 b. => [[1, 1]]');
    expect(zipped(1, 3)).toBe('a1 b1 m1 n1 a. => [[1, 1]]');
  });

  test.each<[string, (source: Sequence<number>) => Sequence<unknown>, unknown[]]>([
    ['mapIndexed', (s) => s.mapIndexed((index, n) => index * n), [0, 2, 6]],
    ['onEach', (s) => s.onEach(() => {}), [1, 2, 3]],
    ['flatMap', (s) => s.flatMap((n) => [n, n]), [1, 1, 2]],
    ['drop', (s) => s.drop(1), [2, 3]],
    ['dropWhile', (s) => s.dropWhile((n) => n < 2), [2, 3]],
    ['filter', (s) => s.filter((n) => n !== 2), [1, 3]],
    ['ifEmpty', (s) => s.ifEmpty(() => [0]), [1, 2, 3]],
    ['ifEmpty with its default', (s) => s.drop(9).ifEmpty(() => [7, 8, 9]), [7, 8, 9]],
    ['zip', (s) => s.zip(s, (a, b) => a + b), [2, 4, 6]],
    ['scan', (s) => s.scan(0, (a, b) => a + b), [0, 1, 3]],
    ['take', (s) => s.take(3), [1, 2, 3]],
  ])('%s gives a zip the same as a loop', (_, operator, expected) => {
    const source = upTo('a', 3);
    expect(
      sequenceOf(0, 0, 0)
        .zip(operator(source), (_zero, value) => value)
        .toList(),
    ).toEqual(expected.slice(0, 3));
    expect([...operator(source)].slice(0, 3)).toEqual(expected);
  });

  test('zip lets the sources begin before it asks for elements', () => {
    expect(
      trace(() =>
        upTo('a', 2)
          .map(noting('m'))
          .zip(upTo('b', 5).map(noting('n')).windowed(2))
          .toList(),
      ),
    ).toBe('b1 a1 n1 b2 n2 m1 a2 b3 n3 m2 a. => [[1, [1, 2]], [2, [2, 3]]]');
  });

  test('plus asks for the second when the first has ended', () => {
    expect(trace(() => upTo('a', 2).plus(upTo('b', 2)).map(noting('map')).take(3).toList())).toBe(
      'a1 map1 a2 map2 a. b1 map1 => [1, 2, 1]',
    );
  });

  test('ifEmpty asks for its default only when it is needed', () => {
    const withDefault = (count: number) =>
      trace(() =>
        upTo('a', count)
          .ifEmpty(() => {
            note('default');
            return upTo('b', 1);
          })
          .toList(),
      );
    expect(withDefault(1)).toBe('a1 a. => [1]');
    expect(withDefault(0)).toBe('a. default b1 b. => [1]');
  });

  test('scan gives its initial value before anything runs', () => {
    expect(
      trace(() =>
        upTo('a', 2)
          .scan(0, (sum, n) => sum + noting<number>('add')(n))
          .onEach(noting('='))
          .toList(),
      ),
    ).toBe('=0 a1 add1 =1 a2 add2 =3 a. => [0, 1, 3]');
  });

  test('flatMap refuses what cannot be iterated', () => {
    expect(() => numbers.flatMap(() => 5 as never).toList()).toThrow(
      new IllegalArgumentException('Expected something iterable, got 5'),
    );
  });
});

describe('windows', () => {
  test.each<[string, Sequence<unknown>, unknown[]]>([
    [
      'windowed(2)',
      numbers.windowed(2),
      [
        [1, 2],
        [2, 3],
        [3, 4],
      ],
    ],
    [
      'windowed(3, 2)',
      numbers.plusElement(5).plusElement(6).windowed(3, 2),
      [
        [1, 2, 3],
        [3, 4, 5],
      ],
    ],
    ['windowed(9)', numbers.windowed(9), []],
    ['windowed(3, 1), partial', numbers.windowed(3, 1, { partialWindows: true }), [[1, 2, 3], [2, 3, 4], [3, 4], [4]]],
    [
      'windowed(3, 2), partial',
      numbers.windowed(3, 2, { partialWindows: true }),
      [
        [1, 2, 3],
        [3, 4],
      ],
    ],
    ['windowed(1, 3)', numbers.windowed(1, 3), [[1], [4]]],
    ['windowed(2, 3), partial', numbers.windowed(2, 3, { partialWindows: true }), [[1, 2], [4]]],
    ['windowed(2, 9), partial', numbers.windowed(2, 9, { partialWindows: true }), [[1, 2]]],
    ['windowed of none', emptySequence().windowed(1, 1, { partialWindows: true }), []],
    ['chunked', numbers.chunked(3), [[1, 2, 3], [4]]],
    ['chunked with a function', numbers.chunked(2, ([a, b]) => a! + b!), [3, 7]],
  ])('%s', (_, made, expected) => expect(made.toList()).toEqual(expected));

  test('a window is given as soon as it is full', () => {
    expect(trace(() => upTo('a', 5).chunked(2).onEach(note).toList())).toBe(
      'a1 a2 [1, 2] a3 a4 [3, 4] a5 a. [5] => [[1, 2], [3, 4], [5]]',
    );
    expect(trace(() => upTo('a', 9).windowed(3, 5).take(1).toList())).toBe('a1 a2 a3 => [[1, 2, 3]]');
    expect(trace(() => upTo('a', 4).windowed(3, 1, { partialWindows: true }).onEach(note).count())).toBe(
      'a1 a2 a3 [1, 2, 3] a4 [2, 3, 4] a. [3, 4] [4] => 4',
    );
  });

  test('each window is a list of its own', () => {
    const [first, second] = numbers.windowed(2).toList();
    first!.push(99);
    expect(second).toEqual([2, 3]);
  });

  test('sizes below one are refused with Kotlin’s words', () => {
    const refused = (make: () => unknown) => trace(make);
    expect(refused(() => numbers.chunked(0))).toBe('!! IllegalArgumentException(size 0 must be greater than zero.)');
    expect(refused(() => numbers.windowed(0))).toBe(
      '!! IllegalArgumentException(Both size 0 and step 1 must be greater than zero.)',
    );
    expect(refused(() => numbers.windowed(2, 0))).toBe(
      '!! IllegalArgumentException(Both size 2 and step 0 must be greater than zero.)',
    );
    expect(refused(() => numbers.windowed(-1, -1))).toBe(
      '!! IllegalArgumentException(size -1 must be greater than zero.)',
    );
    expect(refused(() => numbers.take(-1))).toBe(
      '!! IllegalArgumentException(Requested element count -1 is less than zero.)',
    );
    expect(refused(() => numbers.drop(-1))).toBe(
      '!! IllegalArgumentException(Requested element count -1 is less than zero.)',
    );
  });

  test('counts that are no whole numbers are refused', () => {
    for (const make of [
      () => numbers.take(1.5),
      () => numbers.drop(1.5),
      () => numbers.windowed(1.5),
      () => numbers.windowed(1, 1.5),
    ]) {
      expect(trace(make)).toBe('!! IllegalArgumentException(Expected a whole number of elements, got 1.5)');
    }
    expect(trace(() => numbers.take('2' as never))).toBe(
      '!! IllegalArgumentException(Expected a whole number of elements, got "2")',
    );
  });
});

describe('sorting', () => {
  test.each<[string, Sequence<unknown>, unknown[]]>([
    ['sorted', sequenceOf(10, 9, 1).sorted(), [1, 9, 10]],
    ['sorted texts', words.sorted(), ['a', 'aa', 'b', 'bb']],
    ['sorted dates', sequenceOf(new Date(2), new Date(1)).sorted(), [new Date(1), new Date(2)]],
    ['sorted with NaN', sequenceOf(2, Number.NaN, 1, Infinity).sorted(), [1, 2, Infinity, Number.NaN]],
    ['sortedDescending', sequenceOf(2, Number.NaN, 10).sortedDescending(), [Number.NaN, 10, 2]],
    ['sortedBy', words.sortedBy((word) => word.length), ['a', 'b', 'bb', 'aa']],
    ['sortedByDescending', words.sortedByDescending((word) => word.length), ['bb', 'aa', 'a', 'b']],
    ['sortedWith', numbers.sortedWith((a, b) => (a % 2) - (b % 2)), [2, 4, 1, 3]],
  ])('%s', (_, made, expected) => expect(made.toList()).toEqual(expected));

  test('it takes all elements before the first is given', () => {
    expect(trace(() => upTo('a', 2).sortedDescending().onEach(noting('each')).toList())).toBe(
      'a1 a2 a. each2 each1 => [2, 1]',
    );
  });

  test('the source is left as it was', () => {
    const array = [3, 1, 2];
    sequence(() => array.values())
      .sorted()
      .toList();
    expect(array).toEqual([3, 1, 2]);
  });
});
