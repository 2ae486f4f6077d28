import { delay, newFixedThreadPoolContext, run, withContext } from 'suspendable';
import { beforeAll, describe, expect, test } from 'vitest';
import { mailboxes } from '../../src/worker/mail.js';
import { type Pool, poolTimes } from '../../src/worker/pool.js';
import { arrivals, newGate, tasks } from './gate.js';

function threads(name: string): number {
  for (const pool of mailboxes as Set<Pool>) if (pool.options.name === name) return pool.threads.size;
  return 0;
}

beforeAll(() => {
  poolTimes.keepAlive = 1;
});

describe('a thread without calls', () => {
  test('ends after some time, and a later call has a new one', async () => {
    expect(await run(() => tasks.add(1, 1))).toBe(2);
    while (threads('DefaultDispatcher') > 0) await run(() => delay(1));
    expect(await run(() => tasks.add(1, 1))).toBe(2);
  });

  test('stays as long as a call on it waits', async () => {
    const gate = newGate();
    await run(function* ({ launch }) {
      const job = launch(() => tasks.meet(gate, 2));
      yield* delay(20);
      yield* tasks.arrive(gate);
      yield* job.join();
    });
    await arrivals(gate, 2);
  });

  test('stays if it belongs to a pool of its own, until that is closed', async () => {
    const pool = newFixedThreadPoolContext(1, 'own');
    await run(() => withContext(pool, () => tasks.add(1, 1)));
    await run(() => delay(20));
    expect(threads('own')).toBe(1);
    await pool[Symbol.asyncDispose]();
    expect(threads('own')).toBe(0);
  });
});
