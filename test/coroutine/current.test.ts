import {
  CancellationException,
  CoroutineName,
  coroutineScope,
  currentCoroutineContext,
  EmptyCoroutineContext,
  ensureActive,
  IllegalStateException,
  isActive,
  Job,
  NonCancellable,
  withContext,
  yieldNow,
} from 'suspendable';
import { runTest } from 'suspendable/test';
import { describe, expect, test } from 'vitest';

describe('the running coroutine', () => {
  test('its context is read without any argument', () =>
    runTest(function* (scope) {
      expect(currentCoroutineContext()).toBe(scope.coroutineContext);
      yield* yieldNow();
      expect(currentCoroutineContext()).toBe(scope.coroutineContext);
      yield* withContext(new CoroutineName('inner'), () => {
        expect(currentCoroutineContext().get(CoroutineName)).toEqual(new CoroutineName('inner'));
      });
      expect(currentCoroutineContext().get(CoroutineName)).toBe(null);
    }));

  test('in a scope its job is the scope', () =>
    runTest(function* (outer) {
      yield* coroutineScope(function* (scope) {
        yield* yieldNow();
        expect(currentCoroutineContext().get(Job)).toBe(scope);
        expect(currentCoroutineContext().get(Job)!.parent).toBe(outer);
      });
    }));

  test('after the call of a launch it is the caller again', () =>
    runTest(function* ({ launch, coroutineContext }) {
      launch({ start: 'undispatched' }, () => {
        expect(currentCoroutineContext()).not.toBe(coroutineContext);
      });
      expect(currentCoroutineContext()).toBe(coroutineContext);
    }));

  test('isActive and ensureActive tell that it is cancelled', () =>
    runTest(function* ({ launch }) {
      const steps: unknown[] = [];
      yield* launch(function* (scope) {
        ensureActive();
        steps.push(isActive());
        const cause = new CancellationException('enough');
        scope.cancel(cause);
        steps.push(isActive());
        try {
          ensureActive();
        } catch (error) {
          steps.push(error === cause);
        }
        yield* withContext(NonCancellable, () => steps.push(isActive()));
      }).join();
      expect(steps).toEqual([true, false, true, true]);
    }));

  for (const [name, read] of Object.entries({ currentCoroutineContext, isActive, ensureActive })) {
    test(`${name} outside of a coroutine throws`, () => {
      expect(() => read()).toThrow(
        new IllegalStateException(
          `${name} was run outside of a coroutine. Call it with yield* in a suspend function that a coroutine runs: run(function* () { ... })`,
        ),
      );
    });
  }

  test('a context without a job knows no job', () => {
    expect(EmptyCoroutineContext.get(Job)).toBe(null);
    expect(new CoroutineName('a').get(Job)).toBe(null);
  });
});
