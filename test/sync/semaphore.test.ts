import {
  CoroutineStart,
  Dispatchers,
  delay,
  IllegalArgumentException,
  IllegalStateException,
  runBlocking,
  Semaphore,
  yieldNow,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { perform, step } from '../perform.js';

const UNDISPATCHED = { start: CoroutineStart.UNDISPATCHED };

describe('a semaphore', () => {
  test('of one permit is handed over step by step', () => {
    expect(
      perform(function* ({ launch }) {
        const semaphore = new Semaphore(1);
        launch(function* () {
          step('3 the other waits');
          yield* semaphore.acquire();
          step('6 the other has it');
          semaphore.release();
        });
        yield* semaphore.acquire();
        step('1 has it');
        step('2 lets the other run');
        yield* yieldNow();
        step('4 releases');
        semaphore.release();
        step('5 released, yet not free', semaphore.availablePermits, semaphore.tryAcquire());
        yield* yieldNow();
        step('7 free', semaphore.availablePermits);
      }),
    ).toEqual([
      '1 has it',
      '2 lets the other run',
      '3 the other waits',
      '4 releases',
      '5 released, yet not free 0 false',
      '6 the other has it',
      '7 free 1',
      'end',
    ]);
  });

  test('counts its permits down and up', () => {
    expect(
      perform(function* () {
        const semaphore = new Semaphore(3, 1);
        const counts = [semaphore.availablePermits];
        yield* semaphore.acquire();
        counts.push(semaphore.availablePermits);
        step(semaphore.tryAcquire(), semaphore.tryAcquire());
        counts.push(semaphore.availablePermits);
        for (let i = 0; i < 3; i++) {
          semaphore.release();
          counts.push(semaphore.availablePermits);
        }
        return counts;
      }),
    ).toEqual(['true false', 'end: [2, 1, 0, 1, 2, 3]']);
  });

  test.each([1, 2, 7])('lets %s coroutines in at a time, no more', (permits) => {
    expect(
      perform(function* ({ launch }) {
        const semaphore = new Semaphore(permits);
        let inside = 0;
        let most = 0;
        const jobs = Array.from({ length: 50 }, () =>
          launch(() =>
            semaphore.withPermit(function* () {
              most = Math.max(most, ++inside);
              yield* delay(1);
              inside--;
            }),
          ),
        );
        for (const job of jobs) yield* job.join();
        step(most, semaphore.availablePermits);
      }),
    ).toEqual([`${permits} ${permits}`, 'end']);
  });

  test('goes to those who wait in order', () => {
    expect(
      perform(function* ({ launch }) {
        const semaphore = new Semaphore(2, 2);
        for (const name of ['A', 'B', 'C', 'D']) {
          launch(UNDISPATCHED, function* () {
            yield* semaphore.acquire();
            step(name);
          });
        }
        for (let i = 0; i < 4; i++) {
          semaphore.release();
          yield* delay(1);
          step('-');
        }
      }),
    ).toEqual(['A', '-', 'B', '-', 'C', '-', 'D', '-', 'end']);
  });

  test('alternates between two who acquire in a loop', () => {
    expect(
      perform(function* ({ launch }) {
        const semaphore = new Semaphore(1);
        for (const name of ['A', 'B']) {
          launch(function* () {
            for (let i = 0; i < 3; i++) {
              yield* semaphore.acquire();
              step(name, i);
              yield* yieldNow();
              semaphore.release();
            }
          });
        }
      }),
    ).toEqual(['A 0', 'B 0', 'A 1', 'B 1', 'A 2', 'B 2', 'end']);
  });

  test('has all its permits again when withPermit fails', () => {
    expect(
      perform(function* ({ launch }) {
        const semaphore = new Semaphore(1);
        try {
          yield* semaphore.withPermit(() => {
            throw new Error('boom');
          });
        } catch (error) {
          step(error, semaphore.availablePermits);
        }
        const job = launch(UNDISPATCHED, () => semaphore.withPermit(() => delay(100)));
        step(semaphore.availablePermits);
        yield* job.cancelAndJoin();
        step(semaphore.availablePermits, yield* semaphore.withPermit(() => 'result'));
      }),
    ).toEqual(['Error(boom) 1', '0', '1 result', 'end']);
  });

  test('with a free permit is deaf to cancellation', () => {
    expect(
      perform(function* ({ launch }) {
        const semaphore = new Semaphore(1);
        yield* launch(function* (scope) {
          scope.cancel();
          yield* semaphore.acquire();
          step('acquired');
          yield* semaphore.acquire();
          step('unreached');
        }).join();
        step(semaphore.availablePermits);
      }),
    ).toEqual(['acquired', '0', 'end']);
  });

  test('hands over to ten thousand unconfined without overflow', () => {
    const semaphore = new Semaphore(1, 1);
    let owned = 0;
    runBlocking(function* ({ launch }) {
      for (let i = 0; i < 10_000; i++) {
        launch(Dispatchers.Unconfined, function* () {
          yield* semaphore.acquire();
          owned++;
          semaphore.release();
        });
      }
      semaphore.release();
    });
    expect([owned, semaphore.availablePermits]).toEqual([10_000, 1]);
  });
});

describe('a semaphore refuses', () => {
  test.each([1, 3])('to have more than its %s permits released', (permits) => {
    const semaphore = new Semaphore(permits);
    const message = `The number of released permits cannot be greater than ${permits}`;
    expect(() => semaphore.release()).toThrow(new IllegalStateException(message));
    expect(semaphore.availablePermits).toBe(permits);
  });

  test('a release too many within withPermit', () => {
    expect(
      perform(function* () {
        const semaphore = new Semaphore(1);
        yield* semaphore.withPermit(() => semaphore.release());
      }),
    ).toEqual(['threw IllegalStateException(The number of released permits cannot be greater than 1)']);
  });

  test.each([0, -1, 1.5, Number.NaN])('to be made with %s permits', (permits) => {
    expect(() => new Semaphore(permits)).toThrow(
      new IllegalArgumentException(`Semaphore should have at least 1 permit, but had ${permits}`),
    );
  });

  test.each([-1, 3, 0.5])('to be made with %s permits of two acquired', (acquired) => {
    expect(() => new Semaphore(2, acquired)).toThrow(
      new IllegalArgumentException(`The number of acquired permits should be in 0..2, but was ${acquired}`),
    );
  });

  test('a block that is no function', () => {
    expect(perform(() => new Semaphore(1).withPermit(1 as never))).toEqual([
      'threw IllegalArgumentException(withPermit expects a function as its block, got 1)',
    ]);
  });
});
