import {
  CancellationException,
  CoroutineDispatcher,
  CoroutineStart,
  coroutineScope,
  currentCoroutineContext,
  Dispatchers,
  delay,
  IllegalArgumentException,
  run,
  withContext,
} from 'suspendable';
import { runTest } from 'suspendable/test';
import { afterEach, describe, expect, test, vi } from 'vitest';

describe('delay', () => {
  test('it lets the virtual time pass, and others run', () =>
    runTest(function* (scope) {
      const steps: string[] = [];
      scope.launch(() => steps.push(`other at ${scope.currentTime}`));
      steps.push(`before at ${scope.currentTime}`);
      yield* delay(50);
      steps.push(`after at ${scope.currentTime}`);
      expect(steps).toEqual(['before at 0', 'other at 0', 'after at 50']);
    }));

  test('delays of the same end go on in their order', () =>
    runTest(function* (scope) {
      const steps: string[] = [];
      yield* coroutineScope(function* ({ launch }) {
        for (const [name, first, second] of [
          ['a', 5, 5],
          ['b', 1, 9],
          ['c', 10, 0],
        ] as const) {
          launch(function* () {
            yield* delay(first);
            yield* delay(second);
            steps.push(`${name} at ${scope.currentTime}`);
          });
        }
      });
      // In the order in which the last delays began: c at 0, b at 1, a at 5.
      expect(steps).toEqual(['c at 10', 'b at 10', 'a at 10']);
    }));

  for (const millis of [0, -0, -1, -1000, -Infinity, -0.5]) {
    test(`delay(${Object.is(millis, -0) ? '-0' : millis}) returns without suspending`, () =>
      runTest(function* ({ launch }) {
        const steps: string[] = [];
        launch(() => steps.push('other'));
        yield* delay(millis);
        steps.push('after');
        expect(steps).toEqual(['after']);
      }));
  }

  test('delay(0) does not look at the cancellation', () =>
    runTest(function* ({ launch }) {
      const steps: string[] = [];
      yield* launch(function* (scope) {
        scope.cancel();
        yield* delay(0);
        steps.push('after 0');
        yield* delay(-1);
        steps.push('after -1');
        yield* delay(1);
        steps.push('unreached');
      }).join();
      expect(steps).toEqual(['after 0', 'after -1']);
    }));

  const durations: [number, number][] = [
    [0.000_001, 1],
    [0.5, 1],
    [1, 1],
    [1.000_001, 2],
    [998.075_909, 999],
    [1000, 1000],
    [2 ** 31 - 1, 2 ** 31 - 1],
    [2 ** 31, 2 ** 31],
    [2 ** 40 + 0.5, 2 ** 40 + 1],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    [Number.MAX_VALUE, Number.MAX_VALUE],
  ];
  for (const [millis, whole] of durations) {
    test(`delay(${millis}) waits for ${whole} ms`, () =>
      runTest(function* (scope) {
        yield* delay(millis);
        expect(scope.currentTime).toBe(whole);
      }));
  }

  for (const millis of [1000, 2 ** 31 - 1, Number.MAX_SAFE_INTEGER, Infinity]) {
    test(`delay(${millis}) is ended by the cancellation`, () =>
      runTest(function* (scope) {
        const steps: string[] = [];
        const job = scope.launch({ start: CoroutineStart.UNDISPATCHED }, function* () {
          try {
            yield* delay(millis);
            steps.push('unreached');
          } catch (error) {
            steps.push(error instanceof CancellationException ? 'cancelled' : String(error));
          }
        });
        expect(job.isActive).toBe(true);
        yield* job.cancelAndJoin();
        expect(steps).toEqual(['cancelled']);
        expect(scope.currentTime).toBe(0);
      }));
  }

  test('delay(Infinity) is not ended by any time passing', () =>
    runTest(function* (scope) {
      const job = scope.launch(() => delay(Infinity));
      yield* delay(Number.MAX_SAFE_INTEGER);
      expect(job.isActive).toBe(true);
      job.cancel();
    }));

  const misuses: [unknown, string][] = [
    [Number.NaN, 'NaN'],
    [undefined, 'undefined'],
    ['100', '"100"'],
    [100n, '100'],
  ];
  for (const [value, text] of misuses) {
    test(`${typeof value} ${text} is rejected at the call`, () => {
      expect(() => delay(value as number)).toThrow(
        new IllegalArgumentException(`delay expects a number of milliseconds, got ${text}`),
      );
    });
  }

  test('a dispatcher without time of its own uses the host', async () => {
    class Microtasks extends CoroutineDispatcher {
      dispatch(_context: unknown, block: { run(): void }): void {
        queueMicrotask(() => block.run());
      }
    }
    const steps: string[] = [];
    await run(
      function* () {
        yield* delay(1);
        steps.push('after');
        yield* delay(-1);
        steps.push(String(currentCoroutineContext().get(Microtasks) === null));
      },
      { context: new Microtasks() },
    );
    expect(steps).toEqual(['after', 'true']);
  });

  test('on the test dispatcher a nested Default delay is real', () =>
    runTest(function* (scope) {
      yield* withContext(Dispatchers.Default, () => delay(1));
      expect(scope.currentTime).toBe(0);
    }));
});

describe('delay on the event loop', () => {
  afterEach(() => void vi.useRealTimers());

  test('it can be longer than a host timer can wait', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const steps: string[] = [];
    const done = run(function* () {
      yield* delay(2 ** 31 + 5000);
      steps.push('after');
    });
    await vi.advanceTimersByTimeAsync(2 ** 31 + 4000);
    expect(steps).toEqual([]);
    await vi.advanceTimersByTimeAsync(2000);
    expect(steps).toEqual(['after']);
    await done;
  });

  test('a cancelled delay leaves no host timer behind', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const done = run(function* ({ launch }) {
      const job = launch({ start: CoroutineStart.UNDISPATCHED }, () => delay(60_000));
      yield* job.cancelAndJoin();
    });
    await done;
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a shorter delay made later ends first', async () => {
    const steps: string[] = [];
    await run(function* ({ launch }) {
      for (const millis of [30, 20, 10, 1]) {
        launch(function* () {
          yield* delay(millis);
          steps.push(String(millis));
        });
      }
    });
    expect(steps).toEqual(['1', '10', '20', '30']);
  });
});
