import {
  CompletableDeferred,
  CoroutineStart,
  coroutineScope,
  delay,
  type Job,
  Job as NewJob,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { flags, perform, step } from '../perform.js';

/** The flags and the name of the state, without the number that tells objects apart. */
const state = (job: Job): string => `${flags(job)} ${String(job).replace(/@.*/, '')}`;

describe('the flags of a job', () => {
  it('are those of New, Active and Completed in turn', () => {
    const steps = perform(function* ({ launch }) {
      const job: Job = launch({ start: CoroutineStart.LAZY }, () => step('body', state(job)));
      step(state(job));
      job.start();
      step(state(job));
      yield* yieldNow();
      step(state(job));
    });
    expect(steps).toEqual([
      '- LazyStandaloneCoroutine{New}',
      'active LazyStandaloneCoroutine{Active}',
      'body active LazyStandaloneCoroutine{Active}',
      'completed LazyStandaloneCoroutine{Completed}',
      'end',
    ]);
  });

  it('stay active while a returned body waits for children', () => {
    const steps = perform(function* ({ launch }) {
      const parent = launch(function* ({ launch }) {
        launch(() => delay(10));
      });
      yield* delay(1);
      step(state(parent));
      yield* parent.join();
      step(state(parent));
    });
    expect(steps).toEqual([
      'active StandaloneCoroutine{Completing}',
      'completed StandaloneCoroutine{Completed}',
      'end',
    ]);
  });

  it('are those of Cancelling until the body has ended', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(function* () {
        try {
          yield* delay(1000);
        } finally {
          step('cleanup', state(job));
        }
      });
      yield* yieldNow();
      job.cancel();
      step(state(job));
      yield* yieldNow();
      step(state(job));
    });
    expect(steps).toEqual([
      'cancelled StandaloneCoroutine{Cancelling}',
      'cleanup cancelled StandaloneCoroutine{Cancelling}',
      'completed cancelled StandaloneCoroutine{Cancelled}',
      'end',
    ]);
  });

  it('are those of Cancelling when cancelled while completing', () => {
    const steps = perform(function* ({ launch }) {
      const parent = launch(function* ({ launch }) {
        launch(function* () {
          try {
            yield* delay(10);
          } finally {
            step('child ends', state(parent));
          }
        });
      });
      yield* delay(1);
      step(state(parent));
      parent.cancel();
      step(state(parent));
      yield* parent.join();
      step(state(parent));
    });
    expect(steps).toEqual([
      'active StandaloneCoroutine{Completing}',
      'cancelled StandaloneCoroutine{Cancelling}',
      'child ends cancelled StandaloneCoroutine{Cancelling}',
      'completed cancelled StandaloneCoroutine{Cancelled}',
      'end',
    ]);
  });

  it('say cancelled of a body that failed by itself', () => {
    const steps = perform(function* () {
      yield* coroutineScope(function* ({ async }) {
        const failing = async(function* ({ launch }) {
          launch(function* () {
            try {
              yield* delay(1000);
            } finally {
              step('child ends', state(failing));
            }
          });
          yield* yieldNow();
          throw new Error('boom');
        });
        failing.invokeOnCompletion(() => step('after', state(failing)));
      });
    });
    expect(steps).toEqual([
      'child ends cancelled DeferredCoroutine{Cancelling}',
      'after completed cancelled DeferredCoroutine{Cancelled}',
      'threw Error(boom)',
    ]);
  });

  it('say cancelled of a parent whose child failed', () => {
    const job = new NewJob();
    const child = new NewJob(job);
    child.completeExceptionally(new Error('boom'));
    expect([flags(child), flags(job)]).toEqual(['completed cancelled', 'completed cancelled']);
  });

  it('say cancelled of a cancelled job that never ran', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(() => step('body'));
      job.cancel();
      step(state(job));
      yield* job.join();
      step(state(job));
    });
    expect(steps).toEqual([
      'cancelled StandaloneCoroutine{Cancelling}',
      'completed cancelled StandaloneCoroutine{Cancelled}',
      'end',
    ]);
  });
});

describe('a job without a body', () => {
  it('is active until it is completed by hand', () => {
    const job = new NewJob();
    const before = state(job);
    job.complete();
    expect([before, state(job)]).toEqual(['active JobImpl{Active}', 'completed JobImpl{Completed}']);
  });

  it('is final at once when cancelled without children', () => {
    const job = new NewJob();
    job.cancel();
    expect(state(job)).toBe('completed cancelled JobImpl{Cancelled}');
  });

  it('waits for its children when it is cancelled', () => {
    const steps = perform(function* ({ launch }) {
      const job = new NewJob();
      launch(job, function* () {
        try {
          yield* delay(1000);
        } finally {
          step('child ends');
        }
      });
      yield* yieldNow();
      job.cancel();
      step(state(job));
      yield* job.join();
      step(state(job));
    });
    expect(steps).toEqual([
      'cancelled JobImpl{Cancelling}',
      'child ends',
      'completed cancelled JobImpl{Cancelled}',
      'end',
    ]);
  });

  it('never completes by itself when its children have', () => {
    const steps = perform(function* ({ launch }) {
      const job = new NewJob();
      yield* launch(job, () => step('child')).join();
      step(state(job));
      yield* job.join();
      step('unreachable');
    });
    expect(steps).toEqual(['child', 'active JobImpl{Active}', 'stuck']);
  });

  it('keeps a coroutine waiting that is its parent', () => {
    const steps = perform(function* (scope) {
      new NewJob(scope.coroutineContext.get(NewJob));
      step('body ends');
    });
    expect(steps).toEqual(['body ends', 'stuck']);
  });

  it('lets its parent complete once it is completed', () => {
    const steps = perform(function* (scope) {
      const job = new NewJob(scope.coroutineContext.get(NewJob));
      scope.launch(() => step('completes', job.complete()));
    });
    expect(steps).toEqual(['completes true', 'end']);
  });
});

describe.each([
  ['a Job', () => new NewJob()],
  ['a CompletableDeferred', () => new CompletableDeferred<unknown>()],
] as const)('cancelling %s', (_kind, make) => {
  it('keeps the first cause of several', () => {
    const job = make();
    job.cancel();
    const cause = job.getCancellationException();
    job.cancel();
    expect(job.getCancellationException()).toBe(cause);
  });

  it('has no effect once it has completed', () => {
    const job = make();
    (job as { complete(value?: unknown): boolean }).complete(1);
    job.cancel();
    expect(flags(job)).toBe('completed');
  });
});
