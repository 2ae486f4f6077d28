import {
  awaitCancellation,
  awaitPromise,
  CoroutineScope,
  delay,
  IllegalArgumentException,
  withContext,
  withTimeoutOrNull,
  yieldNow,
} from 'suspendable';
import {
  runTest,
  StandardTestDispatcher,
  TestCoroutineScheduler,
  type TestDispatcher,
  TestScope,
  UnconfinedTestDispatcher,
} from 'suspendable/test';
import { describe, expect, test } from 'vitest';

const DIFFERENT =
  'Detected use of different schedulers. If you need to use several test coroutine dispatchers, ' +
  'create one TestCoroutineScheduler and pass it to each of them.';

describe('TestCoroutineScheduler', () => {
  test('it is an element of the context of a test', () =>
    runTest(function* (scope) {
      expect(scope.coroutineContext.get(TestCoroutineScheduler)).toBe(scope.testScheduler);
    }));

  test('a dispatcher of another scheduler is noticed', () =>
    runTest(function* () {
      let caught: unknown;
      try {
        yield* withContext(new StandardTestDispatcher(), () => expect.unreachable());
      } catch (error) {
        caught = error;
      }
      expect((caught as Error).message).toBe(DIFFERENT);
    }));

  test('advanceTimeBy stops before what is due exactly then', () =>
    runTest(function* ({ launch, testScheduler }) {
      const steps: string[] = [];
      launch(function* () {
        yield* delay(15);
        steps.push('entered');
      });
      testScheduler.advanceTimeBy(15);
      expect([testScheduler.currentTime, ...steps]).toEqual([15]);
      testScheduler.runCurrent();
      expect(steps).toEqual(['entered']);
    }));

  test('advanceTimeBy runs what comes up on the way', () =>
    runTest(function* (scope) {
      const steps: string[] = [];
      scope.launch(function* () {
        for (const millis of [1000, 500, 501]) {
          yield* delay(millis);
          steps.push(`at ${scope.currentTime}`);
        }
      });
      scope.advanceTimeBy(2000);
      expect(steps).toEqual(['at 1000', 'at 1500']);
      expect(scope.currentTime).toBe(2000);
      scope.advanceTimeBy(2);
      expect(steps).toEqual(['at 1000', 'at 1500', 'at 2001']);
      expect(scope.currentTime).toBe(2002);
    }));

  test('advanceTimeBy(0) runs nothing', () =>
    runTest(function* (scope) {
      const steps: string[] = [];
      scope.launch(() => steps.push('entered'));
      scope.advanceTimeBy(0);
      expect(steps).toEqual([]);
    }));

  for (const millis of [-1, -Infinity, Number.NaN]) {
    test(`advanceTimeBy(${millis}) is refused`, () => {
      expect(() => new TestCoroutineScheduler().advanceTimeBy(millis)).toThrow(
        new IllegalArgumentException(`advanceTimeBy expects 0 ms or more: time does not run backwards. Got ${millis}`),
      );
    });
  }

  test('runCurrent runs what is due now, newly queued included', () =>
    runTest(function* (scope) {
      const steps: string[] = [];
      for (const name of ['a', 'b']) {
        scope.launch(function* ({ launch }) {
          yield* delay(1);
          steps.push(name);
          launch(() => steps.push(`${name} child`));
          yield* delay(1);
          steps.push(`${name} later`);
        });
      }
      scope.runCurrent();
      scope.advanceTimeBy(1);
      expect(steps).toEqual([]);
      scope.runCurrent();
      expect(steps).toEqual(['a', 'b', 'a child', 'b child']);
      scope.advanceTimeBy(1);
      scope.runCurrent();
      expect(steps.slice(4)).toEqual(['a later', 'b later']);
    }));

  test('tasks of one time run in the order of their scheduling', () => {
    const scheduler = new TestCoroutineScheduler();
    const scope = new CoroutineScope(new StandardTestDispatcher(scheduler));
    const steps: string[] = [];
    const at = (name: string, ...delays: number[]) =>
      scope.launch(function* () {
        for (const millis of delays) yield* delay(millis);
        steps.push(`${name} at ${scheduler.currentTime}`);
      });
    at('a', 20, 20);
    at('b', 40);
    at('c', 30, 10);
    at('d', 10);
    scheduler.advanceUntilIdle();
    expect(steps).toEqual(['d at 10', 'b at 40', 'a at 40', 'c at 40']);
  });

  test('two dispatchers of one scheduler share its time and order', () => {
    const scheduler = new TestCoroutineScheduler();
    const scope = new CoroutineScope(new StandardTestDispatcher(scheduler));
    const steps: string[] = [];
    scope.launch(function* () {
      yield* delay(1);
      steps.push('first');
    });
    scope.launch(new StandardTestDispatcher(scheduler), function* () {
      yield* delay(1);
      steps.push('second');
    });
    scheduler.advanceUntilIdle();
    expect(steps).toEqual(['first', 'second']);
    expect(scheduler.currentTime).toBe(1);
  });

  test('it prints its class and a number', () => {
    expect(String(new TestCoroutineScheduler())).toMatch(/^TestCoroutineScheduler@[0-9a-f]+$/);
  });

  test('a cancelled delay leaves the queue at once', () =>
    runTest(function* (scope) {
      const job = scope.launch({ start: 'undispatched' }, () => delay(60_000));
      job.cancel();
      yield* job.join();
      scope.advanceUntilIdle();
      expect(scope.currentTime).toBe(0); // had the delay been there still, the time would have advanced
      const { events } = scope.testScheduler as unknown as { events: { size: number } };
      expect(events.size).toBe(0);
    }));
});

