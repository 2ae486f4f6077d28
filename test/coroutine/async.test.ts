import {
  awaitCancellation,
  CancellationException,
  CoroutineStart,
  coroutineScope,
  delay,
  GlobalScope,
  IllegalArgumentException,
  IllegalStateException,
  Job,
  SupervisorJob,
  supervisorScope,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { flags, otherDispatcher, perform, step, text } from '../perform.js';

const boom = new Error('boom');
const fail = (): never => {
  throw boom;
};

describe('async', () => {
  it('runs after its parent has suspended in await', () => {
    const steps = perform(function* ({ async }) {
      const deferred = async(() => {
        step('body');
        return 42;
      });
      step('before');
      step(yield* deferred.await(), flags(deferred), deferred.getCompleted());
      step(yield* deferred.await());
    });
    expect(steps).toEqual(['before', 'body', '42 completed 42', '42', 'end']);
  });

  it('gives one result to any number of awaiters in order', () => {
    const steps = perform(function* ({ async, launch }) {
      const deferred = async(() => delay(10));
      for (const name of ['one', 'two', 'three']) {
        launch(function* () {
          step(name, yield* deferred.await());
        });
      }
    });
    expect(steps).toEqual(['one undefined', 'two undefined', 'three undefined', 'end']);
  });

  it('gives one failure to any number of awaiters', () => {
    const steps = perform(function* ({ launch }) {
      const deferred = GlobalScope.async(otherDispatcher(), function* () {
        yield* delay(10);
        fail();
      });
      for (const name of ['one', 'two']) {
        launch(function* () {
          try {
            yield* deferred.await();
          } catch (error) {
            step(name, error === boom);
          }
        });
      }
    });
    expect(steps).toEqual(['one true', 'two true', 'end']);
  });

  it('throws its failure again at each await', () => {
    const steps = perform(function* ({ async }) {
      const deferred = async(new SupervisorJob(), fail);
      for (let i = 0; i < 3; i++) {
        try {
          yield* deferred.await();
        } catch (error) {
          step(i, error);
        }
      }
    });
    expect(steps).toEqual(['0 Error(boom)', '1 Error(boom)', '2 Error(boom)', 'end']);
  });

  it('fails its parent at once although nobody awaits', () => {
    const steps = perform(function* ({ async }) {
      async(fail);
      try {
        yield* delay(1000);
      } finally {
        step('cancelled');
      }
    });
    expect(steps).toEqual(['cancelled', 'threw Error(boom)']);
  });

  it('fails its parent although the await is caught', () => {
    const steps = perform(function* (scope) {
      const deferred = scope.async(fail);
      try {
        yield* deferred.await();
      } catch (error) {
        step('caught', error, scope.isActive);
      }
      return 'value';
    });
    expect(steps).toEqual(['caught Error(boom) false', 'threw Error(boom)']);
  });

  it('fails its parent with the failure, not with its cleanup', () => {
    const steps = perform(function* ({ async }) {
      const deferred = async(() => {
        try {
          fail();
        } finally {
          step('cleanup');
        }
      });
      yield* deferred.await();
    });
    expect(steps).toEqual(['cleanup', 'threw Error(boom)']);
  });

  it('is silent in a supervisorScope until it is awaited', () => {
    const steps = perform(function* () {
      yield* supervisorScope(function* ({ async }) {
        const deferred = async(fail);
        yield* deferred.join();
        step(flags(deferred));
        try {
          yield* deferred.await();
        } catch (error) {
          step(error);
        }
      });
    });
    expect(steps).toEqual(['completed cancelled', 'Error(boom)', 'end']);
  });

  it('is silent without a parent when nobody awaits', () => {
    const steps = perform(function* () {
      yield* GlobalScope.async(otherDispatcher(), fail).join();
    });
    expect(steps).toEqual(['end']);
  });

  it('drops the value of a body that was cancelled meanwhile', () => {
    const steps = perform(function* ({ async }) {
      const deferred = async(new Job(), (scope) => {
        scope.cancel(new CancellationException('enough'));
        return 'dropped';
      });
      deferred.invokeOnCompletion((cause) => step(cause));
      yield* deferred.await();
    });
    expect(steps).toEqual(['CancellationException(enough)', 'threw CancellationException(enough)']);
  });

  it('that is cancelled leaves its parent and awaiter active', () => {
    const steps = perform(function* (scope) {
      const deferred = scope.async(awaitCancellation);
      yield* yieldNow();
      deferred.cancel();
      try {
        yield* deferred.await();
      } catch (error) {
        step(error, scope.isActive);
      }
    });
    expect(steps).toEqual(['JobCancellationException(DeferredCoroutine was cancelled) true', 'end']);
  });

  it('that is cancelled ends an awaiter silently who does not catch', () => {
    const steps = perform(function* (scope) {
      const deferred = scope.async(awaitCancellation);
      const awaiter = scope.launch(function* () {
        yield* deferred.await();
      });
      yield* yieldNow();
      deferred.cancel();
      yield* awaiter.join();
      step(flags(awaiter), scope.isActive);
    });
    expect(steps).toEqual(['completed cancelled true', 'end']);
  });

  it('is cancelled with the cause that its awaiters get', () => {
    const cause = new CancellationException('enough');
    const steps = perform(function* ({ async }) {
      const deferred = async(new Job(), function* () {
        try {
          yield* awaitCancellation();
        } catch (error) {
          step('body', error === cause);
          throw error;
        }
      });
      yield* yieldNow();
      deferred.cancel(cause);
      try {
        yield* deferred.await();
      } catch (error) {
        step('awaiter', error === cause);
      }
    });
    expect(steps).toEqual(['body true', 'awaiter true', 'end']);
  });

  it('in a caught coroutineScope loses its failure with the scope', () => {
    const steps = perform(function* () {
      try {
        yield* coroutineScope(({ async }) => {
          async(fail);
        });
      } catch (error) {
        step('caught', error);
      }
      return 'value';
    });
    expect(steps).toEqual(['caught Error(boom)', 'end: value']);
  });

  it('waits for the promise that its block returns', async () => {
    const result = await GlobalScope.async(async () => {
      await Promise.resolve();
      return 'value';
    }).asPromise();
    expect(result).toBe('value');
  });

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['false', false],
    ['an Error', new Error('a result')],
    ['a function', () => 1],
    ['a Job', new Job()],
    ['an iterator result', { done: false, value: 1 }],
    ['an array', [1, 2]],
  ])('may have %s as its result', (_name, value) => {
    let seen: unknown;
    perform(function* ({ async }) {
      seen = yield* async<unknown>(function* () {
        yield* yieldNow();
        return value;
      }).await();
    });
    expect(seen).toBe(value);
  });
});

