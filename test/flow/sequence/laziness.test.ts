import { asSequence, generateSequence, type Sequence, sequence, sequenceOf } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { endless, note, noting, trace, upTo } from './trace.js';

describe('a sequence is lazy', () => {
  test('nothing runs before an element is asked for', () => {
    const described = () => void upTo('a', 3).map(noting('map')).onEach(noting('each')).take(2).sorted();
    expect(trace(described)).toBe('=> undefined');
  });

  test.each<[string, (source: Sequence<number>) => Sequence<number>, string]>([
    ['take(3).drop(3)', (s) => s.take(3).drop(3), '=> []'],
    ['take(3).drop(1).drop(2)', (s) => s.take(3).drop(1).drop(2), '=> []'],
    ['drop(2).take(2).drop(2)', (s) => s.drop(2).take(2).drop(2), '=> []'],
    ['drop(1).take(0)', (s) => s.drop(1).take(0), '=> []'],
    ['drop(2).take(2).drop(1)', (s) => s.drop(2).take(2).drop(1), 'a1 a2 a3 a4 a! => [4]'],
    ['take(5).drop(1).take(2)', (s) => s.take(5).drop(1).take(2), 'a1 a2 a3 a! => [2, 3]'],
    ['drop(1).drop(1).take(2).take(1)', (s) => s.drop(1).drop(1).take(2).take(1), 'a1 a2 a3 a! => [3]'],
    ['take(2).take(Infinity)', (s) => s.take(2).take(Infinity), 'a1 a2 a! => [1, 2]'],
  ])('of %s nothing runs that is not needed', (_name, part, expected) => {
    expect(trace(() => part(endless('a')).toList())).toBe(expected);
  });

  test('drop(0), and take of as many as there are at most, are the same sequence', () => {
    const source = upTo('a', 3);
    const two = source.take(2);
    expect([source.drop(0) === source, two.take(3) === two, two.drop(0) === two]).toEqual([true, true, true]);
  });

  test('an element passes all stages before the next one is asked for', () => {
    const run = () =>
      upTo('a', 2)
        .map(noting('map'))
        .onEach(noting('each'))
        .flatMap((n) => [n, n])
        .toList();
    expect(trace(run)).toBe('a1 map1 each1 a2 map2 each2 a. => [1, 1, 2, 2]');
  });

  test('a generator goes on only when another element is asked for', () => {
    expect(trace(() => upTo('a', 3).map(noting('map')).first())).toBe('a1 map1 => 1');
    expect(trace(() => upTo('a', 3).find((n) => n === 2))).toBe('a1 a2 => 2');
  });

  test('whether there is an element is told without computing it', () => {
    const mapped = () => upTo('a', 3).map(noting('map'));
    expect(trace(() => mapped().any())).toBe('a1 => true');
    expect(trace(() => mapped().none())).toBe('a1 => false');
    expect(trace(() => mapped().singleOrNull())).toBe('a1 map1 a2 => null');
    expect(trace(() => mapped().single())).toBe(
      'a1 map1 a2 !! IllegalArgumentException(Sequence has more than one element.)',
    );
  });

  test.each<[string, (source: Sequence<number>) => Sequence<unknown>, string]>([
    ['mapIndexed', (s) => s.mapIndexed((index) => note(`index${index}`)), 'a1 => true'],
    ['onEach', (s) => s.onEach(noting('each')), 'a1 => true'],
    ['withIndex', (s) => s.withIndex(), 'a1 => true'],
    ['take', (s) => s.take(1), 'a1 => true'],
    ['drop', (s) => s.drop(1), 'a1 map1 a2 => true'],
    ['dropWhile', (s) => s.dropWhile((n) => n < 2), 'a1 map1 a2 map2 => true'],
    ['filter', (s) => s.filter((n) => n > 1), 'a1 map1 a2 map2 => true'],
    ['takeWhile', (s) => s.takeWhile((n) => n < 3), 'a1 map1 => true'],
    ['mapNotNull', (s) => s.mapNotNull((n) => (n < 2 ? null : n)), 'a1 map1 a2 map2 => true'],
    ['flatMap', (s) => s.flatMap((n) => upTo('b', n).map(noting('inner'))), 'a1 map1 b1 => true'],
    ['plus', (s) => s.plus([9]), 'a1 => true'],
    ['ifEmpty', (s) => s.ifEmpty(() => [9]), 'a1 => true'],
    ['zip', (s) => s.zip(upTo('b', 1)), 'a1 b1 => true'],
    ['zipWithNext', (s) => s.zipWithNext(), 'a1 map1 a2 map2 => true'],
    ['scan', (s) => s.scan(0, (a, b) => a + b), '=> true'],
    ['runningReduce', (s) => s.runningReduce((a, b) => a + b), 'a1 map1 => true'],
    ['chunked', (s) => s.chunked(2), 'a1 map1 a2 map2 => true'],
    ['sorted', (s) => s.sortedBy((n) => n), 'a1 map1 a2 map2 a3 map3 a. => true'],
    ['constrainOnce', (s) => s.constrainOnce(), 'a1 => true'],
  ])('any() computes of %s only what it must', (_, operator, steps) => {
    expect(trace(() => operator(upTo('a', 3).map(noting('map'))).any())).toBe(steps);
  });
});

