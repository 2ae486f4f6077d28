import {
  awaitCancellation,
  CancellationException,
  CompletableDeferred,
  type CoroutineContext,
  CoroutineExceptionHandler,
  CoroutineName,
  CoroutineScope,
  coroutineScope,
  GlobalScope,
  getSuppressed,
  IllegalArgumentException,
  Job,
  SupervisorJob,
  supervisorScope,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { causes, flags, otherDispatcher, perform, step } from '../perform.js';

const handler = new CoroutineExceptionHandler((_context, error) => step('handler', error));
const fail = (): never => {
  throw new Error('boom');
};
/** A scope of root coroutines, with the handler. */
const roots = (context: CoroutineContext = handler) => GlobalScope.plus(otherDispatcher().plus(context));

describe('the exception handler', () => {
  it('gets the failure of a root launch', () => {
    const steps = perform(function* () {
      yield* roots().launch(fail).join();
    });
    expect(steps).toEqual(['handler Error(boom)', 'end']);
  });

  it('of the root gets the failure of a launch below', () => {
    const steps = perform(function* () {
      yield* roots()
        .launch(({ launch }) => void launch(fail))
        .join();
    });
    expect(steps).toEqual(['handler Error(boom)', 'end']);
  });

  it('of the root gets the failure of an async below', () => {
    const steps = perform(function* () {
      yield* roots()
        .launch(({ async }) => void async(fail))
        .join();
    });
    expect(steps).toEqual(['handler Error(boom)', 'end']);
  });

  it('is ignored on an ordinary child', () => {
    const steps = perform(function* () {
      try {
        yield* coroutineScope(({ launch }) => void launch(handler, fail));
      } catch (error) {
        step('caught', error);
      }
    });
    expect(steps).toEqual(['caught Error(boom)', 'end']);
  });

  it('is asked on a direct child of a supervisor', () => {
    const steps = perform(function* ({ launch }) {
      yield* supervisorScope(({ launch }) => void launch(handler, fail));
      yield* launch(new SupervisorJob().plus(handler), fail).join();
    });
    expect(steps).toEqual(['handler Error(boom)', 'handler Error(boom)', 'end']);
  });

  it('is not asked for a root async, nor for what it launches', () => {
    const steps = perform(function* () {
      for (const block of [fail, ({ launch }: CoroutineScope) => void launch(fail)]) {
        const deferred = roots().async(block as (scope: CoroutineScope) => void);
        yield* deferred.join();
        step(deferred.getCompletionExceptionOrNull());
      }
    });
    expect(steps).toEqual(['Error(boom)', 'Error(boom)', 'end']);
  });

  it('is not asked for a CompletableDeferred or a Job', () => {
    const steps = perform(function* () {
      for (const job of [new Job(), new CompletableDeferred()]) {
        new CoroutineScope(job.plus(handler));
        job.completeExceptionally(new Error('boom'));
        step(flags(job));
      }
    });
    expect(steps).toEqual(['completed cancelled', 'completed cancelled', 'end']);
  });

  it('is not asked for a cancellation', () => {
    const steps = perform(function* () {
      const thrown = roots().launch(() => {
        throw new CancellationException('mine');
      });
      const cancelled = roots().launch(awaitCancellation);
      yield* yieldNow();
      cancelled.cancel();
      yield* cancelled.join();
      step(flags(thrown), '/', flags(cancelled));
    });
    expect(steps).toEqual(['completed cancelled / completed cancelled', 'end']);
  });

  it('is asked when all has ended, before completion handlers', () => {
    const steps = perform(function* () {
      const late = new CoroutineExceptionHandler((context, error) => {
        step('handler', error, context.get(CoroutineName), flags(context.get(Job)!));
        step('children', [...context.get(Job)!.children].length);
      });
      const job = roots(late.plus(new CoroutineName('root'))).launch(function* ({ launch }) {
        launch(function* () {
          try {
            yield* awaitCancellation();
          } finally {
            step('child ends');
          }
        });
        yield* yieldNow();
        fail();
      });
      job.invokeOnCompletion((cause) => step('completion', cause, flags(job)));
      yield* job.join();
    });
    expect(steps).toEqual([
      'child ends',
      'handler Error(boom) CoroutineName(root) cancelled',
      'children 0',
      'completion Error(boom) completed cancelled',
      'end',
    ]);
  });

  it('is asked once for all failures of one tree', () => {
    const steps = perform(function* () {
      const all = new CoroutineExceptionHandler((_context, error) => step(error, getSuppressed(error)));
      yield* roots(all)
        .launch(function* ({ launch }) {
          launch({ start: 'atomic' }, fail);
          launch({ start: 'atomic' }, () => {
            throw new Error('second');
          });
          yield* awaitCancellation();
        })
        .join();
    });
    expect(steps).toEqual(['Error(boom) [Error(second)]', 'end']);
  });

  it('is asked for what completion handlers throw, also of an async', () => {
    const steps = perform(function* () {
      const late = new CoroutineExceptionHandler((_context, error) => step(causes(error).replace(/@\w+/, '')));
      const deferred = roots(late).async(() => 'value');
      deferred.invokeOnCompletion(fail);
      step(yield* deferred.await());
    });
    expect(steps).toEqual([
      'CompletionHandlerException(Exception in completion handler of DeferredCoroutine{Completed}) <- Error(boom)',
      'value',
      'end',
    ]);
  });

  it('is inherited by children and replaced by a nearer one', () => {
    const steps = perform(function* () {
      const nearer = new CoroutineExceptionHandler((_context, error) => step('nearer', error));
      const scope = roots(new SupervisorJob().plus(handler));
      yield* scope.launch(fail).join();
      yield* scope.launch(nearer, fail).join();
    });
    expect(steps).toEqual(['handler Error(boom)', 'nearer Error(boom)', 'end']);
  });

  it('is found in the context by its class and named there', () => {
    expect([handler.get(CoroutineExceptionHandler) === handler, String(handler)]).toEqual([
      true,
      'CoroutineExceptionHandler',
    ]);
  });

  it.each([[undefined], [null], ['text'], [{}]])('made of %o says what it expects', (wrong) => {
    const got = wrong === 'text' ? '"text"' : wrong ? 'an object of class Object' : String(wrong);
    expect(() => new CoroutineExceptionHandler(wrong as never)).toThrow(
      new IllegalArgumentException(`CoroutineExceptionHandler expects a function (context, error) => void, got ${got}`),
    );
  });
});

describe('a failing launch below', () => {
  const below: [string, () => Job, string[]][] = [
    [
      'a Job asks its own handler, and the job is cancelled',
      () => new Job(),
      ['handler Error(boom)', 'completed cancelled'],
    ],
    [
      'a Job below a Job asks its own handler',
      () => new Job(new Job()),
      ['handler Error(boom)', 'completed cancelled'],
    ],
    ['a CompletableDeferred asks none: it is kept there', () => new CompletableDeferred(), ['completed cancelled']],
    [
      'a Job below a CompletableDeferred asks none',
      () => new Job(new CompletableDeferred() as Job),
      ['completed cancelled'],
    ],
    [
      'a Job below a SupervisorJob asks its own handler',
      () => new Job(new SupervisorJob()),
      ['handler Error(boom)', 'completed cancelled'],
    ],
    [
      'a SupervisorJob asks its own handler, and the job goes on',
      () => new SupervisorJob(),
      ['handler Error(boom)', 'active'],
    ],
  ];
  it.each(below)('%s', (_name, make, expected) => {
    const steps = perform(function* ({ launch }) {
      const parent = make();
      yield* launch(parent.plus(handler), fail).join();
      step(flags(parent));
    });
    expect(steps).toEqual([...expected, 'end']);
  });

  it('a CompletableDeferred leaves its failure to the awaiter', () => {
    const steps = perform(function* ({ launch }) {
      const parent = new CompletableDeferred<number>();
      launch(parent.plus(handler), fail);
      yield* parent.await();
    });
    expect(steps).toEqual(['threw Error(boom)']);
  });
});

describe('a handler that throws', () => {
  it('has both failures reported to the last resort together', () => {
    const reported: unknown[] = [];
    const steps = perform(function* () {
      const throwing = new CoroutineExceptionHandler((_context, error) => {
        reported.push(error);
        throw new Error('from handler');
      });
      const job = roots(throwing).launch(fail);
      yield* job.join();
      step(flags(job));
    });
    expect(steps).toEqual([
      'uncaught Error(Exception while trying to handle coroutine exception)',
      'completed cancelled',
      'end',
    ]);
    expect(reported.map(String)).toEqual(['Error: boom']);
  });

  it('has the failure itself reported when it rethrows that', () => {
    const steps = perform(function* () {
      const rethrowing = new CoroutineExceptionHandler((_context, error) => {
        throw error;
      });
      yield* roots(rethrowing).launch(fail).join();
    });
    expect(steps).toEqual(['uncaught Error(boom)', 'end']);
  });

  it('does not stop siblings under a supervisor', () => {
    const steps = perform(function* () {
      const throwing = new CoroutineExceptionHandler(() => {
        throw new Error('from handler');
      });
      yield* supervisorScope(({ launch }) => {
        launch(throwing, fail);
        launch(() => step('sibling'));
      });
    });
    expect(steps).toEqual(['uncaught Error(Exception while trying to handle coroutine exception)', 'sibling', 'end']);
  });
});
