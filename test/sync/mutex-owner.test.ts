import { CoroutineStart, IllegalStateException, Mutex } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { perform, step } from '../perform.js';

const UNDISPATCHED = { start: CoroutineStart.UNDISPATCHED };

describe('the owner of a mutex', () => {
  const owner = { toString: () => 'owner' };
  const other = { toString: () => 'other' };

  test('is known by identity', () => {
    const mutex = new Mutex();
    const state = () => [mutex.holdsLock(owner), mutex.holdsLock(other), mutex.holdsLock({ ...owner })];
    expect(state()).toEqual([false, false, false]);
    mutex.tryLock(owner);
    expect(state()).toEqual([true, false, false]);
    mutex.unlock(owner);
    expect(state()).toEqual([false, false, false]);
  });

  test('cannot lock twice, waiting or not', () => {
    const again = 'This mutex is already locked by the specified owner: owner';
    expect(
      perform(function* () {
        const mutex = new Mutex();
        yield* mutex.lock(owner);
        expect(() => mutex.tryLock(owner)).toThrow(new IllegalStateException(again));
        step(mutex.tryLock(other), mutex.tryLock());
        yield* mutex.lock(owner);
      }),
    ).toEqual(['false false', `threw IllegalStateException(${again})`]);
  });

  test('cannot lock again within its own withLock', () => {
    expect(
      perform(function* () {
        const mutex = new Mutex();
        try {
          yield* mutex.withLock(() => mutex.withLock(() => step('unreached'), owner), owner);
        } catch (error) {
          step(error, mutex.isLocked);
        }
      }),
    ).toEqual(['IllegalStateException(This mutex is already locked by the specified owner: owner) false', 'end']);
  });

  test('is the only owner who may be named at unlock', () => {
    const mutex = new Mutex();
    mutex.tryLock(owner);
    const message = 'This mutex is locked by owner, but other is expected';
    expect(() => mutex.unlock(other)).toThrow(new IllegalStateException(message));
    expect(mutex.holdsLock(owner)).toBe(true);
    mutex.unlock();
    expect(mutex.isLocked).toBe(false);
    mutex.tryLock();
    expect(() => mutex.unlock(owner)).toThrow(
      new IllegalStateException('This mutex is locked by null, but owner is expected'),
    );
    mutex.unlock(null);
    expect(mutex.isLocked).toBe(false);
  });

  test('is whoever gets the lock handed over', () => {
    expect(
      perform(function* ({ launch }) {
        const mutex = new Mutex();
        mutex.tryLock(owner);
        launch(UNDISPATCHED, function* () {
          yield* mutex.lock(other);
          step('other', mutex.holdsLock(other));
          mutex.unlock(other);
        });
        launch(UNDISPATCHED, function* () {
          yield* mutex.lock();
          step('nobody', mutex.holdsLock(other), mutex.holdsLock(owner));
          mutex.unlock();
        });
        mutex.unlock(owner);
        step('handed over', mutex.holdsLock(owner), mutex.holdsLock(other));
      }),
    ).toEqual(['handed over false true', 'other true', 'nobody false false', 'end']);
  });

  test('is forgotten when its wait is cancelled', () => {
    expect(
      perform(function* ({ launch }) {
        const mutex = new Mutex(true);
        const job = launch(UNDISPATCHED, () => mutex.lock(owner));
        mutex.unlock();
        job.cancel();
        yield* job.join();
        step(mutex.isLocked, mutex.holdsLock(owner));
        yield* mutex.lock(owner);
        step(mutex.holdsLock(owner));
      }),
    ).toEqual(['false false', 'true', 'end']);
  });

  test('is printed with the state of the mutex', () => {
    const mutex = new Mutex();
    expect(`${mutex}`).toMatch(/^Mutex@[0-9a-f]+\[isLocked=false,owner=null\]$/);
    mutex.tryLock(owner);
    expect(`${mutex}`).toMatch(/^Mutex@[0-9a-f]+\[isLocked=true,owner=owner\]$/);
  });

  test('need not be something that can be turned into text', () => {
    const bare = Object.create(null) as object;
    const mutex = new Mutex();
    mutex.tryLock(bare);
    expect(`${mutex}`).toMatch(/owner=an object\]$/);
    expect(() => mutex.tryLock(bare)).toThrow(
      new IllegalStateException('This mutex is already locked by the specified owner: an object'),
    );
    expect(() => mutex.unlock(owner)).toThrow(
      new IllegalStateException('This mutex is locked by an object, but owner is expected'),
    );
    const symbol = Symbol('x') as unknown as object;
    expect(() => mutex.unlock(symbol)).toThrow(
      new IllegalStateException('This mutex is locked by an object, but Symbol(x) is expected'),
    );
  });
});
