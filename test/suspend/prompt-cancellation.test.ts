import {
  awaitAll,
  CancellationException,
  CompletableDeferred,
  CoroutineStart,
  currentCoroutineContext,
  type Deferred,
  delay,
  Job,
  type Suspend,
  suspendCancellableCoroutine,
  withContext,
  yieldNow,
} from 'suspendable';
import { runTest } from 'suspendable/test';
import { describe, expect, test } from 'vitest';

/** Every call that waits for a deferred, and how it waits. */
const waits: Record<string, (deferred: Deferred<string>) => Suspend<unknown>> = {
  await: (deferred) => deferred.await(),
  join: (deferred) => deferred.join(),
  awaitAll: (deferred) => awaitAll(deferred),
  suspendCancellableCoroutine: (deferred) =>
    suspendCancellableCoroutine((c) => void deferred.invokeOnCompletion(() => c.resume('value'))),
};

describe('a coroutine that was resumed and then cancelled', () => {
  for (const [name, wait] of Object.entries(waits)) {
    test(`${name} throws instead of returning what had come`, () =>
      runTest(function* ({ launch, async }) {
        const steps: string[] = [];
        const deferred = async(() => {
          steps.push('completed');
          return 'value';
        });
        let job!: Job;
        launch(() => {
          steps.push(`cancels, completed ${deferred.isCompleted}`);
          job.cancel();
        });
        job = launch({ start: CoroutineStart.UNDISPATCHED }, function* () {
          steps.push('waits');
          try {
            yield* wait(deferred);
            steps.push('unreached');
          } finally {
            steps.push('finally');
          }
        });
        yield* yieldNow();
        steps.push('yielded');
        yield* job.join();
        expect(steps).toEqual(['waits', 'completed', 'cancels, completed true', 'yielded', 'finally']);
      }));
  }

  test('a delay whose time has come throws as well', () =>
    runTest(function* ({ launch }) {
      const steps: string[] = [];
      let job!: Job;
      launch(function* () {
        yield* delay(10);
        job.cancel();
        steps.push('cancelled');
      });
      job = launch(function* () {
        try {
          yield* delay(10);
          steps.push('unreached');
        } finally {
          steps.push('finally');
        }
      });
      yield* job.join();
      expect(steps).toEqual(['cancelled', 'finally']);
    }));

  test('failing to await a failed deferred throws that failure', () =>
    runTest(function* ({ launch }) {
      const boom = new Error('boom');
      const deferred = new CompletableDeferred<string>();
      let caught: unknown;
      const job = launch({ start: CoroutineStart.UNDISPATCHED }, function* () {
        try {
          yield* deferred.await();
        } catch (error) {
          caught = error;
        }
      });
      deferred.completeExceptionally(boom);
      job.cancel();
      yield* job.join();
      expect(caught).toBe(boom);
    }));
});

describe('a coroutine that is cancelled before it starts', () => {
  const expected: Record<CoroutineStart, string[]> = {
    [CoroutineStart.DEFAULT]: ['cancelled'],
    [CoroutineStart.LAZY]: ['cancelled'],
    [CoroutineStart.ATOMIC]: ['cancelled', 'entered', 'finally'],
    [CoroutineStart.UNDISPATCHED]: ['entered', 'cancelled', 'finally'],
  };
  for (const start of Object.values(CoroutineStart)) {
    test(`start mode ${start} enters its block as Kotlin does`, () =>
      runTest(function* ({ launch }) {
        const steps: string[] = [];
        const job = launch({ start }, function* () {
          steps.push('entered');
          try {
            yield* yieldNow();
            steps.push('unreached');
          } finally {
            steps.push('finally');
          }
        });
        job.cancel();
        steps.push('cancelled');
        yield* job.join();
        expect(steps).toEqual(expected[start]);
      }));
  }

  test('an undispatched child of a cancelled scope runs until it suspends', () =>
    runTest(function* () {
      const steps: string[] = [];
      let caught: unknown;
      try {
        yield* withContext(new Job(), function* (scope) {
          scope.cancel();
          scope.launch({ start: CoroutineStart.UNDISPATCHED }, function* () {
            steps.push(`entered, active ${currentCoroutineContext().get(Job)!.isActive}`);
            yield* yieldNow();
            steps.push('unreached');
          });
        });
      } catch (error) {
        caught = error;
      }
      expect(caught).toBeInstanceOf(CancellationException);
      expect(steps).toEqual(['entered, active false']);
    }));
});
