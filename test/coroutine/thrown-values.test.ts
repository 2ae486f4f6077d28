/* JavaScript throws any value. None of them is lost or mistaken for a normal end. */
import {
  awaitCancellation,
  CompletableDeferred,
  CoroutineExceptionHandler,
  coroutineScope,
  delay,
  EmptyCoroutineContext,
  GlobalScope,
  getSuppressed,
  Job,
  run,
  supervisorScope,
  withContext,
  withTimeout,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { flags, otherDispatcher, perform, step } from '../perform.js';

const thrown: [string, unknown][] = [
  ['undefined', undefined],
  ['null', null],
  ['text', 'boom'],
  ['the empty text', ''],
  ['zero', 0],
  ['false', false],
  ['a symbol', Symbol.for('boom')],
  ['a plain object', { code: 1 }],
  ['a function', () => 1],
  ['a frozen error', Object.freeze(new Error('boom'))],
];

describe.each(thrown)('throwing %s', (_name, value) => {
  const fail = (): never => {
    throw value;
  };

  it('from a launch reaches the handler', () => {
    const seen: unknown[] = [];
    const steps = perform(function* () {
      const handler = new CoroutineExceptionHandler((_context, error) => seen.push(error));
      const job = GlobalScope.launch(handler.plus(otherDispatcher()), fail);
      yield* job.join();
      step(flags(job));
    });
    expect([seen, steps]).toEqual([[value], ['completed cancelled', 'end']]);
  });

  it('from an async is thrown by its await', () => {
    const seen: unknown[] = [];
    perform(function* () {
      yield* supervisorScope(function* ({ async }) {
        const deferred = async(fail);
        try {
          yield* deferred.await();
          seen.push('not thrown');
        } catch (error) {
          seen.push(error);
        }
        seen.push(deferred.isCancelled, deferred.getCompletionExceptionOrNull());
        try {
          yield* deferred.await();
        } catch (error) {
          seen.push(error);
        }
      });
    });
    expect(seen).toEqual([value, true, value, value]);
  });

  it.each([
    ['coroutineScope', coroutineScope],
    ['supervisorScope', supervisorScope],
    ['withTimeout', (block: () => never) => withTimeout(10, block)],
    ['withContext', (block: () => never) => withContext(EmptyCoroutineContext, block)],
    ['a dispatched withContext', (block: () => never) => withContext(otherDispatcher(), block)],
  ] as const)('from the block of %s is thrown by it', (_scope, scoped) => {
    const seen: unknown[] = [];
    perform(function* () {
      try {
        yield* scoped(fail);
        seen.push('not thrown');
      } catch (error) {
        seen.push(error);
      }
    });
    expect(seen).toEqual([value]);
  });

  it('from a child after a suspension cancels its siblings', () => {
    const seen: unknown[] = [];
    const steps = perform(function* () {
      try {
        yield* coroutineScope(({ launch }) => {
          launch(awaitCancellation).invokeOnCompletion((cause) => {
            step('sibling');
            seen.push((cause as Error).cause);
          });
          launch(function* () {
            yield* delay(10);
            throw value;
          });
        });
      } catch (error) {
        seen.push(error);
      }
    });
    expect([seen, steps]).toEqual([
      [value, value],
      ['sibling', 'end'],
    ]);
  });

  it('is kept by a CompletableDeferred that is completed with it', () => {
    const deferred = new CompletableDeferred<number>();
    const seen: unknown[] = [];
    deferred.invokeOnCompletion((cause) => seen.push(cause));
    expect([deferred.completeExceptionally(value), deferred.isCancelled]).toEqual([true, true]);
    let caught: unknown = 'not thrown';
    try {
      deferred.getCompleted();
    } catch (error) {
      caught = error;
    }
    expect([seen, caught]).toEqual([[value], value]);
  });

  it('fails the parent of a job that is completed with it', () => {
    const parent = new Job();
    new Job(parent).completeExceptionally(value);
    expect([flags(parent), (parent.getCancellationException() as Error).cause]).toEqual(['completed cancelled', value]);
  });

  it('rejects the promise of run', async () => {
    const outcome = await run(fail).then(
      () => 'fulfilled',
      (reason) => [reason],
    );
    expect(outcome).toEqual([value]);
  });

  it('is reported too if it came after another failure', () => {
    const first = new Error('first');
    perform(function* () {
      try {
        yield* coroutineScope(({ launch }) => {
          launch(function* () {
            try {
              yield* awaitCancellation();
            } finally {
              fail();
            }
          });
          launch(() => {
            throw first;
          });
        });
      } catch (error) {
        expect(error).toBe(first);
      }
    });
    expect(getSuppressed(first)).toEqual([value]);
  });
});

describe('a failure that comes after one that can carry nothing', () => {
  it('is reported to the handler instead of being lost', () => {
    const steps = perform(function* ({ launch }) {
      const handler = new CoroutineExceptionHandler((_context, error) => step('handler', error));
      yield* launch(new Job().plus(handler), ({ launch }) => {
        launch(function* () {
          try {
            yield* awaitCancellation();
          } finally {
            throw new Error('second');
          }
        });
        launch(() => {
          throw 'first';
        });
      }).join();
    });
    expect(steps).toEqual(['handler Error(second)', 'handler first', 'end']);
  });
});
