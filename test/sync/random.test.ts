// Whatever is cancelled when: no permit is lost, and none comes from nowhere.

import {
  ContinuationInterceptor,
  type CoroutineScope,
  delay,
  type Job,
  Mutex,
  onTimeout,
  Semaphore,
  type Suspend,
  select,
  withTimeoutOrNull,
  yieldNow,
} from 'suspendable';
import { type StandardTestDispatcher, UnconfinedTestDispatcher } from 'suspendable/test';
import { describe, expect, test } from 'vitest';
import { perform, step } from '../perform.js';
import { type Random, randomOf, seeds } from '../random.js';

/** Something with a number of permits. */
interface Permits {
  readonly total: number;
  /** Runs the block with a permit, if it gets one. */
  hold(block: () => Suspend<void>): Suspend<unknown>;
  readonly available: number;
}

function semaphore(total: number, random: Random): Permits {
  const own = new Semaphore(total);
  function* held(block: () => Suspend<void>): Suspend<void> {
    try {
      yield* block();
    } finally {
      own.release();
    }
  }
  return {
    total,
    *hold(block) {
      switch (random.below(4)) {
        case 0:
          if (own.tryAcquire()) yield* held(block);
          return;
        case 1:
          return yield* withTimeoutOrNull(1 + random.below(3), () => own.withPermit(block));
        case 2:
          return yield* own.withPermit(block);
        default:
          yield* own.acquire();
          yield* held(block);
      }
    },
    get available() {
      return own.availablePermits;
    },
  };
}

function mutex(random: Random): Permits {
  const own = new Mutex();
  function* held(block: () => Suspend<void>, owner?: object): Suspend<void> {
    try {
      yield* block();
    } finally {
      own.unlock(owner);
    }
  }
  return {
    total: 1,
    *hold(block) {
      const owner = random.below(2) === 0 ? {} : undefined;
      switch (random.below(5)) {
        case 0:
          if (own.tryLock(owner)) yield* held(block, owner);
          return;
        case 1:
          return yield* withTimeoutOrNull(1 + random.below(3), () => own.withLock(block, owner));
        case 2:
          return yield* select(
            own.onLock(() => held(block)),
            onTimeout(random.below(4), () => {}),
          );
        case 3:
          return yield* own.withLock(block, owner);
        default:
          yield* own.lock(owner);
          yield* held(block, owner);
      }
    },
    get available() {
      return own.isLocked ? 0 : 1;
    },
  };
}

function* mayhem({ launch, coroutineContext }: CoroutineScope, permits: Permits, random: Random): Suspend<void> {
  const { scheduler } = coroutineContext.get(ContinuationInterceptor) as StandardTestDispatcher;
  const dispatchers = [coroutineContext.get(ContinuationInterceptor)!, new UnconfinedTestDispatcher(scheduler)];
  let inside = 0;
  let entered = 0;
  function* section(): Suspend<void> {
    entered++;
    if (++inside > permits.total || permits.available > permits.total - inside) step('too many', inside);
    try {
      if (random.below(2) === 0) yield* delay(random.below(3));
      else yield* yieldNow();
    } finally {
      inside--;
    }
  }
  const jobs: Job[] = [];
  for (let i = 0; i < 20; i++) {
    jobs.push(
      launch(random.of(dispatchers), function* () {
        for (let round = 0; round < 30; round++) yield* permits.hold(section);
      }),
    );
  }
  for (const job of random.shuffled(jobs).slice(5)) {
    yield* delay(random.below(3));
    job.cancel();
  }
  for (const job of jobs) yield* job.join();
  step('inside', inside, 'all free', permits.available === permits.total, 'used', entered > 20);
}

describe.each(seeds)('with seed %s', (seed) => {
  const outcome = ['inside 0 all free true used true', 'end'];

  test.each([1, 2, 5])('a semaphore of %s keeps all its permits', (total) => {
    const random = randomOf(seed);
    expect(perform((scope) => mayhem(scope, semaphore(total, random), random))).toEqual(outcome);
  });

  test('a mutex is free when all are done', () => {
    const random = randomOf(seed);
    expect(perform((scope) => mayhem(scope, mutex(random), random))).toEqual(outcome);
  });
});
