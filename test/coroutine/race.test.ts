import {
  CancellationException,
  delay,
  getSuppressed,
  NonCancellable,
  race,
  type Suspend,
  withContext,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { now, perform, step } from '../perform.js';

function* lasting<T>(millis: number, result: T): Suspend<T> {
  try {
    yield* delay(millis);
    return result;
  } catch (error) {
    step(`${result} at ${now()}:`, error);
    throw error;
  }
}

function* failing(millis: number, message: string): Suspend<string> {
  yield* delay(millis);
  throw new Error(message);
}

describe('race', () => {
  it('gives the first success and cancels the others', () => {
    expect(
      perform(() =>
        race(
          () => lasting(30, 'slow'),
          () => lasting(10, 'fast'),
        ),
      ),
    ).toEqual(['slow at 10: CancellationException(Another one has won the race)', 'end: fast']);
  });

  it('is not lost by a block that fails first', () => {
    expect(
      perform(() =>
        race(
          () => failing(5, 'broken'),
          () => lasting(10, 'fast'),
        ),
      ),
    ).toEqual(['end: fast']);
  });

  it('is won by the first in the list of several', () => {
    expect(
      perform(() =>
        race(
          () => 'one',
          () => 'two',
          () => lasting(1, 'three'),
        ),
      ),
    ).toEqual(['three at 0: CancellationException(Another one has won the race)', 'end: one']);
  });

  it('throws the first failure when all of them fail', () => {
    expect(
      perform(function* () {
        try {
          yield* race(
            () => failing(20, 'second'),
            () => failing(10, 'first'),
          );
        } catch (error) {
          step(error, getSuppressed(error));
        }
      }),
    ).toEqual(['Error(first) [Error(second)]', 'end']);
  });

  it('takes a cancellation that a block throws for its failure', () => {
    const cancelled = () => {
      throw new CancellationException('this one');
    };
    expect(perform(() => race(cancelled, () => lasting(10, 'other')))).toEqual(['end: other']);
  });

  it('waits until the losers have cleaned up', () => {
    expect(
      perform(function* () {
        const winner = yield* race(
          () => lasting(10, 'fast'),
          function* () {
            try {
              yield* delay(100);
            } finally {
              yield* withContext(NonCancellable, () => delay(5));
              step(`cleaned up at ${now()}`);
            }
          },
        );
        step(`${winner} at ${now()}`);
      }),
    ).toEqual(['cleaned up at 15', 'fast at 15', 'end']);
  });

  it('cancels all blocks when its caller is cancelled', () => {
    expect(
      perform(function* ({ launch }) {
        const job = launch(() =>
          race(
            () => lasting(100, 'one'),
            () => lasting(100, 'two'),
          ),
        );
        yield* delay(10);
        job.cancel(new CancellationException('enough'));
      }),
    ).toEqual(['one at 10: CancellationException(enough)', 'two at 10: CancellationException(enough)', 'end']);
  });

  it('refuses at once what it cannot run', () => {
    expect(() => race()).toThrow('race expects at least one block: a race without runners never ends');
    expect(() => race(lasting(1, 'a') as never)).toThrow('race expects a function as its block, got');
  });
});
