import {
  CompletableDeferred,
  type CoroutineContext,
  CoroutineDispatcher,
  CoroutineExceptionHandler,
  CoroutineStart,
  coroutineScope,
  Dispatchers,
  isActive,
  Job,
  type Runnable,
  run,
  supervisorScope,
  withContext,
  withTimeout,
  yieldNow,
} from 'suspendable';
import { runTest } from 'suspendable/test';
import { beforeEach, describe, expect, test } from 'vitest';

const rejected = new Error('rejected');

/** Accepts so many runnables, then throws. */
class Rejecting extends CoroutineDispatcher {
  constructor(private accepted = 0) {
    super();
  }

  dispatch(context: CoroutineContext, block: Runnable): void {
    if (this.accepted-- <= 0) throw rejected;
    Dispatchers.Default.dispatch(context, block);
  }
}

/** Throws when asked whether a dispatch is needed. */
class Undecided extends CoroutineDispatcher {
  override isDispatchNeeded(): boolean {
    throw rejected;
  }

  dispatch(): void {}
}

const kinds: Record<string, () => CoroutineDispatcher> = {
  dispatch: () => new Rejecting(),
  isDispatchNeeded: () => new Undecided(),
  'the base of a view': () => new Rejecting().limitedParallelism(1),
};

for (const [name, make] of Object.entries(kinds)) {
  describe(`a dispatcher whose ${name} throws`, () => {
    let steps: unknown[];
    beforeEach(() => void (steps = []));

    test('launch throws it, and its scope is cancelled', () =>
      runTest(function* () {
        let caught: unknown;
        try {
          yield* coroutineScope(function* ({ launch, coroutineContext }) {
            try {
              launch(make(), () => steps.push('unreached'));
              steps.push('unreached');
            } catch (error) {
              const job = coroutineContext.get(Job)!;
              steps.push(error === rejected, job.isCancelled, [...job.children].length);
            }
            yield* yieldNow();
            steps.push('unreached');
          });
        } catch (error) {
          caught = error;
        }
        expect(caught).toBe(rejected);
        expect(steps).toEqual([true, true, 0]);
      }));

    test('a lazy launch fails when it is started, and whoever starts it is told', () =>
      runTest(function* () {
        let caught: unknown;
        try {
          yield* coroutineScope(function* ({ launch }) {
            const job = launch({ context: make(), start: CoroutineStart.LAZY }, () => steps.push('unreached'));
            steps.push(job.isCompleted);
            try {
              yield* job.join();
              steps.push('unreached');
            } catch (error) {
              steps.push(error === rejected, job.isCancelled, job.isCompleted);
            }
          });
        } catch (error) {
          caught = error;
        }
        expect(caught).toBe(rejected);
        expect(steps).toEqual([false, true, true, true]);
      }));

    test('an undispatched launch runs until its first dispatch', () =>
      runTest(function* () {
        let caught: unknown;
        try {
          yield* coroutineScope(function* ({ launch }) {
            launch({ context: make(), start: CoroutineStart.UNDISPATCHED }, function* () {
              steps.push('entered');
              yield* yieldNow();
              steps.push('unreached');
            });
            steps.push('launched');
          });
        } catch (error) {
          caught = error;
        }
        expect(caught).toBe(rejected);
        expect(steps).toEqual(['entered', 'launched']);
      }));

    test('async throws it, and a supervisor goes on', () =>
      runTest(function* () {
        yield* supervisorScope(function* ({ async, coroutineContext }) {
          expect(() => async(make(), () => steps.push('unreached'))).toThrow(rejected);
          expect(coroutineContext.get(Job)!.isActive).toBe(true);
          const deferred = async({ context: make(), start: CoroutineStart.LAZY }, () => steps.push('unreached'));
          let caught: unknown;
          try {
            yield* deferred.await();
          } catch (error) {
            caught = error;
          }
          expect(caught).toBe(rejected);
          expect(deferred.getCompletionExceptionOrNull()).toBe(rejected);
        });
        expect(steps).toEqual([]);
      }));

    test('what is asked for a promise rejects it and does not throw', async () => {
      const block = (): unknown => steps.push('unreached');
      await expect(run(block, { context: make() })).rejects.toBe(rejected);
      await run(({ promise }) => expect(promise(new Job().plus(make()), block)).rejects.toBe(rejected));
      expect(steps).toEqual([]);
    });

    test('with a job of its own nobody else fails', () =>
      runTest(function* ({ async, launch }) {
        const errors: unknown[] = [];
        const handler = new CoroutineExceptionHandler((_context, error) => errors.push(error));
        const job = new Job();
        expect(() => async(job.plus(make()), () => steps.push('unreached'))).toThrow(rejected);
        expect([job.isCancelled, job.isCompleted]).toEqual([true, true]);
        expect(() => launch(new Job().plus(make()).plus(handler), () => steps.push('unreached'))).toThrow(rejected);
        expect(errors).toEqual([rejected]);
        expect(isActive()).toBe(true);
        expect(steps).toEqual([]);
      }));

    test('withContext throws it to the caller', () =>
      runTest(function* (scope) {
        let caught: unknown;
        try {
          yield* withContext(make(), () => steps.push('unreached'));
        } catch (error) {
          caught = error;
        }
        expect(caught).toBe(rejected);
        expect(scope.isActive).toBe(true);
        expect(steps).toEqual([]);
      }));
  });
}

describe('a dispatcher that throws at a later dispatch', () => {
  test('a suspended call throws it, and finally runs', () =>
    runTest(function* () {
      const steps: string[] = [];
      const gate = new CompletableDeferred<string>();
      let caught: unknown;
      try {
        yield* coroutineScope(function* ({ launch }) {
          launch(new Rejecting(1), function* () {
            try {
              steps.push('waits');
              steps.push(yield* gate.await());
            } finally {
              steps.push('finally');
            }
          });
          yield* withContext(Dispatchers.Default, () => yieldNow());
          gate.complete('unreached');
        });
      } catch (error) {
        caught = error;
      }
      expect(caught).toBe(rejected);
      expect(steps).toEqual(['waits', 'finally']);
    }));

  test('the way back from withContext throws it as well', () =>
    runTest(function* () {
      const steps: string[] = [];
      let caught: unknown;
      try {
        yield* coroutineScope(function* ({ launch }) {
          launch(new Rejecting(1), function* () {
            try {
              yield* withContext(Dispatchers.Default, () => steps.push('inner'));
              steps.push('unreached');
            } finally {
              steps.push('finally');
            }
          });
        });
      } catch (error) {
        caught = error;
      }
      expect(caught).toBe(rejected);
      expect(steps).toEqual(['inner', 'finally']);
    }));

  test('a timeout that cannot be dispatched still ends', () =>
    runTest(function* () {
      let caught: unknown;
      try {
        yield* coroutineScope(function* ({ launch }) {
          launch(new Rejecting(1), () => withTimeout(1, () => new Job().join()));
        });
      } catch (error) {
        caught = error;
      }
      expect(caught).toBe(rejected);
    }));
});
