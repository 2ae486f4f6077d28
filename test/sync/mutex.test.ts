import {
  CoroutineStart,
  Dispatchers,
  delay,
  IllegalStateException,
  Mutex,
  runBlocking,
  Semaphore,
  type Suspend,
  yieldNow,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { perform, step } from '../perform.js';

const UNDISPATCHED = { start: CoroutineStart.UNDISPATCHED };

/** Each way to run something under a lock. */
const ways: Record<string, (mutex: Mutex, block: () => Suspend<void>) => Suspend<unknown>> = {
  withLock: (mutex, block) => mutex.withLock(block),
  'withLock of an owner': (mutex, block) => mutex.withLock(block, {}),
  *'lock and unlock'(mutex, block) {
    yield* mutex.lock();
    try {
      yield* block();
    } finally {
      mutex.unlock();
    }
  },
  *'lock and unlock of an owner'(mutex, block) {
    const owner = {};
    yield* mutex.lock(owner);
    try {
      yield* block();
    } finally {
      mutex.unlock(owner);
    }
  },
};

describe('a mutex', () => {
  test('is handed over step by step', () => {
    expect(
      perform(function* ({ launch }) {
        const mutex = new Mutex();
        launch(function* () {
          step('4 the other waits');
          yield* mutex.lock();
          step('7 the other has it');
          mutex.unlock();
        });
        step('1 locks');
        yield* mutex.lock();
        step('2 has it', mutex.isLocked, mutex.tryLock());
        step('3 lets the other run');
        yield* yieldNow();
        step('5 unlocks');
        mutex.unlock();
        step('6 unlocked, yet not free', mutex.isLocked, mutex.tryLock());
        yield* yieldNow();
        step('8 free', !mutex.isLocked);
      }),
    ).toEqual([
      '1 locks',
      '2 has it true false',
      '3 lets the other run',
      '4 the other waits',
      '5 unlocks',
      '6 unlocked, yet not free true false',
      '7 the other has it',
      '8 free true',
      'end',
    ]);
  });

  for (const [name, locked] of Object.entries(ways)) {
    test(`keeps everyone else out of ${name}`, () => {
      expect(
        perform(function* ({ launch }) {
          const mutex = new Mutex();
          let inside = 0;
          let shared = 0;
          const jobs = Array.from({ length: 100 }, () =>
            launch(() =>
              locked(mutex, function* () {
                if (++inside > 1) step('not alone');
                const read = shared;
                yield* yieldNow();
                shared = read + 1;
                inside--;
              }),
            ),
          );
          for (const job of jobs) yield* job.join();
          step(shared, mutex.isLocked);
        }),
      ).toEqual(['100 false', 'end']);
    });

    test(`goes to those who wait in ${name} in order`, () => {
      expect(
        perform(function* ({ launch }) {
          const mutex = new Mutex();
          for (const letter of ['A', 'B', 'C']) {
            launch(() =>
              locked(mutex, function* () {
                step(letter);
                yield* delay(10);
              }),
            );
          }
        }),
      ).toEqual(['A', 'B', 'C', 'end']);
    });

    test(`is free again when ${name} fails or is cancelled`, () => {
      expect(
        perform(function* ({ launch }) {
          const mutex = new Mutex();
          try {
            yield* locked(mutex, function* () {
              throw new Error('boom');
            });
          } catch (error) {
            step(error, mutex.isLocked);
          }
          const job = launch(UNDISPATCHED, () => locked(mutex, () => delay(100)));
          step(mutex.isLocked);
          yield* job.cancelAndJoin();
          step(mutex.isLocked);
        }),
      ).toEqual(['Error(boom) false', 'true', 'false', 'end']);
    });
  }

  test('gives the result of withLock, plain blocks included', () => {
    expect(
      perform(function* () {
        const mutex = new Mutex();
        step(yield* mutex.withLock(() => mutex.isLocked), mutex.isLocked);
        step(
          yield* mutex.withLock(function* () {
            yield* delay(1);
            return 'result';
          }),
        );
      }),
    ).toEqual(['true false', 'result', 'end']);
  });

  test('makes who locks it twice wait for itself', () => {
    expect(
      perform(function* () {
        const mutex = new Mutex();
        yield* mutex.lock();
        yield* mutex.lock();
        step('unreached');
      }),
    ).toEqual(['stuck']);
  });

  test('may be unlocked by another coroutine', () => {
    expect(
      perform(function* ({ launch }) {
        const mutex = new Mutex(true);
        launch(() => mutex.unlock());
        yield* mutex.lock();
        step('locked');
      }),
    ).toEqual(['locked', 'end']);
  });

  test('that is free is taken although cancelled', () => {
    expect(
      perform(function* ({ launch }) {
        const mutex = new Mutex();
        yield* launch(function* (scope) {
          scope.cancel();
          yield* mutex.lock();
          step('locked');
          yield* mutex.lock();
          step('unreached');
        }).join();
        step(mutex.isLocked);
      }),
    ).toEqual(['locked', 'true', 'end']);
  });

  test('hands over to ten thousand unconfined without overflow', () => {
    const mutex = new Mutex(true);
    const count = 10_000;
    let owned = 0;
    runBlocking(function* ({ launch }) {
      for (let i = 0; i < count; i++) {
        launch(Dispatchers.Unconfined, function* () {
          yield* mutex.lock();
          owned++;
          mutex.unlock();
        });
      }
      mutex.unlock();
    });
    expect([owned, mutex.isLocked]).toEqual([count, false]);
  });

  test('is not a semaphore, nor the other way round', () => {
    expect([new Mutex() instanceof Semaphore, new Semaphore(1) instanceof Mutex]).toEqual([false, false]);
  });

  test('starts locked if asked to', () => {
    expect([new Mutex(true).isLocked, new Mutex().isLocked, new Mutex(true).tryLock()]).toEqual([true, false, false]);
  });

  test('refuses to be unlocked when it is not locked', () => {
    expect(() => new Mutex().unlock()).toThrow(new IllegalStateException('This mutex is not locked'));
    expect(
      perform(function* () {
        const mutex = new Mutex();
        yield* mutex.withLock(() => mutex.unlock());
      }),
    ).toEqual(['threw IllegalStateException(This mutex is not locked)']);
  });

  test('refuses a block that is no function', () => {
    expect(perform(() => new Mutex().withLock(1 as never))).toEqual([
      'threw IllegalArgumentException(withLock expects a function as its block, got 1)',
    ]);
  });
});
