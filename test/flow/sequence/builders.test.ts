import {
  asSequence,
  delay,
  emptySequence,
  generateSequence,
  IllegalArgumentException,
  run,
  Sequence,
  sequence,
  sequenceOf,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { note, noting, trace, upTo } from './trace.js';

/** A suspend call, as the compiler would not let it pass. */
const wait = () => delay(1) as unknown as Iterable<never>;

describe('sequence', () => {
  test('yield gives an element, yield* those of others', () => {
    const made = sequence(function* () {
      note('begin');
      yield 0;
      yield* upTo('a', 2);
      note('middle');
      yield* [7];
      note('end');
    });
    expect(trace(() => made.onEach(noting('each')).toList())).toBe(
      'begin each0 a1 each1 a2 each2 a. middle each7 end => [0, 1, 2, 7]',
    );
  });

  test('a sequence may be built from itself', () => {
    const ones: Sequence<number> = sequence(function* () {
      yield 1;
      yield* ones;
    });
    expect(ones.take(100).sum()).toBe(100);
  });

  test('what the generator returns is no element', () => {
    expect(
      sequence(function* () {
        yield 1;
        return 2;
      }).toList(),
    ).toEqual([1]);
  });

  test('an exception of the generator comes where the element would', () => {
    const failing = sequence(function* () {
      yield 1;
      throw new Error('generator');
    });
    expect(failing.first()).toBe(1);
    expect(trace(() => failing.onEach(noting('each')).toList())).toBe('each1 !! Error(generator)');
  });

  test('it takes the function, not a generator', () => {
    const generator = (function* () {})();
    expect(() => sequence(generator as never)).toThrow(
      new IllegalArgumentException(
        'sequence expects a function as its block, got an object. Pass the function itself, ' +
          'sequence(function* () { ... }) or sequence(() => work()), not the result of calling it',
      ),
    );
    expect(() => sequence(() => [1] as never).toList()).toThrow(
      new IllegalArgumentException(
        'sequence expects a generator function, sequence(function* () { ... }), but its block gave an object of class Array',
      ),
    );
  });

  test('a suspend call in it fails, and the coroutine goes on', async () => {
    const suspending = sequence(function* () {
      try {
        yield* wait();
        yield 1;
      } finally {
        yield* wait();
      }
    });
    const outcome = await run(function* () {
      let message = '';
      try {
        suspending.toList();
      } catch (error) {
        message = (error as Error).message;
      }
      yield* delay(1);
      return message;
    });
    expect(outcome).toBe(
      'delay was run outside of a coroutine. Call it with yield* in a suspend function that a coroutine runs: run(function* () { ... })',
    );
  });

  test('a suspend call where it is left fails, and the coroutine goes on', async () => {
    const suspending = sequence(function* () {
      try {
        yield 1;
      } finally {
        yield* wait();
      }
    });
    const outcome = await run(function* () {
      expect(() => suspending.first()).toThrow('delay was run outside of a coroutine.');
      yield* delay(1);
      return 'went on';
    });
    expect(outcome).toBe('went on');
  });
});

describe('generateSequence', () => {
  test('computes each element from the one before', () => {
    const made = generateSequence(1, (n) => (noting<number>('next')(n) < 3 ? n + 1 : null));
    expect(trace(() => made.onEach(noting('each')).toList())).toBe('each1 next1 each2 next2 each3 next3 => [1, 2, 3]');
    expect(trace(() => made.take(2).toList())).toBe('next1 => [1, 2]');
    expect(trace(() => made.first())).toBe('=> 1');
  });

  test('begins with what a function gives, in each run', () => {
    let seed = 0;
    const made = generateSequence(
      () => ++seed,
      (n) => (n < 3 ? n + 1 : undefined),
    );
    expect([made.toList(), made.toList(), made.toList(), made.toList()]).toEqual([[1, 2, 3], [2, 3], [3], [4]]);
  });

  test('without a seed element it is empty', () => {
    expect(generateSequence<number>(null, (n) => n + 1).toList()).toEqual([]);
    expect(generateSequence<number>(undefined, (n) => n + 1).toList()).toEqual([]);
    expect(
      generateSequence<number>(
        () => null,
        (n) => n + 1,
      ).toList(),
    ).toEqual([]);
  });

  test('falsy elements are elements', () => {
    expect(generateSequence(0, (n) => (n === 0 ? Number.NaN : null)).toList()).toEqual([0, Number.NaN]);
    expect(generateSequence('', (text) => (text === '' ? 'a' : null)).toList()).toEqual(['', 'a']);
  });

  test('its last argument has to be a function', () => {
    expect(() => generateSequence(1, 2 as never)).toThrow(
      new IllegalArgumentException('generateSequence expects a function as its block, got 2'),
    );
    expect(() => generateSequence(1 as never)).toThrow(
      new IllegalArgumentException('generateSequence expects a function as its block, got 1'),
    );
  });
});

describe('asSequence', () => {
  test.each<[string, Iterable<unknown>, unknown[]]>([
    ['an array', [1, undefined, null], [1, undefined, null]],
    ['a typed array', new Uint8Array([1, 2]), [1, 2]],
    ['a set', new Set([1, 2]), [1, 2]],
    ['a map', new Map([['a', 1]]), [['a', 1]]],
    ['a text', 'añ', ['a', 'ñ']],
    ['nothing', [], []],
  ])('%s can be run through any number of times', (_, elements, expected) => {
    const view = asSequence(elements);
    expect([view.toList(), [...view]]).toEqual([expected, expected]);
  });

  test('of a sequence it is the sequence', () => {
    const one = sequenceOf(1);
    expect(asSequence(one)).toBe(one);
  });

  test('what cannot be iterated is refused at once', () => {
    for (const [wrong, name] of [
      [5, '5'],
      [null, 'null'],
      [undefined, 'undefined'],
      [{ length: 1 }, 'an object of class Object'],
    ]) {
      expect(() => asSequence(wrong as never)).toThrow(
        new IllegalArgumentException(`asSequence expects something iterable, got ${name}`),
      );
    }
  });
});

test('sequenceOf and emptySequence have their elements', () => {
  expect(sequenceOf<unknown>(1, 'a', undefined).toList()).toEqual([1, 'a', undefined]);
  expect(sequenceOf([1, 2]).toList()).toEqual([[1, 2]]);
  expect([sequenceOf().toList(), emptySequence().toList(), [...emptySequence()]]).toEqual([[], [], []]);
  expect(sequenceOf(1)).toBeInstanceOf(Sequence);
});
