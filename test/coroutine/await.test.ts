import { CompletableDeferred, CoroutineStart, coroutineScope, delay, type Suspend, yieldNow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { flags, perform, step } from '../perform.js';

function* failAfter(millis: number, name: string): Suspend<never> {
  yield* delay(millis);
  throw new Error(name);
}

describe('await', () => {
  it('of a completed deferred goes on in the same turn', () => {
    const steps = perform(function* ({ launch }) {
      launch(() => step('other'));
      step(yield* new CompletableDeferred('value').await());
    });
    expect(steps).toEqual(['value', 'other', 'end']);
  });

  it('of a completed deferred ignores that the caller is cancelled', () => {
    const steps = perform(function* ({ launch }) {
      launch(function* (own) {
        own.cancel();
        step(yield* new CompletableDeferred('value').await());
      });
    });
    expect(steps).toEqual(['value', 'end']);
  });

  it('ends with the cancellation of the caller while it waits', () => {
    const steps = perform(function* ({ launch }) {
      const deferred = new CompletableDeferred();
      const caller = launch(function* () {
        try {
          yield* deferred.await();
        } catch (error) {
          step(error);
        }
      });
      yield* yieldNow();
      caller.cancel();
      step(flags(deferred));
    });
    expect(steps).toEqual(['active', 'JobCancellationException(StandaloneCoroutine was cancelled)', 'end']);
  });

  it('loses a value to a cancellation before the next turn', () => {
    const steps = perform(function* ({ launch }) {
      const deferred = new CompletableDeferred<string>();
      const caller = launch(function* () {
        try {
          step(yield* deferred.await());
        } catch (error) {
          step(error);
        }
      });
      yield* yieldNow();
      deferred.complete('value');
      caller.cancel();
    });
    expect(steps).toEqual(['JobCancellationException(StandaloneCoroutine was cancelled)', 'end']);
  });

  it('throws the failure that the awaited child cancels its caller with', () => {
    const steps = perform(function* () {
      yield* coroutineScope(function* ({ async }) {
        const deferred = async(function* ({ launch }) {
          launch(() => failAfter(0, 'grandchild'));
          yield* delay(1000);
        });
        try {
          yield* deferred.await();
        } catch (error) {
          step('inside', error);
        }
      });
    });
    expect(steps).toEqual(['inside Error(grandchild)', 'threw Error(grandchild)']);
  });

  it('of one that was started lazily by a cancelled caller starts it', () => {
    const steps = perform(function* (outer) {
      const lazy = outer.async({ start: CoroutineStart.LAZY }, () => step('lazy'));
      yield* outer
        .launch(function* (own) {
          own.cancel();
          try {
            yield* lazy.await();
          } catch (error) {
            step(error, flags(lazy));
          }
        })
        .join();
    });
    expect(steps).toEqual(['JobCancellationException(StandaloneCoroutine was cancelled) active', 'lazy', 'end']);
  });
});