describe('a sequence can be run through again', () => {
  test('each run begins the generator anew', () => {
    const doubled = upTo('a', 2).map((n) => n * 2);
    expect(trace(() => doubled.toList())).toBe('a1 a2 a. => [2, 4]');
    expect(trace(() => doubled.toList())).toBe('a1 a2 a. => [2, 4]');
  });

  test.each<[string, (source: Sequence<number>) => Sequence<unknown>]>([
    ['mapIndexed', (s) => s.mapIndexed((index, n) => index * n)],
    ['filterIndexed', (s) => s.filterIndexed((index) => index > 0)],
    ['onEachIndexed', (s) => s.onEachIndexed(() => {})],
    ['flatMapIndexed', (s) => s.flatMapIndexed((index, n) => [index, n])],
    ['take', (s) => s.take(2)],
    ['drop', (s) => s.drop(1)],
    ['dropWhile', (s) => s.dropWhile((n) => n < 2)],
    ['distinct', (s) => s.distinct()],
    ['minus', (s) => s.minus([1])],
    ['minusElement', (s) => s.minusElement(3)],
    ['scanIndexed', (s) => s.scanIndexed(0, (index, sum, n) => sum + n * index)],
    ['runningReduceIndexed', (s) => s.runningReduceIndexed((index, sum, n) => sum + n * index)],
    ['zipWithNext', (s) => s.zipWithNext()],
    ['windowed', (s) => s.windowed(2)],
    ['sortedDescending', (s) => s.sortedDescending()],
    ['ifEmpty', (s) => s.drop(9).ifEmpty(() => [1])],
  ])('%s keeps nothing from one run to the next', (_, operator) => {
    const made = operator(sequenceOf(3, 1, 2, 3));
    expect(made.toList()).toEqual(made.toList());
    expect(made.count()).toBeGreaterThan(0);
  });

  test('two runs at the same time do not disturb each other', () => {
    const indexed = sequenceOf('a', 'b').mapIndexed((index, letter) => letter + index);
    const [one, other] = [indexed[Symbol.iterator](), indexed[Symbol.iterator]()];
    expect([one.next().value, other.next().value, one.next().value, other.next().value]).toEqual([
      'a0',
      'a0',
      'b1',
      'b1',
    ]);
  });

  test('an array is read as it is when the run comes by', () => {
    const array = [1, 2];
    const view = asSequence(array);
    array.push(3);
    expect(view.toList()).toEqual([1, 2, 3]);
    expect(view.onEach((n) => n === 3 && array.push(4)).toList()).toEqual([1, 2, 3, 4]);
  });

  test('constrainOnce lets only one run begin', () => {
    const once = upTo('a', 1).constrainOnce();
    expect(once.take(0).toList()).toEqual([]);
    expect(trace(() => once.toList())).toBe('a1 a. => [1]');
    expect(trace(() => once.toList())).toBe('!! IllegalStateException(This sequence can be consumed only once.)');
  });

  test.each<[string, () => Sequence<number>]>([
    ['an iterator', () => asSequence({ next: [1, 2].values().next.bind([1, 2].values()) })],
    ['an iterable that is its own iterator', () => asSequence([1, 2].values())],
    [
      'a running generator',
      () =>
        asSequence(
          (function* () {
            yield* [1, 2];
          })(),
        ),
    ],
    [
      'a generating function without a seed',
      () => {
        let n = 0;
        return generateSequence(() => (n < 2 ? ++n : null));
      },
    ],
  ])('%s allows one run', (_, make) => {
    const source = make();
    expect(source.toList()).toEqual([1, 2]);
    expect(() => source.toList()).toThrow('This sequence can be consumed only once.');
  });

  test('an operator begins its source when Kotlin does', () => {
    const begin = (operator: (source: Sequence<number>) => Iterable<unknown>) =>
      trace(() => void operator(upTo('a', 2))[Symbol.iterator]());
    expect(begin((s) => s.map((n) => n))).toBe('=> undefined');
    expect(begin((s) => s.windowed(2))).toBe('a1 => undefined');
    expect(begin((s) => s.sorted())).toBe('a1 a2 a. => undefined');
    expect(begin((s) => sequenceOf(1).minus(s))).toBe('a1 a2 a. => undefined');
  });

  test.each<[string, (source: Sequence<number>) => Sequence<number>]>([
    ['scan', (s) => s.scan(0, (a, b) => a + b)],
    ['runningReduce', (s) => s.runningReduce((a, b) => a + b)],
    ['zipWithNext', (s) => s.zipWithNext((a) => a)],
    ['ifEmpty', (s) => s.ifEmpty(() => [1])],
  ])('%s begins its source when first asked for an element', (_, operator) => {
    const once = sequence(() => [1, 2].values()).constrainOnce();
    const begun = operator(once)[Symbol.iterator]();
    expect(once.toList()).toEqual([1, 2]);
    expect(() => [begun.next(), begun.next()]).toThrow('This sequence can be consumed only once.');
  });
});
