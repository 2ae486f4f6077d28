import {
  CoroutineName,
  CoroutineScope,
  CoroutineStart,
  Dispatchers,
  GlobalScope,
  Job,
  UnsupportedOperationException,
  withContext,
  yieldNow,
} from 'suspendable';
import { runTest, UnconfinedTestDispatcher } from 'suspendable/test';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** Everything that resumes in the resumer's call shares the one loop. */
const kinds = {
  'Dispatchers.Unconfined': Dispatchers.Unconfined,
  'Dispatchers.Main.immediate': Dispatchers.Main.immediate,
  UnconfinedTestDispatcher: new UnconfinedTestDispatcher(),
};

for (const [name, dispatcher] of Object.entries(kinds)) {
  describe(name, () => {
    let steps: string[];
    beforeEach(() => void (steps = []));

    test('nested launches run when the outer block has ended', () => {
      GlobalScope.launch(dispatcher, function* ({ launch }) {
        steps.push('1');
        launch(({ launch }) => {
          steps.push('3');
          launch(() => steps.push('5'));
          launch(() => steps.push('6'));
          steps.push('4');
        });
        steps.push('2');
      });
      steps.push('7');
      expect(steps).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    });

    test('a nested launch waits for the outer suspension only', () => {
      const gate = new Job();
      GlobalScope.launch(dispatcher, function* ({ launch }) {
        launch(() => steps.push('inner'));
        steps.push('outer');
        yield* gate.join();
        steps.push('outer resumed');
      });
      steps.push('launched');
      gate.complete();
      steps.push('completed');
      expect(steps).toEqual(['outer', 'inner', 'launched', 'outer resumed', 'completed']);
    });

    test('one after the other each runs within its launch', () => {
      for (const step of ['1', '2', '3']) {
        GlobalScope.launch(dispatcher, () => steps.push(step));
        steps.push('launched');
      }
      expect(steps).toEqual(['1', 'launched', '2', 'launched', '3', 'launched']);
    });

    test('coroutines of different scopes share the one loop', () => {
      GlobalScope.launch(dispatcher, () => {
        new CoroutineScope(dispatcher).launch(() => steps.push('other scope'));
        GlobalScope.launch(Dispatchers.Unconfined, () => steps.push('other root'));
        steps.push('outer');
      });
      expect(steps).toEqual(['outer', 'other scope', 'other root']);
    });

    test('what a nested block throws fails its own job', () =>
      runTest(function* ({ launch }) {
        const boom = new Error('boom');
        let caught: unknown;
        yield* launch(dispatcher, function* (scope) {
          const inner = new CoroutineScope(dispatcher).async(() => {
            throw boom;
          });
          steps.push(`outer goes on, ${scope.isActive}`);
          try {
            yield* inner.await();
          } catch (error) {
            caught = error;
          }
          steps.push(`outer still goes on, ${scope.isActive}`);
        }).join();
        expect(caught).toBe(boom);
        expect(steps).toEqual(['outer goes on, true', 'outer still goes on, true']);
      }));

    test('a block that throws lets its nested children begin', () =>
      runTest(function* () {
        const boom = new Error('boom');
        let caught: unknown;
        try {
          yield* withContext(dispatcher, function* ({ launch }) {
            steps.push('1');
            yield* withContext(dispatcher.plus(new CoroutineName('a')), () => steps.push('2'));
            launch({ start: CoroutineStart.ATOMIC }, () => steps.push('3'));
            throw boom;
          });
        } catch (error) {
          caught = error;
        }
        expect(caught).toBe(boom);
        expect(steps).toEqual(['1', '2', '3']);
      }));

    test('10,000 waiters resumed one from another leave the stack', () => {
      const jobs = Array.from({ length: 10_001 }, () => new Job());
      let resumed = 0;
      for (let i = 0; i < 10_000; i++) {
        GlobalScope.launch(dispatcher, function* () {
          yield* jobs[i]!.join();
          resumed++;
          jobs[i + 1]!.complete();
        });
      }
      jobs[0]!.complete();
      expect(resumed).toBe(10_000);
      expect(jobs[10_000]!.isCompleted).toBe(true);
    });

    test('10,000 launches one within another leave the stack', () => {
      let depth = 0;
      const nest = (): void => {
        if (++depth < 10_000) GlobalScope.launch(dispatcher, nest);
      };
      GlobalScope.launch(dispatcher, nest);
      expect(depth).toBe(10_000);
    });
  });
}

describe('Dispatchers.Unconfined', () => {
  let steps: string[];
  beforeEach(() => void (steps = []));

  test('a coroutine cancelled while it yields throws there', () => {
    GlobalScope.launch(Dispatchers.Unconfined, function* (scope) {
      steps.push('1');
      yield* yieldNow();
      GlobalScope.launch(Dispatchers.Unconfined, () => {
        steps.push('3');
        scope.cancel();
        steps.push('4');
      });
      steps.push('2');
      try {
        yield* yieldNow();
        steps.push('unreached');
      } finally {
        steps.push('5');
      }
    });
    steps.push('6');
    expect(steps).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  test('dispatching to it directly is refused', () => {
    expect(() => Dispatchers.Unconfined.dispatch(Dispatchers.Unconfined, { run() {} })).toThrow(
      new UnsupportedOperationException(
        'Dispatchers.Unconfined.dispatch can only be used by yieldNow. A dispatcher that wraps it must pass isDispatchNeeded on to it',
      ),
    );
  });
});

describe('Dispatchers.Unconfined under a cancelled parent', () => {
  let steps: string[];
  beforeEach(() => void (steps = []));
  afterEach(() => expect(steps).not.toContain('unreached'));

  const expected: Record<CoroutineStart, string[]> = {
    [CoroutineStart.DEFAULT]: ['cancelled true, completed true'],
    [CoroutineStart.LAZY]: ['cancelled true, completed true'],
    [CoroutineStart.ATOMIC]: ['entered', 'cancelled true, completed true'],
    [CoroutineStart.UNDISPATCHED]: ['entered', 'cancelled true, completed true'],
  };
  for (const start of Object.values(CoroutineStart)) {
    test(`a child started as ${start} enters as in Kotlin`, () =>
      runTest(function* ({ launch }) {
        const parent = new Job();
        yield* launch(parent, function* ({ launch }) {
          parent.cancel();
          const child = launch({ context: Dispatchers.Unconfined, start }, function* () {
            steps.push('entered');
            yield* yieldNow();
            steps.push('unreached');
          });
          steps.push(`cancelled ${child.isCancelled}, completed ${child.isCompleted}`);
        }).join();
        expect(steps).toEqual(expected[start]);
      }));
  }

  test('a lazy child is cancelled along with its parent', () =>
    runTest(function* ({ launch }) {
      const parent = new Job();
      yield* launch(parent, function* ({ launch }) {
        const child = launch({ context: Dispatchers.Unconfined, start: CoroutineStart.LAZY }, () =>
          steps.push('unreached'),
        );
        child.invokeOnCompletion(() => steps.push('completed'));
        steps.push(`completed ${child.isCompleted}`);
        parent.cancel();
        yield* child.join();
      }).join();
      expect(steps).toEqual(['completed false', 'completed']);
    }));

  test('withContext(Unconfined) throws without entering its block', () =>
    runTest(function* ({ launch }) {
      const parent = new Job();
      yield* launch(parent, function* () {
        parent.cancel();
        steps.push('cancelled');
        yield* withContext(Dispatchers.Unconfined, () => steps.push('unreached'));
        steps.push('unreached');
      }).join();
      expect(steps).toEqual(['cancelled']);
    }));
});
