import {
  awaitCancellation,
  CoroutineStart,
  Dispatchers,
  delay,
  GlobalScope,
  Mutex,
  onTimeout,
  select,
  yieldNow,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { perform, step } from '../perform.js';

const UNDISPATCHED = { start: CoroutineStart.UNDISPATCHED };

describe('onLock', () => {
  test('takes a free lock at once', () => {
    expect(
      perform(function* ({ launch }) {
        const mutex = new Mutex();
        launch(() => step('2 another coroutine', mutex.isLocked));
        const same = yield* select(mutex.onLock((own) => own === mutex));
        step('1', same, mutex.isLocked);
      }),
    ).toEqual(['1 true true', '2 another coroutine true', 'end']);
  });

  test('waits for the lock and has it in its block', () => {
    expect(
      perform(function* ({ launch }) {
        const mutex = new Mutex(true);
        launch(function* () {
          step('1 selects');
          yield* select(mutex.onLock(() => step('3 the block', mutex.isLocked)));
          step('4 locked', mutex.isLocked);
        });
        yield* yieldNow();
        mutex.unlock();
        step('2 unlocked, not free', mutex.isLocked);
      }),
    ).toEqual(['1 selects', '2 unlocked, not free true', '3 the block true', '4 locked true', 'end']);
  });

  test('waits in turn with those who lock', () => {
    expect(
      perform(function* ({ launch }) {
        const mutex = new Mutex(true);
        for (const name of ['A', 'B', 'C', 'D']) {
          launch(UNDISPATCHED, function* () {
            if (name < 'C') yield* select(mutex.onLock(() => {}));
            else yield* mutex.lock();
            step(name);
            mutex.unlock();
          });
        }
        mutex.unlock();
      }),
    ).toEqual(['A', 'B', 'C', 'D', 'end']);
  });

  test('that loses does not take the lock', () => {
    expect(
      perform(function* () {
        const mutex = new Mutex();
        step(
          yield* select(
            onTimeout(0, () => 'first'),
            mutex.onLock(() => 'locked'),
          ),
          mutex.isLocked,
        );
        yield* mutex.lock();
        step(
          yield* select(
            mutex.onLock(() => 'locked'),
            onTimeout(10, () => 'in vain'),
          ),
        );
        mutex.unlock();
        step('locked', mutex.isLocked);
      }),
    ).toEqual(['first false', 'in vain', 'locked false', 'end']);
  });

  test('takes a lock that the start of a later clause gives back', () => {
    expect(
      perform(function* () {
        const mutex = new Mutex(true);
        const lazy = { context: Dispatchers.Unconfined, start: CoroutineStart.LAZY };
        const unlocking = GlobalScope.async(lazy, function* () {
          mutex.unlock();
          step('1 given back', mutex.isLocked);
          yield* awaitCancellation();
        });
        const won = yield* select(
          mutex.onLock(() => '2 locked'),
          unlocking.onAwait(() => 'unlocked'),
        );
        step(won, mutex.isLocked);
      }),
    ).toEqual(['1 given back false', '2 locked true', 'end']);
  });

  test('lets five philosophers dine without starving one', () => {
    const meals = [0, 0, 0, 0, 0];
    expect(
      perform(function* ({ launch }) {
        const forks = meals.map(() => new Mutex());
        const eaters = meals.map((_, i) =>
          launch(function* () {
            const [left, right] = [forks[i]!, forks[(i + 1) % 5]!];
            while (meals[i]! < 100) {
              const first = yield* select(
                left.onLock((fork) => fork),
                right.onLock((fork) => fork),
              );
              const second = first === left ? right : left;
              if (second.tryLock()) {
                meals[i]!++;
                yield* delay(1);
                second.unlock();
              }
              first.unlock();
              yield* delay(1 + i);
            }
          }),
        );
        for (const eater of eaters) yield* eater.join();
        step(forks.map((fork) => fork.isLocked));
      }),
    ).toEqual(['[false, false, false, false, false]', 'end']);
    expect(meals).toEqual([100, 100, 100, 100, 100]);
  });
});