describe('getCompleted', () => {
  it('throws before completion and says what to do', () => {
    const steps = perform(function* ({ async }) {
      const deferred = async(() => delay(10));
      for (const call of [() => deferred.getCompleted(), () => deferred.getCompletionExceptionOrNull()]) {
        try {
          call();
        } catch (error) {
          step(error instanceof IllegalStateException, text(error).replace(/@\w+/, ''));
        }
      }
    });
    const message =
      'true IllegalStateException(This job has not completed yet: DeferredCoroutine{Active}. ' +
      'Wait for it: yield* deferred.await())';
    expect(steps).toEqual([message, message, 'end']);
  });

  it('throws the failure after a failure, which its sister returns', () => {
    const steps = perform(function* ({ async }) {
      const deferred = async(new SupervisorJob(), fail);
      yield* deferred.join();
      step(deferred.getCompletionExceptionOrNull());
      deferred.getCompleted();
    });
    expect(steps).toEqual(['Error(boom)', 'threw Error(boom)']);
  });

  it('gives the result, and its sister null', () => {
    const steps = perform(function* ({ async }) {
      const deferred = async(() => 'value');
      yield* deferred.join();
      step(deferred.getCompleted(), deferred.getCompletionExceptionOrNull());
    });
    expect(steps).toEqual(['value null', 'end']);
  });
});

describe('misuse of async', () => {
  it('names async in its messages', () => {
    const async = GlobalScope.async as (...args: unknown[]) => unknown;
    expect(() => async(undefined)).toThrow(
      new IllegalArgumentException('async expects a function as its block, got undefined'),
    );
    expect(() => async({ start: CoroutineStart.LAZY.toUpperCase() }, fail)).toThrow(
      new IllegalArgumentException('async knows the start modes default, lazy, atomic, undispatched, got "LAZY"'),
    );
  });
});
