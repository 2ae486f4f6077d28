import { BufferOverflow, delay, type Job, MutableSharedFlow, yieldNow } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { perform } from '../../perform.js';
import { randomOf } from '../../random.js';
import { subscribe } from './subscribing.js';

describe('subscribers that come, lag and leave at random', () => {
  test.each(Array.from({ length: 20 }, (_, seed) => [seed]))('get values without a gap, seed %i', (seed) => {
    const { below: random } = randomOf(seed);
    const replay = random(40);
    const extraBufferCapacity = random(100);
    const steps = perform(function* (scope) {
      const flow = new MutableSharedFlow<number>({ replay, extraBufferCapacity });
      const jobs: Job[] = [];
      const emitter = scope.launch(function* () {
        for (let i = 0; ; i++) {
          yield* flow.emit(i);
          if (random(4) === 0) yield* delay(random(3));
        }
      });
      for (let i = 0; i < 30; i++) {
        const seen: number[] = [];
        const before = flow.replayCache;
        const job = subscribe(scope, flow, function* (value) {
          seen.push(value);
          if (random(3) === 0) yield* delay(random(20));
        });
        jobs.push(job);
        yield* delay(random(200));
        if (random(2) === 0) yield* job.cancelAndJoin();
        expect(seen).toEqual(seen.map((_, k) => seen[0]! + k));
        if (before.length > 0) expect(seen[0]).toBe(before[0]);
      }
      emitter.cancel();
      for (const job of jobs) job.cancel();
    });
    expect(steps).toEqual(['end']);
  });

  test('the oldest are dropped for all who are behind', () => {
    const seen: number[][] = [[], [], []];
    perform(function* (scope) {
      const flow = new MutableSharedFlow<number>({ replay: 10, onBufferOverflow: BufferOverflow.DROP_OLDEST });
      const jobs = seen.map((list, i) =>
        subscribe(scope, flow, function* (value) {
          list.push(value);
          yield* delay(i * 10);
        }),
      );
      for (let i = 0; i < 40; i++) {
        yield* flow.emit(i);
        yield* delay(1);
      }
      yield* yieldNow();
      yield* delay(1000);
      for (const job of jobs) job.cancel();
    });
    expect(seen[0]).toEqual(Array.from({ length: 40 }, (_, i) => i));
    for (const list of seen) {
      expect(list).toEqual([...list].sort((a, b) => a - b));
      expect(list.slice(-10)).toEqual([30, 31, 32, 33, 34, 35, 36, 37, 38, 39]);
    }
    expect(seen[2]!.length).toBeLessThan(20);
  });
});
