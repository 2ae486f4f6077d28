import {
  awaitCancellation,
  CancellationException,
  ContinuationInterceptor,
  CoroutineName,
  CoroutineScope,
  CoroutineStart,
  coroutineScope,
  Dispatchers,
  delay,
  EmptyCoroutineContext,
  GlobalScope,
  IllegalArgumentException,
  IllegalStateException,
  Job,
  MainScope,
  NonCancellable,
  SupervisorJob,
  withContext,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { flags, otherDispatcher, perform, step } from '../perform.js';

describe('coroutineScope', () => {
  it('runs its block in the turn of the caller', () => {
    const steps = perform(function* ({ launch }) {
      launch(() => step('other'));
      yield* coroutineScope(() => step('block'));
      step('after');
    });
    expect(steps).toEqual(['block', 'after', 'other', 'end']);
  });

  it('goes on in the same turn when its block ends last', () => {
    const steps = perform(function* ({ launch }) {
      yield* coroutineScope(function* () {
        yield* yieldNow();
        launch(() => step('other'));
        step('block ends');
      });
      step('after');
    });
    expect(steps).toEqual(['block ends', 'after', 'other', 'end']);
  });

  it('gives others a turn when its children end last', () => {
    const steps = perform(function* ({ launch: outer }) {
      yield* coroutineScope(({ launch }) => {
        launch(() => {
          outer(() => step('other'));
          step('child ends');
        });
      });
      step('after');
    });
    expect(steps).toEqual(['child ends', 'other', 'after', 'end']);
  });

  it('throws the cancellation to a caller cancelled before its turn', () => {
    const steps = perform(function* ({ launch }) {
      const caller = launch(function* () {
        try {
          yield* coroutineScope(({ launch }) => {
            launch(() => void caller.cancel(new CancellationException('late')));
            return 'value';
          });
          step('unreachable');
        } catch (error) {
          step(error);
        }
      });
      yield* caller.join();
    });
    expect(steps).toEqual(['CancellationException(late)', 'end']);
  });

  it('throws the failure of the first of two failing asyncs', () => {
    const steps = perform(function* (outer) {
      try {
        yield* coroutineScope(function* ({ async }) {
          const first = async(function* () {
            try {
              yield* awaitCancellation();
            } finally {
              step('first cancelled');
            }
          });
          const second = async(function* () {
            yield* delay(1);
            throw new Error('second');
          });
          yield* first.await();
          yield* second.await();
        });
      } catch (error) {
        step(error, outer.isActive);
      }
    });
    expect(steps).toEqual(['first cancelled', 'Error(second) true', 'end']);
  });

  it('throws a cancellation of its own that was not caught', () => {
    const steps = perform(function* (outer) {
      try {
        yield* coroutineScope(function* ({ async }) {
          const child = async(awaitCancellation);
          yield* yieldNow();
          child.cancel(new CancellationException('child'));
          yield* child.await();
        });
      } catch (error) {
        step(error, outer.isActive);
      }
    });
    expect(steps).toEqual(['CancellationException(child) true', 'end']);
  });

  it('shows the exception of a child rather than the cancellation', () => {
    const steps = perform(function* () {
      try {
        yield* coroutineScope(function* (scope) {
          scope.launch(function* () {
            try {
              yield* awaitCancellation();
            } finally {
              throw new Error('child');
            }
          });
          yield* yieldNow();
          scope.cancel();
        });
      } catch (error) {
        step(error);
      }
    });
    expect(steps).toEqual(['Error(child)', 'end']);
  });

  it('inherits the context of its caller, with its own job', () => {
    const steps = perform(function* ({ launch, coroutineContext }) {
      yield* launch(new CoroutineName('name'), function* (outer) {
        yield* coroutineScope((scope) => {
          const own = scope.coroutineContext;
          step(own.get(CoroutineName), own.get(Job)!.parent === outer.coroutineContext.get(Job));
          step(own.get(ContinuationInterceptor) === coroutineContext.get(ContinuationInterceptor));
        });
      }).join();
    });
    expect(steps).toEqual(['CoroutineName(name) true', 'true', 'end']);
  });
});

describe('new CoroutineScope', () => {
  it('makes a job where the context has none', () => {
    const job = new CoroutineScope(EmptyCoroutineContext).coroutineContext.get(Job)!;
    expect([flags(job), job.parent]).toEqual(['active', null]);
  });

  it('keeps the job that the context has, not as a parent', () => {
    const job = new Job();
    expect(new CoroutineScope(job).coroutineContext.get(Job)).toBe(job);
  });

  it('is cancelled as a whole when a child fails', () => {
    const steps = perform(function* () {
      const scope = new CoroutineScope(otherDispatcher());
      scope.launch(awaitCancellation).invokeOnCompletion(() => step('sibling cancelled'));
      scope.launch(() => {
        throw new Error('boom');
      });
      yield* scope.coroutineContext.get(Job)!.join();
      step(scope.isActive);
    });
    expect(steps).toEqual(['uncaught Error(boom)', 'sibling cancelled', 'false', 'end']);
  });

  it('starts nothing any more once it is cancelled', () => {
    const steps = perform(function* () {
      const scope = new CoroutineScope(otherDispatcher());
      scope.cancel();
      const job = scope.launch(() => step('body'));
      yield* job.join();
      step(flags(job));
    });
    expect(steps).toEqual(['completed cancelled', 'end']);
  });

  it('cancels with the given cause', () => {
    const scope = new CoroutineScope(EmptyCoroutineContext);
    const cause = new CancellationException('enough');
    scope.cancel(cause);
    expect(scope.coroutineContext.get(Job)!.getCancellationException()).toBe(cause);
  });

  it('starts its coroutines on Dispatchers.Default unless told otherwise', () => {
    const scope = new CoroutineScope(EmptyCoroutineContext);
    const job = scope.launch(function* () {});
    const dispatcher = (job as unknown as CoroutineScope).coroutineContext.get(ContinuationInterceptor);
    scope.cancel();
    expect(dispatcher).toBe(Dispatchers.Default);
  });

  it('plus a context shares the job and adds elements', () => {
    const scope = new CoroutineScope(new CoroutineName('first'));
    const other = scope.plus(new CoroutineName('second'));
    expect([
      other.coroutineContext.get(Job) === scope.coroutineContext.get(Job),
      String(other.coroutineContext.get(CoroutineName)),
    ]).toEqual([true, 'CoroutineName(second)']);
  });

  it('plus a job is tied to that job instead', () => {
    const job = new Job();
    const scope = new CoroutineScope(EmptyCoroutineContext).plus(job);
    job.cancel();
    expect([scope.isActive, scope.coroutineContext.get(Job)]).toEqual([false, job]);
  });

  it('is told apart from other things by instanceof', () => {
    const values: unknown[] = [new CoroutineScope(EmptyCoroutineContext), GlobalScope, {}, null, new Job()];
    expect(values.map((value) => value instanceof CoroutineScope)).toEqual([true, true, false, false, false]);
  });

  it('reads as Kotlin prints it', () => {
    const scope = new CoroutineScope(new CoroutineName('x'));
    expect(String(scope).replace(/@\w+/, '')).toBe(
      'CoroutineScope(coroutineContext=[CoroutineName(x), JobImpl{Active}])',
    );
  });

  it('disposed of is cancelled and waited for', async () => {
    const seen: string[] = [];
    const scope = new CoroutineScope(Dispatchers.Default);
    scope.launch({ start: CoroutineStart.UNDISPATCHED }, function* () {
      try {
        yield* awaitCancellation();
      } finally {
        yield* withContext(NonCancellable, () => delay(1));
        seen.push('cleanup');
      }
    });
    await scope[Symbol.asyncDispose]();
    expect([seen, scope.isActive]).toEqual([['cleanup'], false]);
  });

  it.each([[undefined], [null], ['Main'], [{ context: 1 }]])('of %o says what it expects', (context) => {
    const got = typeof context === 'string' ? '"Main"' : context ? 'an object of class Object' : String(context);
    expect(() => new CoroutineScope(context as never)).toThrow(
      new IllegalArgumentException(
        `new CoroutineScope expects a CoroutineContext, got ${got}. Write new CoroutineScope(Dispatchers.Main)`,
      ),
    );
  });
});

describe('a scope without a job', () => {
  it('is active always', () => {
    expect(GlobalScope.isActive).toBe(true);
  });

  it('cannot be cancelled and says what to write instead', () => {
    expect(() => GlobalScope.cancel()).toThrow(IllegalStateException);
    expect(() => GlobalScope.cancel()).toThrow(
      'Scope cannot be cancelled because it does not have a job: CoroutineScope(coroutineContext=EmptyCoroutineContext). ' +
        'Keep the jobs that launch returns, or make a scope with new CoroutineScope(new Job())',
    );
  });

  it('starts coroutines that have no parent', () => {
    const job = GlobalScope.launch(awaitCancellation);
    const { parent } = job;
    job.cancel();
    expect(parent).toBe(null);
  });
});

describe('other scopes', () => {
  it('of the main thread supervise their children', () => {
    const context = MainScope().coroutineContext;
    expect([context.get(Job) instanceof SupervisorJob, context.get(ContinuationInterceptor)]).toEqual([
      true,
      Dispatchers.Main,
    ]);
  });

  it('of NonCancellable are not cancelled by cancel', () => {
    const scope = new CoroutineScope(NonCancellable);
    scope.cancel();
    expect(scope.isActive).toBe(true);
  });
});
