import { asSequence, getSuppressed, type Sequence, sequence } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { endless, note, noting, trace, upTo } from './trace.js';

describe('leaving a sequence ends its sources', () => {
  test('break out of a loop runs the finally block', () => {
    const loop = () => {
      for (const n of endless('a').map((n) => n * 10)) {
        note(n);
        if (n === 20) break;
      }
      note('after');
    };
    expect(trace(loop)).toBe('a1 10 a2 20 a! after => undefined');
  });

  test('an exception in the loop body runs it, too', () => {
    const loop = () => {
      for (const _ of endless('a')) throw new Error('body');
    };
    expect(trace(loop)).toBe('a1 a! !! Error(body)');
  });

  test('take runs it when the next element is asked for', () => {
    expect(trace(() => endless('a').take(2).onEach(noting('each')).toList())).toBe('a1 each1 a2 each2 a! => [1, 2]');
    expect(trace(() => [...endless('a').take(1)])).toBe('a1 a! => [1]');
    expect(trace(() => endless('a').take(1).zip([7, 8]).toList())).toBe('a1 a! => [[1, 7]]');
  });

  test.each<[string, (source: Sequence<number>) => unknown, string]>([
    ['takeWhile', (s) => s.takeWhile((n) => n < 2).toList(), 'a1 a2 a! => [1]'],
    ['first', (s) => s.first(), 'a1 a! => 1'],
    ['firstOrNull', (s) => s.firstOrNull((n) => n > 1), 'a1 a2 a! => 2'],
    ['firstNotNullOf', (s) => s.firstNotNullOf((n) => (n > 1 ? 'two' : null)), 'a1 a2 a! => two'],
    ['singleOrNull', (s) => s.singleOrNull(), 'a1 a2 a! => null'],
    ['singleOrNull with a predicate', (s) => s.singleOrNull((n) => n > 1), 'a1 a2 a3 a! => null'],
    ['elementAt', (s) => s.elementAt(1), 'a1 a2 a! => 2'],
    ['indexOf', (s) => s.indexOf(2), 'a1 a2 a! => 1'],
    ['contains', (s) => s.contains(2), 'a1 a2 a! => true'],
    ['any', (s) => s.any(), 'a1 a! => true'],
    ['all', (s) => s.all((n) => n < 2), 'a1 a2 a! => false'],
    ['none', (s) => s.none((n) => n > 1), 'a1 a2 a! => false'],
    ['joinToString with a limit', (s) => s.joinToString(' ', { limit: 1 }), 'a1 a2 a! => 1 ...'],
    ['zip with a shorter one', (s) => s.zip([5]).toList(), 'a1 a2 a! => [[1, 5]]'],
    ['zip of a shorter one', (s) => asSequence([5]).zip(s).toList(), 'a1 a! => [[5, 1]]'],
    [
      'flatMap, by its inner one',
      (s) =>
        asSequence([0])
          .flatMap(() => s)
          .first(),
      'a1 a! => 1',
    ],
    ['flatMap, by its outer one', (s) => s.flatMap((n) => [n]).first(), 'a1 a! => 1'],
    ['windowed', (s) => s.windowed(2).first(), 'a1 a2 a! => [1, 2]'],
    ['scan', (s) => s.scan(0, (a, b) => a + b).elementAt(1), 'a1 a! => 1'],
    [
      'ifEmpty',
      (s) =>
        asSequence<number>([])
          .ifEmpty(() => s)
          .first(),
      'a1 a! => 1',
    ],
  ])('%s leaves it where it knows enough', (_, use, steps) => {
    expect(trace(() => use(endless('a')))).toBe(steps);
  });

  test('a generator that was not begun has nothing to end', () => {
    expect(
      trace(() =>
        endless('a')
          .scan(0, (a, b) => a + b)
          .first(),
      ),
    ).toBe('=> 0');
    expect(trace(() => endless('a').take(0).toList())).toBe('=> []');
  });

  const failing = () => {
    throw new Error('fails');
  };
  test.each<[string, (source: Sequence<number>) => unknown, string]>([
    ['map', (s) => s.map(failing).toList(), 'a1 a!'],
    ['map in a loop', (s) => [...s.map(failing)], 'a1 a!'],
    ['filter', (s) => s.filter(failing).count(), 'a1 a!'],
    ['forEach', (s) => s.forEach(failing), 'a1 a!'],
    ['fold', (s) => s.fold(0, failing), 'a1 a!'],
    ['reduce', (s) => s.reduce(failing), 'a1 a2 a!'],
    ['find', (s) => s.find(failing), 'a1 a!'],
    ['zip', (s) => s.zip(endless('b'), failing).toList(), 'a1 b1 a! b!'],
    ['flatMap', (s) => s.flatMap(failing).toList(), 'a1 a!'],
    ['windowed, at its beginning', (s) => s.filter(failing).windowed(2).toList(), 'a1 a!'],
    ['maxBy', (s) => s.maxBy(failing), 'a1 a2 a!'],
  ])('a failing function of %s ends the source', (_, use, steps) => {
    expect(trace(() => use(endless('a')))).toBe(`${steps} !! Error(fails)`);
  });

  test('a failing source is not asked to end', () => {
    const iterator = { next: failing, return: () => note('return') as never };
    expect(trace(() => asSequence({ [Symbol.iterator]: () => iterator }).toList())).toBe('!! Error(fails)');
  });

  test('a failure of the finally block comes after an early end', () => {
    const leaving = sequence(function* () {
      try {
        yield 1;
      } finally {
        failing();
      }
    });
    expect(trace(() => leaving.first())).toBe('!! Error(fails)');
    expect(trace(() => leaving.take(1).toList())).toBe('!! Error(fails)');
    const own = new Error('own');
    const run = () =>
      leaving.forEach(() => {
        throw own;
      });
    expect(trace(run)).toBe('!! Error(own)');
    expect(getSuppressed(own)).toEqual([new Error('fails')]);
  });

  test('both sources of a zip end though one fails to', () => {
    const bad = sequence(function* () {
      try {
        yield 1;
      } finally {
        failing();
      }
    });
    expect(trace(() => bad.zip(endless('b')).first())).toBe('b1 b! !! Error(fails)');
  });
});

test('a sequence that was added to many times can be walked through', () => {
  let numbers = asSequence([0]);
  for (let i = 1; i <= 1500; i++) numbers = numbers.plus([i]);
  expect([numbers.count(), numbers.indexOf(1499), numbers.take(2).toList()]).toEqual([1501, 1499, [0, 1]]);
});

describe('an iterator of a sequence', () => {
  test('stays at its end, and after it was left', () => {
    const iterator = upTo('a', 2).take(1)[Symbol.iterator]();
    expect([iterator.next(), iterator.next(), iterator.next()]).toEqual([
      { done: false, value: 1 },
      { done: true, value: undefined },
      { done: true, value: undefined },
    ]);
    const left = upTo('a', 2)[Symbol.iterator]();
    expect(left.return?.()).toEqual({ done: true, value: undefined });
    expect(left.next()).toEqual({ done: true, value: undefined });
    expect(left.return?.()).toEqual({ done: true, value: undefined });
  });

  test('is at its end after a failure', () => {
    const failing = sequence(function* () {
      yield 1;
      throw new Error('fails');
    });
    const iterator = failing[Symbol.iterator]();
    iterator.next();
    expect(() => iterator.next()).toThrow('fails');
    expect(iterator.next()).toEqual({ done: true, value: undefined });
  });
});
