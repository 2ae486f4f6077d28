import {
  awaitCancellation,
  CancellationException,
  CoroutineExceptionHandler,
  coroutineScope,
  delay,
  getSuppressed,
  Job,
  SupervisorJob,
  supervisorScope,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { flags, perform, step } from '../perform.js';

const handler = new CoroutineExceptionHandler((_context, error) => step('handler', error));
const fail = (name: string) => () => {
  throw new Error(name);
};

describe('supervisorScope', () => {
  it('lets siblings and block go on when a child fails', () => {
    const steps = perform(function* () {
      const value = yield* supervisorScope(function* ({ launch }) {
        launch(handler, fail('boom'));
        launch(function* () {
          yield* delay(10);
          step('sibling');
        });
        yield* delay(20);
        return 'value';
      });
      step(value);
    });
    expect(steps).toEqual(['handler Error(boom)', 'sibling', 'value', 'end']);
  });

  it('gives each failure to the handler of that child', () => {
    const named = (name: string) => new CoroutineExceptionHandler((_context, error) => step(name, error));
    const steps = perform(function* () {
      yield* supervisorScope(({ launch }) => {
        launch(named('a'), fail('1'));
        launch(named('b'), fail('2'));
        launch(fail('3'));
      });
    });
    expect(steps).toEqual(['a Error(1)', 'b Error(2)', 'uncaught Error(3)', 'end']);
  });

  it('gives no cancellation of a child to a handler', () => {
    const steps = perform(function* () {
      yield* supervisorScope(({ launch }) => {
        launch(handler, () => {
          throw new CancellationException('mine');
        });
      });
    });
    expect(steps).toEqual(['end']);
  });

  it('has its handler inherited by its children', () => {
    const steps = perform(function* ({ launch }) {
      yield* launch(handler, function* () {
        yield* supervisorScope(({ launch }) => void launch(fail('boom')));
        step('goes on');
      }).join();
    });
    expect(steps).toEqual(['handler Error(boom)', 'goes on', 'end']);
  });

  it('supervises direct children only', () => {
    const steps = perform(function* () {
      yield* supervisorScope(({ launch }) => {
        launch(handler, function* ({ launch }) {
          launch(fail('grandchild'));
          try {
            yield* awaitCancellation();
          } finally {
            step('child cancelled');
          }
        });
        launch(function* () {
          yield* delay(10);
          step('sibling');
        });
      });
    });
    expect(steps).toEqual(['child cancelled', 'handler Error(grandchild)', 'sibling', 'end']);
  });

  it('ignores a handler on a grandchild', () => {
    const steps = perform(function* () {
      yield* supervisorScope(({ launch }) => {
        launch(handler, ({ launch }) => {
          launch(new CoroutineExceptionHandler(() => step('wrong handler')), fail('grandchild'));
        });
      });
    });
    expect(steps).toEqual(['handler Error(grandchild)', 'end']);
  });

  it('has a throwing block cancel the children and win', () => {
    const steps = perform(function* () {
      try {
        yield* supervisorScope(function* ({ launch }) {
          launch(handler, function* () {
            try {
              yield* awaitCancellation();
            } finally {
              step('child cancelled');
              throw new Error('child');
            }
          });
          yield* yieldNow();
          throw new Error('block');
        });
      } catch (error) {
        step(error, getSuppressed(error));
      }
    });
    expect(steps).toEqual(['child cancelled', 'handler Error(child)', 'Error(block) []', 'end']);
  });

  it('has a failing async await rethrow, and goes on', () => {
    const steps = perform(function* () {
      yield* supervisorScope(function* (scope) {
        const deferred = scope.async(fail('boom'));
        try {
          yield* deferred.await();
        } catch (error) {
          step(error, scope.isActive);
        }
      });
    });
    expect(steps).toEqual(['Error(boom) true', 'end']);
  });

  it('fails when its block does not catch the await', () => {
    const steps = perform(function* () {
      yield* supervisorScope(function* ({ async, launch }) {
        launch(awaitCancellation).invokeOnCompletion(() => step('sibling cancelled'));
        yield* async(fail('boom')).await();
      });
    });
    expect(steps).toEqual(['sibling cancelled', 'threw Error(boom)']);
  });

  it('within a coroutineScope keeps that scope from failing', () => {
    const steps = perform(function* () {
      yield* coroutineScope(function* (outer) {
        yield* supervisorScope(({ launch }) => void launch(handler, fail('boom')));
        step(outer.isActive);
      });
    });
    expect(steps).toEqual(['handler Error(boom)', 'true', 'end']);
  });
});

describe('a SupervisorJob', () => {
  it('stays active when children fail', () => {
    const steps = perform(function* ({ launch }) {
      const supervisor = new SupervisorJob();
      for (const name of ['1', '2']) yield* launch(supervisor.plus(handler), fail(name)).join();
      step(flags(supervisor));
    });
    expect(steps).toEqual(['handler Error(1)', 'handler Error(2)', 'active', 'end']);
  });

  it('cancels its children when it fails itself', () => {
    const supervisor = new SupervisorJob();
    const child = new Job(supervisor);
    supervisor.completeExceptionally(new Error('own'));
    expect([flags(supervisor), flags(child)]).toEqual(['completed cancelled', 'completed cancelled']);
  });

  it('stays active when the failing child is a bare job', () => {
    const supervisor = new SupervisorJob();
    new Job(supervisor).completeExceptionally(new Error('boom'));
    expect(flags(supervisor)).toBe('active');
  });

  it('is cancelled with its parent', () => {
    const parent = new Job();
    const supervisor = new SupervisorJob(parent);
    const child = new Job(supervisor);
    parent.cancel();
    expect([flags(supervisor), flags(child)]).toEqual(['completed cancelled', 'completed cancelled']);
  });

  it('does not tell its parent of a failing child', () => {
    const steps = perform(function* (scope) {
      const supervisor = new SupervisorJob(scope.coroutineContext.get(Job));
      yield* scope.launch(supervisor.plus(handler), fail('boom')).join();
      step(scope.isActive);
      supervisor.complete();
    });
    expect(steps).toEqual(['handler Error(boom)', 'true', 'end']);
  });

  it('is told apart from a Job by instanceof', () => {
    expect([new SupervisorJob() instanceof SupervisorJob, new SupervisorJob() instanceof Job]).toEqual([true, true]);
    expect(new Job() instanceof SupervisorJob).toBe(false);
  });

  it('reads as Kotlin prints it', () => {
    expect(String(new SupervisorJob()).replace(/@\w+/, '')).toBe('SupervisorJobImpl{Active}');
  });
});
