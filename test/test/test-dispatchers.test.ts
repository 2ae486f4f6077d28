import { CompletableDeferred, CoroutineDispatcher, CoroutineScope, Dispatchers, delay, yieldNow } from 'suspendable';
import {
  runTest,
  StandardTestDispatcher,
  TestCoroutineScheduler,
  TestDispatcher,
  TestScope,
  UnconfinedTestDispatcher,
} from 'suspendable/test';
import { afterEach, describe, expect, test } from 'vitest';

const kinds = { StandardTestDispatcher, UnconfinedTestDispatcher };

for (const [name, Kind] of Object.entries(kinds)) {
  describe(name, () => {
    afterEach(() => Dispatchers.resetMain());

    test('it takes the scheduler that it is given', () => {
      const scheduler = new TestCoroutineScheduler();
      expect(new Kind(scheduler).scheduler).toBe(scheduler);
      expect(new Kind().scheduler).not.toBe(new Kind().scheduler);
    });

    test('without one it takes that of Main', () => {
      const main = new StandardTestDispatcher();
      Dispatchers.setMain(main);
      expect(new Kind().scheduler).toBe(main.scheduler);
      expect(new TestScope().testScheduler).toBe(main.scheduler);
      Dispatchers.resetMain();
      expect(new Kind().scheduler).not.toBe(main.scheduler);
    });

    test('it is a dispatcher, and prints its scheduler', () => {
      const dispatcher = new Kind();
      expect(dispatcher).toBeInstanceOf(TestDispatcher);
      expect(dispatcher).toBeInstanceOf(CoroutineDispatcher);
      expect(String(dispatcher)).toMatch(new RegExp(`^${name}\\[scheduler=TestCoroutineScheduler@[0-9a-f]+\\]$`));
      expect(String(new Kind(dispatcher.scheduler, 'mine'))).toBe(`mine[scheduler=${dispatcher.scheduler}]`);
    });

    test('a delay on it takes no real time', () =>
      runTest(
        function* (scope) {
          yield* delay(3_600_000);
          expect(scope.currentTime).toBe(3_600_000);
        },
        { context: new Kind() },
      ));
  });
}

describe('StandardTestDispatcher', () => {
  test('a launch is queued, not run', () =>
    runTest(function* ({ launch }) {
      const steps: string[] = [];
      launch(() => steps.push('launched'));
      steps.push('after');
      yield* yieldNow();
      expect(steps).toEqual(['after', 'launched']);
    }));

  test('a yield goes to the end of the queue', () =>
    runTest(function* ({ launch }) {
      const steps: number[] = [];
      for (const n of [2, 3]) {
        launch(function* () {
          steps.push(n);
          yield* yieldNow();
          steps.push(n + 3);
        });
      }
      steps.push(1);
      yield* yieldNow();
      steps.push(4);
      yield* yieldNow();
      expect(steps).toEqual([1, 2, 3, 4, 5, 6]);
    }));

  test('nothing runs before somebody moves the time', () => {
    const scheduler = new TestCoroutineScheduler();
    const steps: string[] = [];
    new CoroutineScope(new StandardTestDispatcher(scheduler)).launch(() => steps.push('entered'));
    expect(steps).toEqual([]);
    scheduler.runCurrent();
    expect(steps).toEqual(['entered']);
  });
});

describe('UnconfinedTestDispatcher', () => {
  for (const suspend of [false, true]) {
    test(`children are entered at once, ${suspend ? 'also after a suspension' : 'from the beginning'}`, () =>
      runTest(
        function* ({ launch }) {
          const steps: string[] = [];
          const deferred = new CompletableDeferred<void>();
          if (suspend) yield* delay(1);
          launch(function* () {
            steps.push('entered');
            yield* deferred.await();
            steps.push('completed');
          });
          steps.push('launched');
          deferred.complete();
          steps.push('after');
          expect(steps).toEqual(['entered', 'launched', 'completed', 'after']);
        },
        { context: new UnconfinedTestDispatcher() },
      ));
  }

  test('children of children wait for their parent', () =>
    runTest(
      function* ({ launch }) {
        const steps: string[] = [];
        launch(({ launch }) => {
          launch(() => steps.push('grandchild'));
          steps.push('child');
        });
        steps.push('launched');
        expect(steps).toEqual(['child', 'grandchild', 'launched']);
      },
      { context: new UnconfinedTestDispatcher() },
    ));

  test('a test that begins cancelled does not enter its body', async () => {
    const scope = new TestScope(new UnconfinedTestDispatcher());
    scope.cancel();
    await expect(scope.runTest(() => expect.unreachable())).rejects.toThrow('was cancelled');
  });
});
