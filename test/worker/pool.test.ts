import { availableParallelism } from 'node:os';
import { Dispatchers, run, withContext } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { laneOf } from '../../src/worker/lanes.js';
import { mailboxes } from '../../src/worker/mail.js';
import type { Pool } from '../../src/worker/pool.js';
import { arrivals, newGate, open, tasks } from './gate.js';

const CORES = Math.max(availableParallelism(), 2);

function threadsOfDefault(): number {
  for (const pool of mailboxes as Set<Pool>) if (pool.options.name === 'DefaultDispatcher') return pool.threads.size;
  return 0;
}

/** How many of `count` blocking calls begin before any of them may end, and the threads that they ran on. */
async function begun(
  dispatcher: typeof Dispatchers.IO,
  count: number,
  expected: number,
): Promise<{ begun: number; threads: Set<number> }> {
  const gate = newGate();
  let arrived = 0;
  const ends = Array.from({ length: count }, () => run(() => withContext(dispatcher, () => tasks.passGate(gate))));
  await arrivals(gate, expected);
  // Calls of another dispatcher go and come meanwhile: time enough for one that begins too early.
  for (let i = 0; i < 3; i++) await run(() => withContext(Dispatchers.IO.limitedParallelism(1), () => tasks.add(i, i)));
  arrived = gate[0]!;
  open(gate);
  return { begun: arrived, threads: new Set(await Promise.all(ends)) };
}

describe('the threads of a dispatcher', () => {
  test('are as many as there are cores for Default', async () => {
    const { begun: count, threads } = await begun(Dispatchers.Default, CORES + 3, CORES);
    expect(count).toBe(CORES);
    expect(threads.size).toBe(CORES);
  });

  test('are as many as there are blocked calls for IO', async () => {
    const { begun: count, threads } = await begun(Dispatchers.IO, 6, 6);
    expect(count).toBe(6);
    expect(threads.size).toBe(6);
  });

  test('are shared by Default and IO', async () => {
    const before = threadsOfDefault();
    await run(() => withContext(Dispatchers.IO, () => tasks.add(1, 1)));
    await run(() => withContext(Dispatchers.Default, () => tasks.add(1, 1)));
    expect(threadsOfDefault()).toBe(before);
  });

  test('are no more than a limited view of IO allows', async () => {
    expect((await begun(Dispatchers.IO.limitedParallelism(3), 8, 3)).begun).toBe(3);
  });

  test('are no more than a limited view of Default allows', async () => {
    expect((await begun(Dispatchers.Default.limitedParallelism(1), 4, 1)).begun).toBe(1);
  });

  test('are no more than a view of a view allows', async () => {
    expect((await begun(Dispatchers.IO.limitedParallelism(4).limitedParallelism(2), 6, 2)).begun).toBe(2);
  });

  test('are no more than Default has, whatever its views allow', async () => {
    expect((await begun(Dispatchers.Default.limitedParallelism(50), CORES + 3, CORES)).begun).toBe(CORES);
  });

  test('of IO are at most 64, and those of its views come on top', () => {
    const io = laneOf(Dispatchers.IO);
    const view = laneOf(Dispatchers.IO.limitedParallelism(100));
    expect([io.limit, view.limit]).toEqual([Math.max(64, CORES), 100]);
    for (let i = 0; i < io.limit; i++) io.enter();
    expect([io.hasRoom, view.hasRoom]).toEqual([false, true]);
    for (let i = 0; i < io.limit; i++) io.leave();
    for (let i = 0; i < 100; i++) view.enter();
    expect([io.hasRoom, view.hasRoom]).toEqual([true, false]);
    for (let i = 0; i < 100; i++) view.leave();
  });

  test('are those of each view by itself: a blocked call in one does not hold up another', async () => {
    const gate = newGate();
    const blocked = run(() => withContext(Dispatchers.IO.limitedParallelism(1), () => tasks.passGate(gate)));
    await arrivals(gate, 1);
    expect(await run(() => withContext(Dispatchers.IO.limitedParallelism(1), () => tasks.add(1, 2)))).toBe(3);
    open(gate);
    await blocked;
  });

  test('are not held by calls that wait', async () => {
    const gate = newGate();
    const view = Dispatchers.Default.limitedParallelism(1);
    await run(function* ({ launch }) {
      for (let i = 0; i < 20; i++) launch(view, () => tasks.meet(gate, 20));
    });
    expect(gate[0]).toBe(20); // each of which waited for the last one to come
  });

  test('run calls that others have in advance when they are free', async () => {
    const gate = newGate();
    const sums = run(function* ({ async }) {
      const calls = Array.from({ length: 60 }, (_, i) => async(() => tasks.add(i, 0)));
      let sum = 0;
      for (const each of calls) sum += yield* each.await();
      return sum;
    });
    const blocked = run(() => tasks.passGate(gate));
    const more = run(function* ({ async }) {
      const calls = Array.from({ length: 60 }, (_, i) => async(() => tasks.add(i, 0)));
      let sum = 0;
      for (const each of calls) sum += yield* each.await();
      return sum;
    });
    // One thread is blocked all the time, and nothing may be left behind on it.
    expect(await sums).toBe(1770);
    expect(await more).toBe(1770);
    open(gate);
    await blocked;
  });
});
