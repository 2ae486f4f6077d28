import { describe, expect, it } from 'vitest';
import { delay, flow } from '../../../src/index.js';
import { runTest } from '../../../src/test/index.js';

const numbers = (count: number) =>
  flow<number>(function* ({ emit }) {
    for (let i = 1; i <= count; i++) yield* emit(i);
  });

describe('map', () => {
  it('gives what a plain function makes of each element', () =>
    runTest(function* () {
      const seen: number[] = [];
      yield* numbers(3)
        .map((n) => n * n)
        .collect((n) => void seen.push(n));
      expect(seen).toEqual([1, 4, 9]);
    }));

  it('waits for a suspend function before it goes on', () =>
    runTest(function* (scope) {
      const seen: string[] = [];
      yield* numbers(2)
        .map(function* (n) {
          seen.push(`begin ${n} at ${scope.currentTime}`);
          yield* delay(10);
          return n * n;
        })
        .collect((n) => void seen.push(`${n} at ${scope.currentTime}`));
      expect(seen).toEqual(['begin 1 at 0', '1 at 10', 'begin 2 at 10', '4 at 20']);
    }));

  it('takes a suspend function that never waits', () =>
    runTest(function* () {
      const seen: number[] = [];
      yield* numbers(2)
        .map(function* (n) {
          return n + 1;
        })
        .collect((n) => void seen.push(n));
      expect(seen).toEqual([2, 3]);
    }));

  it('refuses what is not a function at once', () => {
    expect(() => numbers(1).map(3 as never)).toThrow('map expects a function as its block, got 3');
  });
});
