import {
  awaitCancellation,
  CoroutineName,
  CoroutineStart,
  coroutineScope,
  currentCoroutineContext,
  delay,
  Job,
  NonCancellable,
  SupervisorJob,
  withContext,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { flags, perform, step } from '../perform.js';

describe('launch', () => {
  it('runs the child after the parent has suspended', () => {
    const steps = perform(function* ({ launch }) {
      step('before');
      launch(() => step('child'));
      step('after');
      yield* yieldNow();
      step('again');
    });
    expect(steps).toEqual(['before', 'after', 'child', 'again', 'end']);
  });

  it('takes turns with its parent at each yield', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(function* () {
        step('child 1');
        yield* yieldNow();
        step('child 2');
      });
      step('parent 1');
      yield* yieldNow();
      step('parent 2');
      yield* yieldNow();
      step('parent 3', flags(job));
    });
    expect(steps).toEqual(['parent 1', 'child 1', 'parent 2', 'child 2', 'parent 3 completed', 'end']);
  });

  it('is waited for by its parent, nested ones as well', () => {
    const steps = perform(function* ({ launch }) {
      launch(function* ({ launch }) {
        launch(function* ({ launch }) {
          launch(() => step('deepest'));
          yield* yieldNow();
          step('middle');
        });
        step('outer');
      }).invokeOnCompletion(() => step('outer ended'));
      step('body ended');
    });
    expect(steps).toEqual(['body ended', 'outer', 'deepest', 'middle', 'outer ended', 'end']);
  });

  it('fails its parent and siblings, whose cleanup runs', () => {
    const steps = perform(function* ({ launch }) {
      launch(function* () {
        try {
          yield* awaitCancellation();
        } finally {
          step('sibling cleans up');
        }
      });
      launch(() => {
        step('failing');
        throw new Error('boom');
      });
      try {
        yield* awaitCancellation();
      } finally {
        step('parent cleans up');
      }
    });
    expect(steps).toEqual(['failing', 'sibling cleans up', 'parent cleans up', 'threw Error(boom)']);
  });

  it('fails the scope although launch stands in a try', () => {
    const steps = perform(function* () {
      try {
        yield* coroutineScope(function* ({ launch }) {
          try {
            launch(() => {
              throw new Error('boom');
            });
            yield* awaitCancellation();
          } catch (error) {
            step('inside', error);
          }
          return 'value';
        });
      } catch (error) {
        step('outside', error);
      }
    });
    expect(steps).toEqual([
      'inside JobCancellationException(ScopeCoroutine is cancelling)',
      'outside Error(boom)',
      'end',
    ]);
  });

  it('gives no result: join waits for it', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(function* () {
        yield* delay(10);
        return 'ignored';
      });
      step(yield* job.join());
    });
    expect(steps).toEqual(['undefined', 'end']);
  });

  it('inherits the context and adds its own elements', () => {
    const steps = perform(function* ({ launch }) {
      const name = () => step(currentCoroutineContext().get(CoroutineName));
      launch(new CoroutineName('outer'), ({ launch }) => {
        name();
        launch(name);
        launch({ name: 'inner' }, name);
        launch({ context: new CoroutineName('lost'), name: 'kept' }, name);
      });
      launch(name);
    });
    expect(steps).toEqual([
      'CoroutineName(outer)',
      'null',
      'CoroutineName(outer)',
      'CoroutineName(inner)',
      'CoroutineName(kept)',
      'end',
    ]);
  });

  it('can be taken out of its scope and called alone', () => {
    const steps = perform(function* (scope) {
      const { launch } = scope;
      yield* launch(({ launch: inner }) => void inner(() => step('inner'))).join();
    });
    expect(steps).toEqual(['inner', 'end']);
  });
});

describe('launch with a job in its context', () => {
  it('has that job as its parent instead of the scope', () => {
    const steps = perform(function* ({ launch }) {
      const job = new Job();
      const child = launch(job, () => delay(10));
      step(child.parent === job, [...job.children].length);
      step('body ends');
    });
    expect(steps).toEqual(['true 1', 'body ends', 'end']);
  });

  it('is not cancelled with the scope that it left', () => {
    const steps = perform(function* ({ launch }) {
      let stray!: Job;
      const parent = launch(function* ({ launch }) {
        stray = launch(new SupervisorJob(), () => delay(10));
        yield* awaitCancellation();
      });
      yield* yieldNow();
      yield* parent.cancelAndJoin();
      step(flags(stray));
      yield* stray.join();
      step(flags(stray));
    });
    expect(steps).toEqual(['active', 'completed', 'end']);
  });

  it('does not supervise its own children under a SupervisorJob', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(new SupervisorJob(), function* ({ launch }) {
        launch(awaitCancellation).invokeOnCompletion(() => step('sibling cancelled'));
        launch(() => {
          throw new Error('boom');
        });
      });
      yield* job.join();
      step(flags(job));
    });
    expect(steps).toEqual(['sibling cancelled', 'uncaught Error(boom)', 'completed cancelled', 'end']);
  });

  it('has no parent at all with NonCancellable', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(NonCancellable, function* () {
        yield* delay(10);
        throw new Error('boom');
      });
      step(job.parent);
      yield* job.join();
      step(flags(job));
    });
    expect(steps).toEqual(['null', 'uncaught Error(boom)', 'completed cancelled', 'end']);
  });
});

describe('cancelling a launched coroutine', () => {
  it('runs its finally and leaves the parent alone', () => {
    const steps = perform(function* (scope) {
      const job = scope.launch(function* () {
        try {
          yield* awaitCancellation();
        } finally {
          step('cleanup');
        }
      });
      yield* yieldNow();
      job.cancel();
      yield* job.join();
      step(flags(job), '/', scope.isActive);
    });
    expect(steps).toEqual(['cleanup', 'completed cancelled / true', 'end']);
  });

  it('from its own body ends it at the next suspension', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(function* ({ coroutineContext }) {
        coroutineContext.get(Job)!.cancel();
        step('still here');
        yield* yieldNow();
        step('unreachable');
      });
      yield* job.join();
    });
    expect(steps).toEqual(['still here', 'end']);
  });

  it('lets a non-cancellable cleanup go on and join others', () => {
    const steps = perform(function* ({ launch }) {
      const other = launch(() => delay(50));
      const job = launch(function* () {
        try {
          yield* awaitCancellation();
        } finally {
          yield* withContext(NonCancellable, () => other.join());
          step('joined', flags(other));
        }
      });
      yield* yieldNow();
      yield* job.cancelAndJoin();
      step('done');
    });
    expect(steps).toEqual(['joined completed', 'done', 'end']);
  });

  it('fails the parent if its cleanup throws', () => {
    const steps = perform(function* (scope) {
      const job = scope.launch({ start: CoroutineStart.ATOMIC }, function* () {
        try {
          yield* awaitCancellation();
        } finally {
          throw new Error('in cleanup');
        }
      });
      yield* job.cancelAndJoin();
      step(scope.isActive);
    });
    expect(steps).toEqual(['threw Error(in cleanup)']);
  });
});
