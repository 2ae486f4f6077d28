import {
  CancellationException,
  delay,
  type Flow,
  flow,
  type RetryOptions,
  type Suspend,
  withTimeout,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { now, perform, step } from '../../perform.js';
import { callbackKinds } from '../callbacks.js';
import { collected } from '../flows.js';

/** Emits the number of the attempt; all before the last fail. */
function succeedingAt(last: number): Flow<number> {
  let attempt = 0;
  return flow<number>(function* ({ emit }) {
    yield* emit(++attempt);
    if (attempt < last) throw new Error(`attempt ${attempt}`);
  });
}

describe('retry', () => {
  it('collects again until the flow succeeds', () => {
    expect(collected(succeedingAt(3).retry())).toEqual(['1', '2', '3', 'end']);
  });

  it('gives up after the number of retries', () => {
    expect(collected(succeedingAt(9).retry(2))).toEqual(['1', '2', '3', 'threw Error(attempt 3)']);
  });

  it.each(callbackKinds)('asks $kind whether the failure is worth it', ({ as }) => {
    const onlyFirst = as((cause: unknown) => (cause as Error).message === 'attempt 1');
    expect(collected(succeedingAt(9).retry(5, onlyFirst))).toEqual(['1', '2', 'threw Error(attempt 2)']);
  });

  it('does not retry a failure of what is downstream', () => {
    const failing = succeedingAt(1)
      .retry()
      .onEach(() => {
        throw new Error('downstream');
      });
    expect(collected(failing)).toEqual(['threw Error(downstream)']);
  });

  it('retries a timeout within the flow', () => {
    let attempt = 0;
    const slow = flow<number>(function* ({ emit }) {
      attempt++;
      yield* withTimeout(10, () => delay(attempt === 1 ? 20 : 5));
      yield* emit(now());
    });
    expect(collected(slow.retry(1))).toEqual(['15', 'end']);
  });

  it('does not retry the cancellation of the collector', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(() =>
        flow<number>(function* () {
          step('begin');
          yield* delay(Infinity);
        })
          .retry()
          .collect(),
      );
      yield* delay(1);
      yield* job.cancelAndJoin();
    });
    expect(steps).toEqual(['begin', 'end']);
  });

  it('counts anew for each collection', () => {
    const failing = flow<number>(() => {
      step('attempt');
      throw new Error('always');
    }).retry(1);
    const expected = ['attempt', 'attempt', 'threw Error(always)'];
    expect(collected(failing)).toEqual(expected);
    expect(collected(failing)).toEqual(expected);
  });

  it('refuses a part of a retry at once', () => {
    expect(() => succeedingAt(1).retry(1.5)).toThrow('retry expects retries to be a whole number, got 1.5');
  });

  it.each([0, -1, Number.NaN])('refuses %s retries at once', (retries) => {
    expect(() => succeedingAt(1).retry(retries)).toThrow(`Expected positive amount of retries, but had ${retries}`);
    expect(() => succeedingAt(1).retry({ retries })).toThrow(`Expected positive amount of retries, but had ${retries}`);
  });
});

describe('retry with options', () => {
  /** When each attempt of a flow that always fails is made. */
  function attempts(options: Parameters<Flow<number>['retry']>[0]): string[] {
    const failing = flow<number>(() => {
      step(now());
      throw new Error('always');
    });
    return collected(failing.retry(options)).slice(0, -1);
  }

  it('waits before each retry', () => {
    expect(attempts({ retries: 3, delay: 100 })).toEqual(['0', '100', '200', '300']);
  });

  it('waits longer each time with a factor', () => {
    expect(attempts({ retries: 3, delay: 100, factor: 2 })).toEqual(['0', '100', '300', '700']);
  });

  it('never waits longer than the longest wait', () => {
    expect(attempts({ retries: 4, delay: 100, factor: 10, maxDelay: 500 })).toEqual([
      '0',
      '100',
      '600',
      '1100',
      '1600',
    ]);
  });

  it('leaves the part of the wait that it is told to chance', () => {
    const [, time] = attempts({ retries: 1, delay: 1000, jitter: 0.5 });
    expect(Number(time)).toBeGreaterThanOrEqual(500);
    expect(Number(time)).toBeLessThanOrEqual(1000);
  });

  it('asks the predicate before it waits', () => {
    const failing = flow<number>(() => {
      throw new Error('always');
    });
    const flowWithNo = failing.retry({ retries: 3, delay: 100 }, () => false);
    expect(collected(flowWithNo.onCompletion(() => step('at', now())))).toEqual(['at 0', 'threw Error(always)']);
  });

  it('stops waiting when the collector is cancelled', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(() =>
        flow<number>(() => {
          step('attempt');
          throw new Error('always');
        })
          .retry({ delay: 100 })
          .collect(),
      );
      yield* delay(150);
      yield* job.cancelAndJoin();
      step('at', now());
    });
    expect(steps).toEqual(['attempt', 'attempt', 'at 150', 'end']);
  });

  it.each([
    [{ retries: 1.5 }, 'retry expects retries to be a whole number, got 1.5'],
    [{ retries: '3' }, 'retry expects retries to be a whole number, got "3"'],
    [{ delay: '5' }, 'retry expects delay to be at least 0, got "5"'],
    [{ factor: true }, 'retry expects factor to be at least 1, got true'],
    [{ times: 3 }, 'retry has the options retries, delay, factor, maxDelay, jitter, got "times"'],
    [{ delay: -1 }, 'retry expects delay to be at least 0, got -1'],
    [{ factor: 0.5 }, 'retry expects factor to be at least 1, got 0.5'],
    [{ maxDelay: Number.NaN }, 'retry expects maxDelay to be at least 0, got NaN'],
    [{ jitter: 2 }, 'retry expects jitter to be from 0 to 1, got 2'],
  ])('refuses %o at once', (options, message) => {
    expect(() => succeedingAt(1).retry(options as RetryOptions)).toThrow(message);
  });

  it.each([
    [null, 'null'],
    [true, 'true'],
    ['3', '"3"'],
    [[], 'an object of class Array'],
    [() => true, 'a function'],
  ])('refuses %o as such at once', (given, described) => {
    expect(() => succeedingAt(1).retry(given as RetryOptions)).toThrow(
      `retry expects a number of retries or options { retries: 5, delay: 100 }, got ${described}`,
    );
  });
});

describe('retryWhen', () => {
  it('gets the cause and the number of retries so far', () => {
    const flow = succeedingAt(9).retryWhen((cause, attempt) => {
      step('failed', cause, attempt);
      return attempt < 1;
    });
    expect(collected(flow)).toEqual([
      '1',
      'failed Error(attempt 1) 0',
      '2',
      'failed Error(attempt 2) 1',
      'threw Error(attempt 2)',
    ]);
  });

  it('may wait and emit before the retry', () => {
    const flow = succeedingAt(2).retryWhen<number>(function* (_cause, attempt, { emit }): Suspend<boolean> {
      yield* delay(10);
      yield* emit(-attempt - 1);
      return true;
    });
    expect(collected(flow.map((n) => `${n} at ${now()}`))).toEqual(['1 at 0', '-1 at 10', '2 at 10', 'end']);
  });

  it('that throws fails the flow with that', () => {
    const flow = succeedingAt(2).retryWhen(() => {
      throw new CancellationException('no more');
    });
    expect(collected(flow)).toEqual(['1', 'threw CancellationException(no more)']);
  });
});
