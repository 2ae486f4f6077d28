import {
  CancellationException,
  CompletableDeferred,
  type CoroutineScope,
  IllegalArgumentException,
  Job,
  SupervisorJob,
  withTimeoutOrNull,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { perform, step } from '../perform.js';

const ways: Record<string, (scope: CoroutineScope, cause: never) => void> = {
  'a coroutine': ({ launch }, cause) => launch({ start: 'lazy' }, () => {}).cancel(cause),
  'a scope': (scope, cause) => scope.cancel(cause),
  'a job': (_, cause) => new Job().cancel(cause),
  'a deferred': (_, cause) => new CompletableDeferred().cancel(cause),
  'the children of a job': (_, cause) => {
    const parent = new SupervisorJob();
    new Job(parent);
    parent.cancelChildren(cause);
  },
};

describe.each(Object.entries(ways))('cancelling %s', (_, cancel) => {
  it.each([
    ['a text', 'enough', '"enough"'],
    ['another error', new Error('enough'), 'an object of class Error'],
  ])('with %s is refused, and cancels nothing', (_name, cause, got) => {
    const steps = perform((scope) => {
      expect(() => cancel(scope, cause as never)).toThrow(
        new IllegalArgumentException(
          `cancel expects a CancellationException, got ${got}. Write cancel(new CancellationException('why', { cause }))`,
        ),
      );
      step(scope.isActive);
      scope.cancel();
    });
    expect(steps[0]).toBe('true');
  });

  it.each([[undefined], [null], [new CancellationException('enough')]])('is done with %s', (cause) => {
    expect(perform((scope) => cancel(scope, cause as never)).at(-1)).toMatch(/^(end|threw .*Cancellation.*)$/);
  });
});

it('a timeout’s cancellation is one', () => {
  expect(perform(() => withTimeoutOrNull(1, () => new Job().join()))).toEqual(['end: null']);
});
