import { type Block, delay, type Flow, flow, run } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { now, perform } from '../../perform.js';
import { collected, collectedInTime, hang, of } from '../flows.js';

const kinds: [string, <T, R>(upstream: Flow<T>, concurrency: number, fn: Block<T, R>) => Flow<R>][] = [
  ['mapParallel', (upstream, concurrency, fn) => upstream.mapParallel(concurrency, fn)],
  ['mapParallelUnordered', (upstream, concurrency, fn) => upstream.mapParallelUnordered(concurrency, fn)],
];

describe.each(kinds)('%s', (_name, mapParallel) => {
  it('gives what plain and suspend functions make of elements', () => {
    expect(collected(mapParallel(of(1, 2, 3), 2, (n) => n * n))).toEqual(['1', '4', '9', 'end']);
    const slowly = function* (n: number) {
      yield* delay(10);
      return n * n;
    };
    expect(collected(mapParallel(of(1, 2, 3), 2, slowly))).toEqual(['1', '4', '9', 'end']);
  });

  it('takes null and undefined for elements and results', () => {
    expect(collected(mapParallel(of(null, undefined), 2, (value) => value))).toEqual(['null', 'undefined', 'end']);
  });

  it.each([1, 2, 3])('works on no more than %i at the same time', (concurrency) => {
    let running = 0;
    let most = 0;
    const busy = mapParallel(of(1, 2, 3, 4, 5), concurrency, function* (n) {
      most = Math.max(most, ++running);
      yield* delay(10);
      running--;
      return n;
    });
    expect(collectedInTime(busy).at(-1)).toBe(`${10 * Math.ceil(5 / concurrency)}: over`);
    expect(most).toBe(concurrency);
  });

  it('works on all at once where told Infinity', () => {
    const busy = mapParallel(of(...new Array(50).fill(0)), Infinity, () => delay(10));
    expect(collectedInTime(busy).at(-1)).toBe('10: over');
  });

  it('waits for promises that the function returns', async () => {
    const seen: number[] = [];
    await run(() => mapParallel(of(1, 2, 3), 2, async (n) => n * n).collect((n) => void seen.push(n)));
    expect(seen).toEqual([1, 4, 9]);
  });

  it('fails with the first failure and cancels the others', () => {
    const failing = mapParallel(of(1, 2), 2, (n): unknown => {
      if (n === 1) return hang('other cancelled');
      throw new Error('broken');
    });
    expect(collected(failing)).toEqual(['other cancelled', 'threw Error(broken)']);
  });

  it('cancels all when what follows fails', () => {
    const busy = mapParallel(of(1, 2), 2, (n) => (n === 1 ? n : hang('other cancelled')));
    expect(
      perform(() =>
        busy.collect(function* () {
          yield* delay(1);
          throw new Error('enough');
        }),
      ),
    ).toEqual(['other cancelled', 'threw Error(enough)']);
  });

  it('does not run far ahead of a slow collector', () => {
    let started = 0;
    const endless = flow<number>(function* ({ emit }) {
      for (let i = 0; ; i++) yield* emit(i);
    });
    const busy = mapParallel(endless, 4, (n) => {
      started++;
      return n;
    });
    perform(function* ({ launch }) {
      const job = launch(() => busy.collect(() => hang('collector cancelled')));
      yield* delay(1000);
      yield* job.cancelAndJoin();
    });
    expect(started).toBeLessThan(100);
  });

  it('refuses at once what it cannot work with', () => {
    expect(() => mapParallel(of(1), 0, () => 1)).toThrow('Expected positive concurrency level, but had 0');
    expect(() => mapParallel(of(1), 2, 1 as never)).toThrow('expects a function as its block, got 1');
  });
});

describe('the order of parallel results', () => {
  const waiting = function* (millis: number) {
    yield* delay(millis);
    return `${millis} at ${now()}`;
  };

  it('mapParallel keeps the order of the elements', () => {
    expect(collectedInTime(of(30, 10, 20, 5).mapParallel(2, waiting))).toEqual([
      '30: 30 at 30',
      '30: 10 at 10',
      '30: 20 at 30',
      '35: 5 at 35',
      '35: over',
    ]);
  });

  it('mapParallelUnordered gives each as soon as it is there', () => {
    expect(collectedInTime(of(30, 10, 20, 5).mapParallelUnordered(2, waiting))).toEqual([
      '10: 10 at 10',
      '30: 30 at 30',
      '30: 20 at 30',
      '35: 5 at 35',
      '35: over',
    ]);
  });

  it('one at a time is the order of the elements', () => {
    expect(collectedInTime(of(30, 10).mapParallelUnordered(1, waiting))).toEqual([
      '30: 30 at 30',
      '40: 10 at 40',
      '40: over',
    ]);
  });
});
