import {
  awaitCancellation,
  CoroutineExceptionHandler,
  CoroutineName,
  delay,
  getSuppressed,
  IllegalStateException,
  isActive,
  Job,
  NonCancellable,
  type Suspend,
  UnsupportedOperationException,
  withContext,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { flags, otherDispatcher, perform, step } from '../perform.js';

/** Cancels a coroutine with this body while it is in its first suspension. */
const cancelled = (body: () => Suspend<unknown>) =>
  perform(function* ({ launch }) {
    const handler = new CoroutineExceptionHandler((_context, error) => step('handler', error, getSuppressed(error)));
    const job = launch(new Job().plus(handler), body);
    yield* yieldNow();
    yield* yieldNow();
    job.cancel();
    step('cancelled');
    yield* job.join();
    step(flags(job));
  });

describe('withContext(NonCancellable)', () => {
  it('goes on after the cancellation and returns normally', () => {
    const steps = cancelled(function* () {
      const value = yield* withContext(NonCancellable, function* () {
        yield* delay(10);
        step('inside', isActive());
        yield* delay(10);
        return 'value';
      });
      step(value, isActive());
      try {
        yield* yieldNow();
      } catch (error) {
        step(error);
      }
    });
    expect(steps).toEqual([
      'cancelled',
      'inside true',
      'value false',
      'JobCancellationException(StandaloneCoroutine was cancelled)',
      'completed cancelled',
      'end',
    ]);
  });

  it('shows its own exception, not the cancellation', () => {
    const steps = cancelled(function* () {
      yield* withContext(NonCancellable, function* () {
        yield* delay(10);
        throw new Error('boom');
      });
    });
    expect(steps).toEqual(['cancelled', 'handler Error(boom) []', 'completed cancelled', 'end']);
  });

  it('lets a cleanup suspend', () => {
    const steps = cancelled(function* () {
      try {
        yield* awaitCancellation();
      } finally {
        yield* withContext(NonCancellable, function* () {
          yield* delay(10);
          step('cleaned up');
        });
      }
    });
    expect(steps).toEqual(['cancelled', 'cleaned up', 'completed cancelled', 'end']);
  });

  it('nests, also through further contexts', () => {
    const steps = cancelled(function* () {
      yield* withContext(NonCancellable, function* () {
        yield* delay(10);
        yield* withContext(new CoroutineName('inner'), function* () {
          yield* delay(10);
          step('inner', isActive());
        });
        yield* withContext(NonCancellable, function* () {
          yield* delay(10);
          step('again', isActive());
        });
      });
    });
    expect(steps).toEqual(['cancelled', 'inner true', 'again true', 'completed cancelled', 'end']);
  });

  it('with another dispatcher still throws on the way back', () => {
    const steps = cancelled(function* () {
      try {
        yield* withContext(NonCancellable.plus(otherDispatcher()), function* () {
          yield* delay(10);
          step('inside');
        });
        step('unreachable');
      } catch (error) {
        step(error);
      }
    });
    expect(steps).toEqual([
      'cancelled',
      'inside',
      'JobCancellationException(StandaloneCoroutine was cancelled)',
      'completed cancelled',
      'end',
    ]);
  });

  it('entered by a cancelled coroutine runs its block', () => {
    const steps = perform(function* ({ launch }) {
      launch(function* (scope) {
        scope.cancel();
        yield* withContext(NonCancellable, () => delay(10));
        step('after', isActive());
      });
    });
    expect(steps).toEqual(['after false', 'end']);
  });

  it('has its own failure tell nobody above', () => {
    const steps = perform(function* (scope) {
      try {
        yield* withContext(NonCancellable, ({ launch }) => {
          launch(() => {
            throw new Error('boom');
          });
        });
      } catch (error) {
        step(error, scope.isActive);
      }
    });
    expect(steps).toEqual(['Error(boom) true', 'end']);
  });
});

describe('a coroutine with NonCancellable as its parent', () => {
  it('that is an async fails nobody and rethrows in await', () => {
    const steps = perform(function* (scope) {
      const outer = scope.async(NonCancellable, function* ({ async }) {
        const inner = async(NonCancellable, () => {
          throw new Error('boom');
        });
        yield* inner.join();
        step('inner failed', isActive());
        yield* inner.await();
      });
      yield* outer.join();
      step('outer failed', scope.isActive);
      yield* outer.await();
    });
    expect(steps).toEqual(['inner failed true', 'outer failed true', 'threw Error(boom)']);
  });
});

describe('NonCancellable itself', () => {
  it('is an active job without parent and children', () => {
    const child = new Job(NonCancellable);
    NonCancellable.cancel();
    NonCancellable.cancelChildren();
    NonCancellable.ensureActive();
    expect([
      flags(NonCancellable),
      NonCancellable.parent,
      [...NonCancellable.children],
      NonCancellable.start(),
    ]).toEqual(['active', null, [], false]);
    expect([flags(child), child.parent]).toEqual(['active', null]);
  });

  it('never calls completion handlers nor aborts its signal', () => {
    NonCancellable.invokeOnCompletion(() => expect.unreachable()).dispose();
    expect(NonCancellable.signal.aborted).toBe(false);
  });

  it.each(['join', 'cancelAndJoin', 'asPromise'] as const)('does not offer %s', (method) => {
    expect(() => NonCancellable[method]()).toThrow(new UnsupportedOperationException('This job is always active'));
  });

  it('has no cancellation to show', () => {
    expect(() => NonCancellable.getCancellationException()).toThrow(
      new IllegalStateException('This job is always active'),
    );
  });

  it('reads as its name', () => {
    expect(String(NonCancellable)).toBe('NonCancellable');
  });
});
