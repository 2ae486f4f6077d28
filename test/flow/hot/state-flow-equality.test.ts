import { MutableStateFlow, yieldNow } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { perform, step } from '../../perform.js';
import { listen } from './subscribing.js';

interface Point {
  readonly x: number;
  readonly note?: string;
}
const sameX = (a: Point, b: Point) => a.x === b.x;

describe('the equality of a state flow', () => {
  test('is Object.is: NaN equals itself, 0 is not -0', () => {
    expect(
      perform(function* (scope) {
        const state = new MutableStateFlow(NaN);
        const job = listen(scope, state);
        for (const value of [NaN, 0, -0]) {
          state.value = value;
          yield* yieldNow();
          step('set', Object.is(value, -0) ? '-0' : value);
        }
        job.cancel();
      }),
    ).toEqual(['got NaN', 'set NaN', 'got 0', 'set 0', 'got 0', 'set -0', 'end']);
  });

  test('an equal value changes nothing: the former object stays', () => {
    expect(
      perform(function* (scope) {
        const former: Point = { x: 1 };
        const state = new MutableStateFlow<Point>(former, { equals: sameX });
        const job = listen(
          scope,
          state.map(({ x }) => x),
        );
        state.value = { x: 1, note: 'another' };
        yield* yieldNow();
        step(state.value === former);
        state.value = { x: 2 };
        yield* yieldNow();
        job.cancel();
      }),
    ).toEqual(['got 1', 'true', 'got 2', 'end']);
  });

  test('compareAndSet uses it, and is true where nothing changes', () => {
    const former: Point = { x: 1 };
    const state = new MutableStateFlow<Point>(former, { equals: sameX });
    expect(state.compareAndSet({ x: 2 }, { x: 3 })).toBe(false);
    expect(state.compareAndSet({ x: 1 }, { x: 1, note: 'another' })).toBe(true);
    expect(state.value).toBe(former);
    expect(state.compareAndSet({ x: 1 }, { x: 3 })).toBe(true);
    expect(state.value).toEqual({ x: 3 });
  });

  test('where nothing is equal, subscribers hear of each setting', () => {
    expect(
      perform(function* (scope) {
        const state = new MutableStateFlow(1, { equals: () => false });
        const job = listen(scope, state);
        state.value = 1;
        yield* yieldNow();
        job.cancel();
      }),
    ).toEqual(['got 1', 'got 1', 'end']);
  });

  test('that throws does so to the one who sets the value', () => {
    const state = new MutableStateFlow(1, {
      equals: () => {
        throw new Error('cannot compare');
      },
    });
    expect(() => (state.value = 2)).toThrow('cannot compare');
    expect(state.value).toBe(1);
  });

  test('is a function', () => {
    expect(() => new MutableStateFlow(1, { equals: 'deep' as never })).toThrow(
      'MutableStateFlow equals expects a function as its block, got "deep"',
    );
  });
});

describe('update functions', () => {
  test('update sets, updateAndGet gives the new value, getAndUpdate the former', () => {
    const state = new MutableStateFlow(1);
    expect(state.update((n) => n + 1)).toBeUndefined();
    expect(state.updateAndGet((n) => n * 10)).toBe(20);
    expect(state.getAndUpdate((n) => n + 1)).toBe(20);
    expect(state.value).toBe(21);
  });

  test('call the function again when it changed the value itself', () => {
    const state = new MutableStateFlow(1);
    const calls: number[] = [];
    state.update((n) => {
      calls.push(n);
      if (n === 1) state.value = 5;
      return n + 1;
    });
    expect([calls, state.value]).toEqual([[1, 5], 6]);
  });

  test('compareAndSet sets only what is expected', () => {
    const state = new MutableStateFlow('A');
    expect([state.compareAndSet('B', 'C'), state.value]).toEqual([false, 'A']);
    expect([state.compareAndSet('A', 'C'), state.value]).toEqual([true, 'C']);
  });

  test.each(['update', 'updateAndGet', 'getAndUpdate'] as const)('%s refuses a suspend function', (name) => {
    const state = new MutableStateFlow<unknown>(1);
    expect(() => state[name](function* () {})).toThrow(
      `${name} expects a plain function from the value to the next one, but it returned a suspend call. Suspend before: const next = yield* load(); state.update(() => next)`,
    );
    expect(state.value).toBe(1);
    expect(() => state[name](2 as never)).toThrow(`${name} expects a function as its block, got 2`);
  });
});
