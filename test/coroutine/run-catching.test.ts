import { CancellationException, CompletableDeferred, delay, runCatching, type Suspend, withTimeout } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { perform, step, text } from '../perform.js';

/** How the outcome of the block reads. */
function* outcome(block: () => Suspend<unknown> | unknown): Suspend<string> {
  const result = yield* runCatching(block);
  return result.status === 'fulfilled' ? `value ${text(result.value)}` : `reason ${text(result.reason)}`;
}

describe('runCatching', () => {
  it('gives the value of a plain or suspend block', () => {
    expect(perform(() => outcome(() => 1))).toEqual(['end: value 1']);
    expect(
      perform(() =>
        outcome(function* () {
          yield* delay(1);
          return 2;
        }),
      ),
    ).toEqual(['end: value 2']);
  });

  it('gives what a plain or suspend block throws', () => {
    expect(
      perform(() =>
        outcome(() => {
          throw new Error('at once');
        }),
      ),
    ).toEqual(['end: reason Error(at once)']);
    expect(
      perform(() =>
        outcome(function* () {
          yield* delay(1);
          throw new Error('late');
        }),
      ),
    ).toEqual(['end: reason Error(late)']);
  });

  it('lets the cancellation of its coroutine through', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(function* () {
        yield* runCatching(() => delay(Infinity));
        step('not reached');
      });
      yield* delay(1);
      yield* job.cancelAndJoin();
    });
    expect(steps).toEqual(['end']);
  });

  it('lets any other cancellation through as well', () => {
    const steps = perform(() =>
      outcome(() => {
        throw new CancellationException('of something else');
      }),
    );
    expect(steps).toEqual(['threw CancellationException(of something else)']);
  });

  it('gives a timeout that expired within the block', () => {
    const [last] = perform(() => outcome(() => withTimeout(10, () => delay(20))));
    expect(last).toMatch(/^end: reason TimeoutCancellationException\(Timed out after 10 ms/);
  });

  it('lets the timeout around it through', () => {
    const steps = perform(() =>
      withTimeout(10, function* () {
        yield* runCatching(() => delay(20));
        step('not reached');
      }),
    );
    expect(steps).toEqual([expect.stringMatching(/^threw TimeoutCancellationException\(Timed out after 10 ms/)]);
  });

  it('gives what a deferred can be completed with', () => {
    const steps = perform(function* () {
      const deferred = new CompletableDeferred<number>();
      deferred.completeWith(yield* runCatching(() => 5));
      return yield* deferred.await();
    });
    expect(steps).toEqual(['end: 5']);
  });

  it('refuses what is not a function at once', () => {
    expect(() => runCatching(3 as never)).toThrow('runCatching expects a function as its block, got 3');
  });
});
