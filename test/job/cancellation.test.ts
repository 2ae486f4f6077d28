import {
  awaitCancellation,
  CancellationException,
  CompletableDeferred,
  CoroutineScope,
  CoroutineStart,
  delay,
  EmptyCoroutineContext,
  ensureActive,
  GlobalScope,
  IllegalStateException,
  isActive,
  Job,
  NonCancellable,
  runBlocking,
  TimeoutCancellationException,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { causes, perform, step, text } from '../perform.js';

const boom = new Error('boom');
const thrownBy = (action: () => unknown): unknown => {
  try {
    action();
  } catch (error) {
    return error;
  }
  return 'nothing';
};

describe('ensureActive of a job', () => {
  it('does nothing while the job is active', () => {
    expect(thrownBy(() => new Job().ensureActive())).toBe('nothing');
  });

  it('throws the cause of the cancellation itself', () => {
    const job = new Job();
    const cause = new CancellationException('enough');
    job.cancel(cause);
    expect(thrownBy(() => job.ensureActive())).toBe(cause);
  });

  it('throws a cancellation with the failure as its cause', () => {
    const job = new Job();
    job.completeExceptionally(boom);
    expect(causes(thrownBy(() => job.ensureActive()))).toBe(
      'JobCancellationException(Job was cancelled) <- Error(boom)',
    );
  });

  it('throws on a job that has completed normally', () => {
    const job = new Job();
    job.complete();
    expect(text(thrownBy(() => job.ensureActive()))).toBe('JobCancellationException(JobImpl has completed normally)');
  });

  it('throws on a lazy coroutine that is not started', () => {
    const lazy = GlobalScope.launch({ start: CoroutineStart.LAZY }, () => {});
    const thrown = thrownBy(() => lazy.ensureActive());
    lazy.cancel();
    expect(text(thrown).replace(/@\w+/, '')).toBe(
      'IllegalStateException(Job is still new or active: LazyStandaloneCoroutine{New})',
    );
  });

  it('is the same on a scope, and nothing without a job', () => {
    const scope = new CoroutineScope(new Job());
    scope.ensureActive();
    scope.cancel(new CancellationException('enough'));
    expect([thrownBy(() => GlobalScope.ensureActive()), text(thrownBy(() => scope.ensureActive()))]).toEqual([
      'nothing',
      'CancellationException(enough)',
    ]);
  });
});

describe('getCancellationException', () => {
  it('throws while the job is active', () => {
    const thrown = thrownBy(() => new Job().getCancellationException());
    expect(thrown).toBeInstanceOf(IllegalStateException);
    expect(text(thrown).replace(/@\w+/, '')).toBe('IllegalStateException(Job is still new or active: JobImpl{Active})');
  });

  it('says of a failing coroutine that it is cancelling', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(new Job(), function* (scope) {
        scope.launch(function* () {
          try {
            yield* awaitCancellation();
          } finally {
            step(causes(job.getCancellationException()));
          }
        });
        yield* yieldNow();
        throw boom;
      });
      yield* job.join();
    });
    expect(steps).toEqual([
      'JobCancellationException(StandaloneCoroutine is cancelling) <- Error(boom)',
      'uncaught Error(boom)',
      'end',
    ]);
  });

  it('says of a completed job that it completed normally', () => {
    expect(text(new CompletableDeferred('value').getCancellationException())).toBe(
      'JobCancellationException(CompletableDeferredImpl has completed normally)',
    );
  });
});

describe('the cancellation of a job', () => {
  it('has a message of its own without a cause', () => {
    const job = new Job();
    job.cancel();
    expect(text(job.getCancellationException())).toBe('JobCancellationException(Job was cancelled)');
  });

  it('is a CancellationException, an IllegalStateException and an Error', () => {
    const job = new Job();
    job.cancel();
    const cause = job.getCancellationException();
    expect([CancellationException, IllegalStateException, Error].map((type) => cause instanceof type)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('accepts null as Kotlin does: no cause of its own', () => {
    const job = new Job();
    job.cancel(null);
    expect(text(job.getCancellationException())).toBe('JobCancellationException(Job was cancelled)');
  });

  it('takes effect at the next suspension, not before', () => {
    const steps = perform(function* ({ launch }) {
      launch(function* (scope) {
        scope.cancel();
        step('goes on', isActive());
        yield* yieldNow();
        step('unreachable');
      });
    });
    expect(steps).toEqual(['goes on false', 'end']);
  });

  it('is noticed by ensureActive in a loop without suspension', () => {
    const steps = perform(function* ({ launch }) {
      launch(function* (scope) {
        for (let i = 0; ; i++) {
          ensureActive();
          step(i);
          if (i === 2) scope.cancel();
        }
      });
    });
    expect(steps).toEqual(['0', '1', '2', 'end']);
  });

  it('ends the wait of a suspended coroutine at once', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(function* () {
        try {
          yield* delay(1_000_000);
        } catch (error) {
          step(error);
          throw error;
        }
      });
      yield* delay(10);
      yield* job.cancelAndJoin();
      step('joined');
    });
    expect(steps).toEqual(['JobCancellationException(StandaloneCoroutine was cancelled)', 'joined', 'end']);
  });

  it('can be swallowed by the body, which ends cancelled nevertheless', () => {
    const steps = perform(function* ({ async }) {
      const deferred = async(function* () {
        try {
          yield* awaitCancellation();
        } catch {
          step('swallowed');
        }
        return 'value';
      });
      yield* yieldNow();
      deferred.cancel();
      yield* deferred.join();
      step(deferred.isCancelled, deferred.getCompletionExceptionOrNull());
    });
    expect(steps).toEqual(['swallowed', 'true JobCancellationException(DeferredCoroutine was cancelled)', 'end']);
  });

  it('repeats itself at every suspension of the cleanup', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(function* () {
        for (let i = 0; i < 3; i++) {
          try {
            yield* awaitCancellation();
          } catch (error) {
            step(i, error);
          }
        }
      });
      yield* yieldNow();
      job.cancel(new CancellationException('enough'));
    });
    expect(steps).toEqual([
      '0 CancellationException(enough)',
      '1 CancellationException(enough)',
      '2 CancellationException(enough)',
      'end',
    ]);
  });

  it('of a timeout is a CancellationException too', () => {
    expect(new TimeoutCancellationException('late')).toBeInstanceOf(CancellationException);
  });
});

describe('isActive and ensureActive without a job', () => {
  it('are true and nothing in GlobalScope', () => {
    expect([GlobalScope.isActive, GlobalScope.ensureActive()]).toEqual([true, undefined]);
  });

  it('find no job in the empty context', () => {
    expect(EmptyCoroutineContext.get(Job)).toBe(null);
  });

  it.each([
    ['isActive', isActive],
    ['ensureActive', ensureActive],
  ])('%s outside of a coroutine says what to write', (name, call) => {
    expect(text(thrownBy(call))).toBe(
      `IllegalStateException(${name} was run outside of a coroutine. ` +
        'Call it with yield* in a suspend function that a coroutine runs: run(function* () { ... }))',
    );
  });
});

describe('the key of jobs', () => {
  it('finds a job of any kind in a context', () => {
    const jobs = [new Job(), new CompletableDeferred(), NonCancellable];
    expect(jobs.map((job) => job.plus(EmptyCoroutineContext).get(Job) === job)).toEqual([true, true, true]);
  });

  it('finds the running coroutine in its own context', () => {
    expect(runBlocking(({ coroutineContext }) => coroutineContext.get(Job) instanceof Job)).toBe(true);
  });
});
