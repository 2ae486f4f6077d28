/* What all scoped builders have in common. */
import {
  awaitCancellation,
  CancellationException,
  type CoroutineBlock,
  CoroutineScope,
  coroutineScope,
  Dispatchers,
  delay,
  EmptyCoroutineContext,
  IllegalStateException,
  Job,
  type Suspend,
  supervisorScope,
  withContext,
  withTimeout,
  withTimeoutOrNull,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { otherDispatcher, perform, step } from '../perform.js';

type Scoped = <T>(block: CoroutineBlock<T>) => Suspend<T | null>;

const inPlace: [string, Scoped][] = [
  ['coroutineScope', coroutineScope],
  ['supervisorScope', supervisorScope],
  ['withTimeout', (block) => withTimeout(1000, block)],
  ['withTimeoutOrNull', (block) => withTimeoutOrNull(1000, block)],
];
const contexts: [string, Scoped][] = [
  ['withContext of no elements', (block) => withContext(EmptyCoroutineContext, block)],
  ['withContext of another dispatcher', (block) => withContext(otherDispatcher(), block)],
];
const all = [...inPlace, ...contexts];

describe.each(all)('%s', (name, scoped) => {
  it('gives the result of its block', () => {
    expect(perform(() => scoped(() => 'value'))).toEqual(['end: value']);
  });

  it('gives even its own scope, a suspend call itself, if that is the result of its block', () => {
    const steps = perform(function* () {
      let own: unknown;
      const given = yield* scoped((scope) => (own = scope));
      step(given === own, (own as Job).isCompleted);
    });
    expect(steps).toEqual(['true true', 'end']);
  });

  it('gives the result of a block that suspends', () => {
    const steps = perform(() =>
      scoped(function* () {
        yield* delay(10);
        return 'value';
      }),
    );
    expect(steps).toEqual(['end: value']);
  });

  it('waits for the children of its block', () => {
    const steps = perform(function* () {
      const value = yield* scoped(({ launch }) => {
        launch(function* () {
          yield* delay(10);
          step('child');
        });
        step('block');
        return 'value';
      });
      step(value);
    });
    expect(steps).toEqual(['block', 'child', 'value', 'end']);
  });

  it('rethrows what its block throws and can be recovered from', () => {
    const steps = perform(function* (scope) {
      const boom = new Error('boom');
      try {
        yield* scoped(() => {
          throw boom;
        });
      } catch (error) {
        step(error === boom, scope.isActive);
      }
      yield* yieldNow();
      return 'value';
    });
    expect(steps).toEqual(['true true', 'end: value']);
  });

  it('cancels its children when its block throws', () => {
    const steps = perform(function* () {
      try {
        yield* scoped(function* ({ launch }) {
          launch(awaitCancellation).invokeOnCompletion(() => step('child cancelled'));
          yield* yieldNow();
          throw new Error('boom');
        });
      } catch (error) {
        step(error);
      }
    });
    expect(steps).toEqual(['child cancelled', 'Error(boom)', 'end']);
  });

  it('is cancelled with the coroutine that called it', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(function* () {
        try {
          yield* scoped(function* ({ launch }) {
            launch(awaitCancellation).invokeOnCompletion(() => step('child cancelled'));
            yield* awaitCancellation();
          });
        } catch (error) {
          step(error);
          throw error;
        }
      });
      yield* delay(10);
      job.cancel(new CancellationException('enough'));
    });
    expect(steps).toEqual(['child cancelled', 'CancellationException(enough)', 'end']);
  });

  it('shows the exception of its block rather than the cancellation', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(new Job(), function* () {
        try {
          yield* scoped(function* () {
            try {
              yield* awaitCancellation();
            } finally {
              throw new Error('in cleanup');
            }
          });
        } catch (error) {
          step(error);
        }
      });
      yield* delay(10);
      job.cancel();
    });
    expect(steps).toEqual(['Error(in cleanup)', 'end']);
  });

  it('shows the cancellation rather than the value of its block', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(function* () {
        try {
          yield* scoped(function* () {
            try {
              yield* awaitCancellation();
            } catch {
              step('swallowed');
            }
            return 'value';
          });
          step('unreachable');
        } catch (error) {
          step(error);
        }
      });
      yield* delay(10);
      job.cancel();
    });
    expect(steps).toEqual(['swallowed', 'JobCancellationException(StandaloneCoroutine was cancelled)', 'end']);
  });

  it('throws its cancellation when its block cancels its own scope', () => {
    const steps = perform(function* (outer) {
      try {
        yield* scoped((scope) => {
          scope.cancel(new CancellationException('enough'));
          return 'value';
        });
      } catch (error) {
        step(error, outer.isActive);
      }
    });
    expect(steps).toEqual(['CancellationException(enough) true', 'end']);
  });

  it('is the parent of what is launched in it', () => {
    const steps = perform(function* () {
      yield* scoped(function* (scope) {
        const own = scope.coroutineContext.get(Job);
        step(scope.launch(() => {}).parent === own, CoroutineScope.prototype && scope instanceof CoroutineScope);
      });
    });
    expect(steps).toEqual(['true true', 'end']);
  });

  it('runs once: a call cannot be run again', () => {
    const steps = perform(function* () {
      const call = scoped(() => step('block'));
      yield* call;
      try {
        yield* call;
      } catch (error) {
        step(error instanceof IllegalStateException, (error as Error).message);
      }
    });
    const verb = name.split(' ')[0];
    expect(steps).toEqual([
      'block',
      `true ${verb} was run before: a suspend call runs once. Make a new call for another run`,
      'end',
    ]);
  });

  it('outside of a coroutine says what to write instead', () => {
    const verb = name.split(' ')[0];
    const iterate = () => {
      const context = name.includes('dispatcher') ? Dispatchers.Unconfined : EmptyCoroutineContext;
      (name.startsWith('withContext') ? withContext(context, () => 1) : scoped(() => 1)).next();
    };
    expect(iterate).toThrow(
      new IllegalStateException(
        `${verb} was run outside of a coroutine. Call it with yield* in a suspend function that a coroutine runs: run(function* () { ... })`,
      ),
    );
  });
});