const kinds: Record<string, () => TestDispatcher> = {
  StandardTestDispatcher: () => new StandardTestDispatcher(),
  UnconfinedTestDispatcher: () => new UnconfinedTestDispatcher(),
};
for (const [name, make] of Object.entries(kinds)) {
  describe(`the scheduler of a ${name}`, () => {
    test('runCurrent does not run what a task makes due', () => {
      const dispatcher = make();
      const { scheduler } = dispatcher;
      const steps: string[] = [];
      new TestScope(dispatcher).launch(function* ({ launch }) {
        yield* delay(1000);
        launch(function* () {
          yield* delay(1000);
          steps.push('inner');
        });
        scheduler.advanceTimeBy(1000);
        steps.push('outer');
      });
      scheduler.advanceTimeBy(1000);
      expect(steps).toEqual([]);
      scheduler.runCurrent();
      expect(steps).toEqual(['outer']);
      scheduler.runCurrent();
      expect(steps).toEqual(['outer', 'inner']);
    });

    test('advanceUntilIdle can be called in a task', () => {
      const dispatcher = make();
      const { scheduler } = dispatcher;
      const steps: string[] = [];
      new TestScope(dispatcher).launch(({ launch }) => {
        launch(function* () {
          yield* delay(1000);
          steps.push('inner');
        });
        scheduler.advanceUntilIdle();
        steps.push('outer');
      });
      scheduler.advanceUntilIdle();
      expect(steps.sort()).toEqual(['inner', 'outer']);
    });

    test('yields take turns', () => {
      const dispatcher = make();
      const scope = new TestScope(dispatcher);
      const steps: string[] = [];
      scope.launch(function* ({ launch }) {
        for (const n of ['1', '2']) {
          launch(function* () {
            yield* yieldNow();
            steps.push(n);
          });
        }
      });
      scope.runCurrent();
      expect(steps).toEqual(['1', '2']);
    });

    test('delays end by their time', () => {
      const scope = new TestScope(make());
      const steps: string[] = [];
      const at = (): void => void steps.push(String(scope.currentTime));
      scope.launch(function* ({ launch }) {
        launch(function* ({ async }) {
          yield* delay(100);
          at();
          const deferred = async(function* () {
            yield* delay(70);
            at();
          });
          yield* delay(1);
          at();
          yield* deferred.await();
          yield* delay(1);
          at();
        });
        launch(function* () {
          yield* delay(150);
          at();
          yield* delay(22);
          at();
        });
        yield* delay(201);
        at();
      });
      scope.advanceUntilIdle();
      expect(steps).toEqual(['100', '101', '150', '170', '171', '172', '201']);
    });

    test('enormous delays neither overflow nor take time', () => {
      const scope = new TestScope(make());
      const steps: string[] = [];
      scope.launch(function* ({ launch }) {
        yield* delay(10);
        launch(function* () {
          yield* delay(Number.MAX_SAFE_INTEGER - 10);
          steps.push('far');
        });
        launch(() => delay(Infinity));
      });
      scope.advanceTimeBy(Number.MAX_SAFE_INTEGER);
      expect(steps).toEqual([]);
      scope.runCurrent();
      expect(steps).toEqual(['far']);
      scope.advanceUntilIdle();
      expect(scope.currentTime).toBe(Number.MAX_SAFE_INTEGER);
    });

    for (const late of [0, 1]) {
      test(`a timeout ${late ? 'in time is not noticed' : 'expires in virtual time'}`, () => {
        const scope = new TestScope(make());
        const results: unknown[] = [];
        const work = function* () {
          yield* delay(500);
          yield* delay(500 - late);
          return 'done';
        };
        scope.launch(function* ({ async }) {
          results.push(yield* withTimeoutOrNull(1000, work));
          const apart = async(work);
          results.push(yield* withTimeoutOrNull(1000, () => apart.await()));
        });
        scope.advanceUntilIdle();
        // Apart, the work's last delay is scheduled after the timeout, so the timeout is first also there.
        expect(results).toEqual(late ? ['done', 'done'] : [null, null]);
      });
    }
  });
}

describe('a scheduler that several tests share at once', () => {
  const sleep = (millis: number) => awaitPromise(new Promise((resolve) => setTimeout(resolve, millis)));

  test('drives each of them to its end, whichever ends first', async () => {
    const context = new TestCoroutineScheduler();
    const ended: string[] = [];
    const one = (name: string, millis: number) =>
      runTest(
        function* () {
          yield* sleep(millis);
          yield* delay(10);
          ended.push(name);
        },
        { context, timeout: 5000 },
      );
    await Promise.all([one('slow', 20), one('quick', 1)]);
    expect(ended).toEqual(['quick', 'slow']);
  });

  test('lets one of them time out', async () => {
    const context = new TestCoroutineScheduler();
    const hanging = runTest(() => awaitCancellation(), { context, timeout: 20 });
    await runTest(() => delay(10), { context });
    await expect(hanging).rejects.toThrow('After waiting for 20 ms');
  });
});
