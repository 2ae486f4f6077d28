import {
  awaitCancellation,
  CancellationException,
  CompletableDeferred,
  ContinuationInterceptor,
  type CoroutineContext,
  CoroutineName,
  currentCoroutineContext,
  delay,
  EmptyCoroutineContext,
  IllegalArgumentException,
  Job,
  withContext,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { flags, otherDispatcher, perform, step } from '../perform.js';

describe('withContext runs in the turn of the caller', () => {
  const inPlace: [string, () => CoroutineContext][] = [
    ['no elements', () => EmptyCoroutineContext],
    ['a name', () => new CoroutineName('other')],
    ['the own context', () => currentCoroutineContext().minusKey(Job)],
    ['the own dispatcher', () => currentCoroutineContext().get(ContinuationInterceptor)!],
  ];
  it.each(inPlace)('with %s', (_name, context) => {
    const steps = perform(function* ({ launch }) {
      launch(() => step('other'));
      yield* withContext(context(), () => step('block'));
      step('after');
    });
    expect(steps).toEqual(['block', 'after', 'other', 'end']);
  });

  it('not with another dispatcher: others get their turns', () => {
    const steps = perform(function* ({ launch }) {
      launch(() => step('other'));
      yield* withContext(otherDispatcher(), () => {
        launch(() => step('between'));
        step('block');
      });
      step('after');
    });
    expect(steps).toEqual(['other', 'block', 'between', 'after', 'end']);
  });
});

describe('withContext', () => {
  it('shows the added elements inside and not after', () => {
    const steps = perform(function* ({ launch }) {
      const name = () => step(currentCoroutineContext().get(CoroutineName));
      yield* launch(new CoroutineName('outer'), function* () {
        yield* withContext(new CoroutineName('inner'), function* () {
          name();
          yield* delay(10);
          name();
        });
        name();
      }).join();
    });
    expect(steps).toEqual(['CoroutineName(inner)', 'CoroutineName(inner)', 'CoroutineName(outer)', 'end']);
  });

  it('resumes its block on the given dispatcher', () => {
    const steps = perform(function* () {
      const dispatcher = otherDispatcher();
      const outer = currentCoroutineContext().get(ContinuationInterceptor);
      yield* withContext(dispatcher, function* () {
        yield* yieldNow();
        step(currentCoroutineContext().get(ContinuationInterceptor) === dispatcher);
      });
      step(currentCoroutineContext().get(ContinuationInterceptor) === outer);
    });
    expect(steps).toEqual(['true', 'true', 'end']);
  });

  it('drops the value when the caller is cancelled before its turn', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(function* () {
        try {
          step(
            yield* withContext(otherDispatcher(), () => {
              step('block');
              return 'value';
            }),
          );
        } catch (error) {
          step(error);
        }
      });
      yield* yieldNow();
      yield* yieldNow();
      step('cancel');
      job.cancel(new CancellationException('enough'));
    });
    expect(steps).toEqual(['block', 'cancel', 'CancellationException(enough)', 'end']);
  });

  it('keeps the exception when the caller is cancelled before its turn', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(new Job(), function* () {
        try {
          yield* withContext(otherDispatcher(), () => {
            step('block');
            throw new Error('boom');
          });
        } catch (error) {
          step(error);
        }
      });
      yield* yieldNow();
      yield* yieldNow();
      step('cancel');
      job.cancel();
    });
    expect(steps).toEqual(['block', 'cancel', 'Error(boom)', 'end']);
  });

  it('goes on in the same turn when its block ends last', () => {
    const steps = perform(function* ({ launch }) {
      yield* withContext(new CoroutineName('inner'), function* () {
        yield* yieldNow();
        launch(() => step('other'));
        step('block ends');
      });
      step('after');
    });
    expect(steps).toEqual(['block ends', 'after', 'other', 'end']);
  });

  it('discards a value that its block saved from a cancellation', () => {
    const steps = perform(function* ({ launch }) {
      const deferred = new CompletableDeferred<string>();
      const job = launch(function* () {
        try {
          yield* withContext(new CoroutineName('inner'), function* () {
            try {
              return yield* deferred.await();
            } catch {
              return 'swallowed';
            }
          });
          step('unreachable');
        } catch (error) {
          step(error);
        }
      });
      yield* yieldNow();
      deferred.complete('value');
      job.cancel(new CancellationException('enough'));
    });
    expect(steps).toEqual(['CancellationException(enough)', 'end']);
  });

  it('is cancelled by each of several cancels only once', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(function* () {
        try {
          yield* withContext(otherDispatcher(), awaitCancellation);
        } catch (error) {
          step('first', error);
        }
        yield* withContext(otherDispatcher(), () => step('unreachable'));
      });
      yield* delay(1);
      job.cancel(new CancellationException('A'));
      job.cancel(new CancellationException('B'));
      yield* job.join();
    });
    expect(steps).toEqual(['first CancellationException(A)', 'end']);
  });
});

describe('withContext of a job', () => {
  it('makes its block a child of that job', () => {
    const steps = perform(function* () {
      const job = new Job();
      yield* withContext(job, ({ coroutineContext }) => step(coroutineContext.get(Job)!.parent === job));
      step(flags(job));
    });
    expect(steps).toEqual(['true', 'active', 'end']);
  });

  it('throws to an active caller when that job is cancelled', () => {
    const steps = perform(function* (caller) {
      const job = new Job();
      try {
        yield* withContext(job, function* () {
          job.cancel(new CancellationException('job'));
          yield* yieldNow();
          step('unreachable');
        });
      } catch (error) {
        step(error, caller.isActive);
      }
    });
    expect(steps).toEqual(['CancellationException(job) true', 'end']);
  });

  it.each([
    ['in place', () => EmptyCoroutineContext as CoroutineContext],
    ['dispatched', otherDispatcher],
  ])('throws before its block if that job is cancelled already, %s', (_name, context) => {
    const steps = perform(function* (caller) {
      const job = new Job();
      job.cancel(new CancellationException('job'));
      try {
        yield* withContext(job.plus(context()), () => step('unreachable'));
      } catch (error) {
        step(error, caller.isActive);
      }
    });
    expect(steps).toEqual(['CancellationException(job) true', 'end']);
  });

  it.each([
    [
      'its block',
      () => {
        throw new Error('boom');
      },
    ],
    [
      'a child',
      ({ launch }: { launch: (block: () => never) => unknown }) => {
        launch(() => {
          throw new Error('boom');
        });
      },
    ],
  ])('does not fail that job when %s throws', (_name, block) => {
    const steps = perform(function* () {
      const job = new Job();
      try {
        yield* withContext(job, block as () => void);
      } catch (error) {
        step(error, flags(job));
      }
    });
    expect(steps).toEqual(['Error(boom) active', 'end']);
  });

  it('goes on although the caller is cancelled', () => {
    const steps = perform(function* ({ launch }) {
      const job = new Job();
      const caller = launch(function* () {
        step(
          yield* withContext(job, function* () {
            yield* delay(100);
            return 'value';
          }),
        );
      });
      yield* yieldNow();
      yield* caller.cancelAndJoin();
      step(flags(caller), '/', flags(job));
    });
    expect(steps).toEqual(['value', 'completed cancelled / active', 'end']);
  });

  it('that is no job of this library says so', () => {
    const impostor = { key: Job, get: () => null, fold: () => null };
    expect(() => new Job(impostor as never)).toThrow(
      new IllegalArgumentException('new Job expects a Job as its parent, got an object of class Object'),
    );
  });
});
