import {
  delay,
  IllegalArgumentException,
  IllegalStateException,
  newFixedThreadPoolContext,
  run,
  runBlocking,
  SharedMutex,
  SharedSemaphore,
  withTimeoutOrNull,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { arrivals, newGate, open, tasks } from './gate.js';

describe('a shared mutex', () => {
  test('is held by one thread at a time', async () => {
    await using pool = newFixedThreadPoolContext(3, 'three');
    const mutex = new SharedMutex();
    const counter = newGate();
    await run(function* ({ launch }) {
      for (let i = 0; i < 6; i++) launch(pool, () => tasks.countUnder(mutex, counter, 100));
      for (let i = 0; i < 100; i++) {
        yield* mutex.withLock(function* () {
          const before = counter[0]!;
          yield* delay(0);
          counter[0] = before + 1;
        });
      }
    });
    expect(counter[0]).toBe(700);
    expect(mutex.isLocked).toBe(false);
  });

  test('can be unlocked by another thread than has locked it', async () => {
    const mutex = new SharedMutex(true);
    await run(function* ({ launch }) {
      launch(() => tasks.unlock(mutex));
      yield* mutex.lock();
    });
    expect(mutex.isLocked).toBe(true);
  });

  test('that a cancelled coroutine waited for goes to the next', async () => {
    const mutex = new SharedMutex(true);
    await run(function* ({ launch }) {
      const steps: string[] = [];
      const waiting = Array.from({ length: 5 }, (_, i) =>
        launch(function* () {
          yield* mutex.lock();
          steps.push(`locked by ${i}`);
        }),
      );
      yield* delay(1);
      for (const i of [0, 1, 3, 4]) waiting[i]!.cancel();
      mutex.unlock();
      yield* waiting[2]!.join();
      expect(steps).toEqual(['locked by 2']);
    });
  });

  test('that was taken for a coroutine cancelled meanwhile is free again', async () => {
    const mutex = new SharedMutex();
    await run(function* ({ launch }) {
      const job = launch({ start: 'undispatched' }, function* () {
        yield* mutex.withLock(() => delay(60_000));
      });
      expect(mutex.isLocked).toBe(true);
      yield* job.cancelAndJoin();
      expect(mutex.isLocked).toBe(false);
    });
  });

  test('can be waited for under runBlocking', async () => {
    const mutex = new SharedMutex();
    const gate = newGate();
    const held = run(() => tasks.holdLock(mutex, gate));
    await arrivals(gate, 1);
    expect(mutex.tryLock()).toBe(false);
    expect(runBlocking(() => withTimeoutOrNull(5, () => mutex.lock()))).toBe(null);
    open(gate);
    runBlocking(() => mutex.lock());
    expect(mutex.isLocked).toBe(true);
    await held;
  });

  test('that is not locked cannot be unlocked', () => {
    expect(() => new SharedMutex().unlock()).toThrow(IllegalStateException);
    expect(() => new SharedMutex().unlock()).toThrow('This mutex is not locked');
  });
});

describe('a shared semaphore', () => {
  test('lets as many in as it has permits', async () => {
    await using pool = newFixedThreadPoolContext(3, 'three');
    const semaphore = new SharedSemaphore(2);
    const inside = newGate();
    await run(function* ({ launch }) {
      for (let i = 0; i < 30; i++) launch(pool, () => tasks.enter(semaphore, inside));
    });
    expect([...inside]).toEqual([0, 2]);
    expect(semaphore.availablePermits).toBe(2);
  });

  test('has no more permits than it was made with', () => {
    const semaphore = new SharedSemaphore(2, 1);
    expect(semaphore.tryAcquire()).toBe(true);
    expect(semaphore.tryAcquire()).toBe(false);
    semaphore.release();
    semaphore.release();
    expect(() => semaphore.release()).toThrow(
      'The number of released permits cannot be greater than that of all permits',
    );
  });

  test('wants sensible numbers of permits', () => {
    expect(() => new SharedSemaphore(0)).toThrow('SharedSemaphore should have at least 1 permit, but had 0');
    expect(() => new SharedSemaphore(2, 3)).toThrow(IllegalArgumentException);
    expect(() => new SharedSemaphore(2, 3)).toThrow('The number of acquired permits should be in 0..2, but was 3');
  });
});
