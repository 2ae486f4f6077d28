import {
  CancellationException,
  type CoroutineContext,
  EmptyCoroutineContext,
  getSuppressed,
  Job,
  NonCancellable,
  withContext,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { otherDispatcher, perform, step, text } from '../perform.js';

/** An error with what it suppresses, and that in turn: `Error(a) [Error(b) []]`. */
function tree(error: unknown): string {
  return `${text(error)} [${getSuppressed(error).map(tree).join(', ')}]`;
}

const fail = (name: string): never => {
  throw new Error(name);
};

const contexts: [string, () => CoroutineContext][] = [
  ['NonCancellable', () => NonCancellable],
  ['a Job', () => new Job()],
  ['another dispatcher', () => otherDispatcher()],
  ['an empty context', () => EmptyCoroutineContext],
];
describe.each(contexts)('cancelling withContext(%s) from inside', (_name, context) => {
  const thrownAfterCancel = (end: () => unknown) =>
    perform(function* () {
      try {
        step(
          yield* withContext(context(), (scope) => {
            scope.cancel(new CancellationException('A'));
            return end();
          }),
        );
      } catch (error) {
        step(tree(error));
      }
    });

  it('and then throwing gives the thrown exception alone', () => {
    expect(thrownAfterCancel(() => fail('B'))).toEqual(['Error(B) []', 'end']);
  });

  it('and then throwing a cancellation gives the first one', () => {
    const end = () => {
      throw new CancellationException('B');
    };
    expect(thrownAfterCancel(end)).toEqual(['CancellationException(A) []', 'end']);
  });

  it('and then returning a value gives the cancellation', () => {
    expect(thrownAfterCancel(() => 1)).toEqual(['CancellationException(A) []', 'end']);
  });

  it('and throwing the same cancellation gives it without a cycle', () => {
    const steps = perform(function* () {
      const cause = new CancellationException('A');
      try {
        yield* withContext(context(), (scope) => {
          scope.cancel(cause);
          throw cause;
        });
      } catch (error) {
        step(error === cause, tree(error), (error as Error).cause);
      }
    });
    expect(steps).toEqual(['true CancellationException(A) [] undefined', 'end']);
  });
});
