import { CoroutineExceptionHandler, CoroutineStart, Job, Mutex, Semaphore, type Suspend, select } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { causes, perform, step } from '../perform.js';

const UNDISPATCHED = { start: CoroutineStart.UNDISPATCHED };

/** Something that one coroutine holds at a time, held at first. */
interface Held {
  take(): Suspend<unknown>;
  give(): void;
  readonly isFree: boolean;
}

const mutex = (take: (own: Mutex) => Suspend<unknown>) => (): Held => {
  const own = new Mutex(true);
  return {
    take: () => take(own),
    give: () => own.unlock(),
    get isFree() {
      return !own.isLocked;
    },
  };
};

const kinds: Record<string, () => Held> = {
  'Mutex.lock': mutex((own) => own.lock()),
  'Mutex.lock of an owner': mutex((own) => own.lock({})),
  'Mutex.onLock': mutex((own) => select(own.onLock(() => {}))),
  'Semaphore.acquire': () => {
    const own = new Semaphore(3, 3);
    return {
      take: () => own.acquire(),
      give: () => own.release(),
      get isFree() {
        return own.availablePermits > 0;
      },
    };
  },
};

describe.each(Object.entries(kinds))('%s', (_name, make) => {
  test('cancelled while waiting leaves its place to the next', () => {
    expect(
      perform(function* ({ launch }) {
        const held = make();
        const jobs = ['A', 'B', 'C'].map((name) =>
          launch(UNDISPATCHED, function* () {
            yield* held.take();
            step(name);
            held.give();
          }),
        );
        jobs[1]!.cancel();
        held.give();
        for (const job of jobs) yield* job.join();
        step('free', held.isFree);
      }),
    ).toEqual(['A', 'C', 'free true', 'end']);
  });

  test('cancelled while waiting wakes nobody else', () => {
    expect(
      perform(function* ({ launch }) {
        const held = make();
        const jobs = ['A', 'B'].map((name) =>
          launch(UNDISPATCHED, function* () {
            yield* held.take();
            step(name);
          }),
        );
        yield* jobs[0]!.cancelAndJoin();
        step('B waits', jobs[1]!.isActive, 'free', held.isFree);
        held.give();
      }),
    ).toEqual(['B waits true free false', 'B', 'end']);
  });

  test('cancelled after the hand-over hands on to the next', () => {
    expect(
      perform(function* ({ launch }) {
        const held = make();
        const jobs = ['A', 'B', 'C'].map((name) =>
          launch(UNDISPATCHED, function* () {
            try {
              yield* held.take();
            } catch {
              step(name, 'is cancelled');
              return;
            }
            step(name, 'has it');
          }),
        );
        held.give();
        jobs[0]!.cancel();
        jobs[1]!.cancel();
        yield* jobs[2]!.join();
        step('free', held.isFree);
      }),
    ).toEqual(['A is cancelled', 'B is cancelled', 'C has it', 'free false', 'end']);
  });

  test('cancelled after the hand-over frees it if none waits', () => {
    expect(
      perform(function* ({ launch }) {
        const held = make();
        const job = launch(UNDISPATCHED, () => held.take());
        held.give();
        step('free', held.isFree);
        yield* job.cancelAndJoin();
        step('free', held.isFree);
      }),
    ).toEqual(['free false', 'free true', 'end']);
  });

  test('throws the cancellation to who waits', () => {
    expect(
      perform(function* ({ launch }) {
        const held = make();
        const job = launch(UNDISPATCHED, function* () {
          try {
            yield* held.take();
          } catch (error) {
            step(error);
          }
        });
        job.cancel();
      }),
    ).toEqual(['JobCancellationException(StandaloneCoroutine was cancelled)', 'end']);
  });
});

describe('what was handed over and is given back by somebody else, by mistake', () => {
  const { 'Semaphore.acquire': _, ...mutexes } = kinds;
  const single: Record<string, () => Held> = {
    ...mutexes,
    'Semaphore.acquire': () => {
      const own = new Semaphore(1, 1);
      return {
        take: () => own.acquire(),
        give: () => own.release(),
        get isFree() {
          return own.availablePermits === 1;
        },
      };
    },
  };
  test.each(Object.entries(single))('is not given back again by a cancelled %s', (name, make) => {
    const call = name.split(' ')[0]!.split('.')[1];
    const reason =
      call === 'acquire' ? 'The number of released permits cannot be greater than 1' : 'This mutex is not locked';
    expect(
      perform(function* ({ launch }) {
        const held = make();
        const context = new CoroutineExceptionHandler((_, error) => step('handler', causes(error)));
        const job = launch({ ...UNDISPATCHED, context: context.plus(new Job()) }, () => held.take());
        held.give();
        held.give();
        job.cancel();
        yield* job.join();
        step('free', held.isFree);
        yield* held.take();
        step('free', held.isFree);
      }),
    ).toEqual([
      `handler CompletionHandlerException(Exception in the hand-over by a cancelled ${call}) <- IllegalStateException(${reason})`,
      'free true',
      'free false',
      'end',
    ]);
  });
});
