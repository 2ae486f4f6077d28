import {
  CancellationException,
  delay,
  IllegalArgumentException,
  newFixedThreadPoolContext,
  newSingleThreadContext,
  run,
  supervisorScope,
  withContext,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { arrivals, newGate, open, tasks } from './gate.js';

describe('a pool of its own', () => {
  test('has as many threads as it was made with', async () => {
    await using pool = newFixedThreadPoolContext(3, 'three');
    const gate = newGate();
    const ends = Array.from({ length: 6 }, () => run(() => withContext(pool, () => tasks.passGate(gate))));
    await arrivals(gate, 3);
    await run(() => tasks.add(1, 1));
    expect(gate[0]).toBe(3);
    open(gate);
    expect(new Set(await Promise.all(ends)).size).toBe(3);
  });

  test('of one thread runs calls in their order', async () => {
    await using single = newSingleThreadContext('single');
    const list = new Int32Array(new SharedArrayBuffer(404));
    await run(function* ({ launch }) {
      for (let i = 1; i <= 100; i++) launch(single, () => tasks.append(list, i));
    });
    expect([...list]).toEqual([100, ...Array.from({ length: 100 }, (_, i) => i + 1)]);
  });

  test('can be limited further', async () => {
    await using pool = newFixedThreadPoolContext(3, 'three');
    const gate = newGate();
    const view = pool.limitedParallelism(1);
    const ends = Array.from({ length: 3 }, () => run(() => withContext(view, () => tasks.passGate(gate))));
    await arrivals(gate, 1);
    await run(() => withContext(pool, () => tasks.add(1, 1)));
    expect(gate[0]).toBe(1);
    open(gate);
    await Promise.all(ends);
  });

  test('runs plain blocks too, on this thread', async () => {
    await using pool = newFixedThreadPoolContext(1, 'mine');
    expect(String(pool)).toBe('mine');
    expect(
      await run(function* () {
        return yield* withContext(pool, function* () {
          yield* delay(1);
          return 'done';
        });
      }),
    ).toBe('done');
  });

  test('that is closed in use ends its calls first', async () => {
    const pool = newFixedThreadPoolContext(2, 'closed');
    const gate = newGate();
    const results = run(function* ({ async }) {
      const blocked = async(pool, () => tasks.passGate(gate));
      const calls = Array.from({ length: 50 }, (_, i) =>
        async({ context: pool, start: 'undispatched' }, () => tasks.later(i, i % 3)),
      );
      let sum = 0;
      for (const each of calls) sum += Number(yield* each.await());
      yield* blocked.await();
      return sum;
    });
    await arrivals(gate, 1);
    pool.close();
    const ended = pool[Symbol.asyncDispose]();
    open(gate);
    expect(await results).toBe(1225);
    await ended;
  });

  test('that is closed cancels who calls it', async () => {
    const pool = newFixedThreadPoolContext(2, 'closed');
    pool.close();
    pool.close();
    const outcome = await run(() =>
      supervisorScope(function* ({ async }) {
        const call = async(pool, () => tasks.add(1, 1));
        yield* call.join();
        return call.getCompletionExceptionOrNull();
      }),
    );
    expect(outcome).toBeInstanceOf(CancellationException);
    expect((outcome as Error).message).toBe('The task was rejected');
  });

  test('that is closed before its first call has no thread to end', async () => {
    await newFixedThreadPoolContext(2, 'unused')[Symbol.asyncDispose]();
  });

  for (const size of [0, -1, 1.5, Number.NaN]) {
    test(`has at least one thread, not ${size}`, () => {
      expect(() => newFixedThreadPoolContext(size, 'none')).toThrow(IllegalArgumentException);
      expect(() => newFixedThreadPoolContext(size, 'none')).toThrow(
        `Expected at least one thread, but ${size} specified`,
      );
    });
  }
});
