import {
  awaitCancellation,
  CancellationException,
  type CoroutineBlock,
  CoroutineExceptionHandler,
  CoroutineStart,
  getSuppressed,
  Job,
  SupervisorJob,
  type Suspend,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { flags, perform, step, text } from '../perform.js';

/** An error with what it suppresses, and that in turn: `Error(a) [Error(b) []]`. */
function tree(error: unknown): string {
  return `${text(error)} [${getSuppressed(error).map(tree).join(', ')}]`;
}

/** What the exception handler is given when `block` runs as a root coroutine under a bare Job. */
function handled(block: CoroutineBlock<unknown>): string[] {
  return perform(function* ({ launch }) {
    const handler = new CoroutineExceptionHandler((_context, error) => step('handler', tree(error)));
    const parent = new Job();
    yield* launch(parent.plus(handler), block).join();
    step(flags(parent));
  });
}

const fail = (name: string): never => {
  throw new Error(name);
};

/** Waits to be cancelled, and then throws. */
function* failInCleanup(name: string): Suspend<void> {
  try {
    yield* awaitCancellation();
  } finally {
    fail(name);
  }
}

describe('an exception thrown while a job is being cancelled', () => {
  it('takes the place of the cancellation for the handler', () => {
    const steps = handled(function* (scope) {
      scope.launch(() => scope.cancel());
      yield* failInCleanup('in cleanup');
    });
    expect(steps).toEqual(['handler Error(in cleanup) []', 'completed cancelled', 'end']);
  });

  it('takes the place of the cancellation for the awaiter', () => {
    const steps = perform(function* ({ async }) {
      const deferred = async(new Job(), () => failInCleanup('in cleanup'));
      yield* yieldNow();
      deferred.cancel();
      yield* deferred.await();
    });
    expect(steps).toEqual(['threw Error(in cleanup)']);
  });

  it('takes the place of the cancellation when a child throws it', () => {
    const steps = handled(function* (scope) {
      scope.launch(() => failInCleanup('child'));
      yield* yieldNow();
      scope.cancel(new CancellationException('A'));
    });
    expect(steps).toEqual(['handler Error(child) []', 'completed cancelled', 'end']);
  });

  it('fails the parent of a child that was cancelled alone', () => {
    const steps = handled(function* ({ launch }) {
      const child = launch(() => failInCleanup('child'));
      yield* yieldNow();
      child.cancel();
      yield* awaitCancellation();
    });
    expect(steps).toEqual(['handler Error(child) []', 'completed cancelled', 'end']);
  });

  it('loses to the first cause if it is a cancellation itself', () => {
    const steps = perform(function* ({ async }) {
      const deferred = async(new Job(), (scope) => {
        scope.cancel(new CancellationException('A'));
        throw new CancellationException('B');
      });
      yield* deferred.await();
    });
    expect(steps).toEqual(['threw CancellationException(A)']);
  });

  it('does not hold the replaced cancellation as suppressed', () => {
    const steps = perform(function* ({ async }) {
      const deferred = async(new Job(), (scope) => {
        scope.cancel(new CancellationException('A'));
        return fail('B');
      });
      yield* deferred.join();
      step(tree(deferred.getCompletionExceptionOrNull()));
    });
    expect(steps).toEqual(['Error(B) []', 'end']);
  });
});

describe('failures of launches under one Job', () => {
  const handler = () => new CoroutineExceptionHandler((_context, error) => step('handler', tree(error)));

  it('are handled once: the first cancels the second', () => {
    const steps = perform(function* ({ launch }) {
      const parent = new Job();
      launch(parent.plus(handler()), () => fail('first'));
      launch(parent.plus(handler()), () => fail('second'));
      yield* parent.join();
      step(flags(parent));
    });
    expect(steps).toEqual(['handler Error(first) []', 'completed cancelled', 'end']);
  });

  it('are handled each if the second begins all the same', () => {
    const steps = perform(function* ({ launch }) {
      const parent = new Job();
      launch(parent.plus(handler()), () => fail('first'));
      launch({ context: parent.plus(handler()), start: CoroutineStart.ATOMIC }, () => fail('second'));
      yield* parent.join();
    });
    expect(steps).toEqual(['handler Error(first) []', 'handler Error(second) []', 'end']);
  });

  it('are handled each under a SupervisorJob', () => {
    const steps = perform(function* ({ launch }) {
      const parent = new SupervisorJob();
      launch(parent.plus(handler()), () => fail('first'));
      launch(parent.plus(handler()), () => fail('second'));
      parent.complete();
      yield* parent.join();
      step(flags(parent));
    });
    expect(steps).toEqual(['handler Error(first) []', 'handler Error(second) []', 'completed', 'end']);
  });
});
