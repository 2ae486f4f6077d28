import {
  awaitCancellation,
  CancellationException,
  CompletableDeferred,
  IllegalArgumentException,
  IllegalStateException,
  Job,
  NonCancellable,
  SupervisorJob,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { causes, flags, perform, step } from '../perform.js';

const boom = new Error('boom');
const state = (job: Job): string => String(job).replace(/@\w+/, '');

describe('a new CompletableDeferred', () => {
  it('is active and has no result yet', () => {
    const deferred = new CompletableDeferred<number>();
    expect([flags(deferred), deferred.start()]).toEqual(['active', false]);
    expect(() => deferred.getCompleted()).toThrow(IllegalStateException);
    expect(() => deferred.getCompletionExceptionOrNull()).toThrow(IllegalStateException);
  });

  it('with a value is complete from the start', () => {
    const deferred = new CompletableDeferred('value');
    expect([flags(deferred), deferred.getCompleted(), deferred.getCompletionExceptionOrNull()]).toEqual([
      'completed',
      'value',
      null,
    ]);
  });

  it.each([[undefined], [null], [0], [''], [false]])('with the value %o is complete too', (value) => {
    const deferred = new CompletableDeferred(value);
    expect([flags(deferred), deferred.getCompleted()]).toEqual(['completed', value]);
  });

  it('takes a job as its parent, not as its value', () => {
    const parent = new Job();
    const deferred = new CompletableDeferred(parent);
    expect([deferred.parent === parent, [...parent.children]]).toEqual([true, [deferred]]);
  });

  it('with NonCancellable has no parent', () => {
    expect(new CompletableDeferred(NonCancellable).parent).toBe(null);
  });

  it('is a Job, and stored as such in a context', () => {
    const deferred = new CompletableDeferred();
    expect([deferred instanceof Job, deferred.get(Job) === deferred]).toEqual([true, true]);
  });
});

describe('completing a CompletableDeferred', () => {
  it('is done by the first call only', () => {
    const deferred = new CompletableDeferred<number>();
    const calls = [
      deferred.complete(1),
      deferred.complete(2),
      deferred.completeExceptionally(boom),
      deferred.completeWith({ status: 'fulfilled', value: 3 }),
    ];
    deferred.cancel();
    expect([calls, deferred.getCompleted(), state(deferred)]).toEqual([
      [true, false, false, false],
      1,
      'CompletableDeferredImpl{Completed}',
    ]);
  });

  it('with an error is done by the first call only', () => {
    const deferred = new CompletableDeferred<number>();
    const calls = [
      deferred.completeExceptionally(boom),
      deferred.completeExceptionally(new Error('second')),
      deferred.complete(1),
    ];
    expect([calls, deferred.getCompletionExceptionOrNull(), flags(deferred)]).toEqual([
      [true, false, false],
      boom,
      'completed cancelled',
    ]);
    expect(() => deferred.getCompleted()).toThrow(boom);
  });

  it('is false once it is cancelled', () => {
    const deferred = new CompletableDeferred<number>();
    deferred.cancel();
    expect([deferred.complete(1), deferred.completeExceptionally(boom), state(deferred)]).toEqual([
      false,
      false,
      'CompletableDeferredImpl{Cancelled}',
    ]);
  });

  it('takes an outcome as Promise.allSettled gives it', async () => {
    const outcomes = await Promise.allSettled([Promise.resolve(1), Promise.reject(boom)]);
    const [first, second] = outcomes.map((outcome) => {
      const deferred = new CompletableDeferred<number>();
      deferred.completeWith(outcome);
      return deferred;
    });
    expect([first!.getCompleted(), second!.getCompletionExceptionOrNull()]).toEqual([1, boom]);
  });

  it('resumes who awaits it, with value or error', () => {
    const steps = perform(function* ({ launch }) {
      const value = new CompletableDeferred<string>();
      const error = new CompletableDeferred<string>();
      launch(function* () {
        step(yield* value.await());
        try {
          yield* error.await();
        } catch (thrown) {
          step(thrown === boom);
        }
      });
      yield* yieldNow();
      value.complete('value');
      yield* yieldNow();
      error.completeExceptionally(boom);
    });
    expect(steps).toEqual(['value', 'true', 'end']);
  });

  it('waits for children before it is final', () => {
    const deferred = new CompletableDeferred<string>();
    const child = new Job(deferred);
    const during = [deferred.complete('value'), deferred.complete('other'), state(deferred), flags(deferred)];
    child.complete();
    expect([during, deferred.getCompleted()]).toEqual([
      [true, false, 'CompletableDeferredImpl{Completing}', 'active'],
      'value',
    ]);
  });

  it('loses its value when a child fails meanwhile', () => {
    const deferred = new CompletableDeferred<string>();
    const child = new Job(deferred);
    deferred.complete('value');
    child.completeExceptionally(boom);
    expect([flags(deferred), deferred.getCompletionExceptionOrNull()]).toEqual(['completed cancelled', boom]);
  });

  it('loses its value when it is cancelled meanwhile', () => {
    const deferred = new CompletableDeferred<string>();
    const child = new Job(deferred);
    deferred.complete('value');
    deferred.cancel();
    expect([flags(deferred), flags(child)]).toEqual(['completed cancelled', 'completed cancelled']);
  });
});

describe('a CompletableDeferred and its parent', () => {
  it('is cancelled when the parent is', () => {
    const parent = new Job();
    const deferred = new CompletableDeferred(parent);
    const cause = new CancellationException('enough');
    parent.cancel(cause);
    expect([flags(deferred), deferred.getCompletionExceptionOrNull()]).toEqual(['completed cancelled', cause]);
  });

  it('cancels the parent when it fails', () => {
    const parent = new Job();
    const deferred = new CompletableDeferred(parent);
    deferred.completeExceptionally(boom);
    expect([flags(parent), causes(parent.getCancellationException())]).toEqual([
      'completed cancelled',
      'JobCancellationException(Job was cancelled) <- Error(boom)',
    ]);
  });

  it.each([
    ['cancelled', (deferred: CompletableDeferred<unknown>) => deferred.cancel()],
    [
      'completed with a cancellation',
      (deferred: CompletableDeferred<unknown>) => deferred.completeExceptionally(new CancellationException('mine')),
    ],
  ])('leaves the parent alone when it is %s', (_how, end) => {
    const parent = new Job();
    const deferred = new CompletableDeferred(parent);
    end(deferred);
    expect([flags(parent), flags(deferred)]).toEqual(['active', 'completed cancelled']);
  });

  it('leaves a supervising parent alone when it fails', () => {
    const parent = new SupervisorJob();
    new CompletableDeferred(parent).completeExceptionally(boom);
    expect(flags(parent)).toBe('active');
  });

  it('is waited for by the parent', () => {
    const parent = new Job();
    const deferred = new CompletableDeferred<number>(parent);
    parent.complete();
    const during = state(parent);
    deferred.complete(1);
    expect([during, state(parent)]).toEqual(['JobImpl{Completing}', 'JobImpl{Completed}']);
  });

  it('ends a coroutine that waits for nothing else', () => {
    const steps = perform(function* (scope) {
      const deferred = new CompletableDeferred<number>(scope.coroutineContext.get(Job)!);
      scope.launch(() => step(deferred.complete(1)));
    });
    expect(steps).toEqual(['true', 'end']);
  });

  it('keeps the failure of a coroutine below it for its awaiters', () => {
    const steps = perform(function* ({ launch }) {
      const deferred = new CompletableDeferred<number>();
      launch(deferred, () => {
        throw boom;
      });
      try {
        yield* deferred.await();
      } catch (error) {
        step(error === boom);
      }
    });
    expect(steps).toEqual(['true', 'end']);
  });
});

describe('a CompletableJob', () => {
  it('gives its children the failure as a cancellation', () => {
    const steps = perform(function* ({ async }) {
      const parent = new Job();
      const child = async(parent, awaitCancellation);
      yield* yieldNow();
      step(parent.completeExceptionally(boom), parent.completeExceptionally(boom), parent.complete());
      yield* child.join();
      step(causes(child.getCompletionExceptionOrNull()), '/', flags(parent));
    });
    expect(steps).toEqual([
      'true false false',
      'JobCancellationException(Parent job is Cancelling) <- Error(boom) / completed cancelled',
      'end',
    ]);
  });

  it('cannot be completed while it is being cancelled', () => {
    const steps = perform(function* ({ launch }) {
      const job = new Job();
      launch(job, awaitCancellation);
      yield* yieldNow();
      job.cancel();
      step(job.complete(), job.completeExceptionally(boom), flags(job));
      yield* job.join();
      step(causes(job.getCancellationException()));
    });
    expect(steps).toEqual(['false false cancelled', 'JobCancellationException(Job was cancelled)', 'end']);
  });

  it('fails its own parent when it fails, and not by cancel', () => {
    const parents = [new Job(), new Job()] as const;
    new Job(parents[0]).completeExceptionally(boom);
    new Job(parents[1]).cancel();
    expect(parents.map(flags)).toEqual(['completed cancelled', 'active']);
  });

  it.each([
    ['Job', (parent: never) => new Job(parent)],
    ['SupervisorJob', (parent: never) => new SupervisorJob(parent)],
  ])('new %s with a parent that is no job says so', (name, make) => {
    expect(() => make('parent' as never)).toThrow(
      new IllegalArgumentException(`new ${name} expects a Job as its parent, got "parent"`),
    );
    expect(() => make({} as never)).toThrow(
      new IllegalArgumentException(`new ${name} expects a Job as its parent, got an object of class Object`),
    );
  });

  it.each([[undefined], [null]])('new Job(%s) has no parent', (parent) => {
    expect(new Job(parent).parent).toBe(null);
  });
});
