import {
  AbstractCoroutineContextElement,
  type ContextKey,
  CoroutineExceptionHandler,
  CoroutineScope,
  delay,
  isActive,
  Job,
  run,
  SupervisorJob,
  supervisorScope,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { otherDispatcher, perform, step } from '../perform.js';

/** Values that throw when anybody looks at them. */
function secretive(): Record<string, object> {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const deny = (): never => {
    throw new TypeError('denied');
  };
  return { 'a revoked proxy': proxy, 'a proxy that denies its prototype': new Proxy({}, { getPrototypeOf: deny }) };
}

describe.each(Object.entries(secretive()))('%s that is thrown', (_, thrown) => {
  const fails = (): never => {
    throw thrown;
  };

  it('reaches the promise of a root coroutine', async () => {
    const caught = await run(fails).then(
      () => 'nothing',
      (error: unknown) => (error === thrown ? 'itself' : 'something else'),
    );
    expect(caught).toBe('itself');
  });

  it('fails a coroutine, its parent and its siblings as any other value', () => {
    const handler = new CoroutineExceptionHandler((_context, error) => step('handled', error === thrown));
    const steps = perform(() =>
      supervisorScope(function* ({ launch, async }) {
        const family = launch(handler, function* ({ launch }) {
          launch(function* () {
            try {
              yield* delay(1000);
            } finally {
              step('sibling cancelled');
            }
          });
          yield* yieldNow();
          launch(fails);
        });
        yield* family.join();
        step(family.isCancelled, family.isCompleted);
        const deferred = async(fails);
        yield* deferred.join();
        step(deferred.getCompletionExceptionOrNull() === thrown);
      }),
    );
    expect(steps).toEqual(['sibling cancelled', 'handled true', 'true true', 'true', 'end']);
  });
});

describe('a context that cannot be printed', () => {
  it('does not keep a failure from being reported, nor its coroutine from ending', () => {
    class Silent extends AbstractCoroutineContextElement {
      constructor() {
        super(Silent as ContextKey<unknown> as never);
      }

      override toString(): string {
        throw new Error('no text');
      }
    }
    const steps = perform(function* () {
      const job = new CoroutineScope(new Silent().plus(new SupervisorJob())).launch({ start: 'undispatched' }, () => {
        throw new Error('boom');
      });
      yield* job.join();
      step(job.isCompleted);
    });
    expect(steps).toEqual(['uncaught Error(boom)', 'true', 'end']);
  });
});

describe('a handler of a plain job above that throws while a child fails', () => {
  const failing = (start: 'default' | 'undispatched', block: () => unknown) => {
    const parent = new Job();
    parent.invokeOnCompletion(
      () => {
        throw new Error('handler');
      },
      { onCancelling: true },
    );
    const handler = new CoroutineExceptionHandler((_context, error) => step(error, '<-', (error as Error).cause));
    const scope = new CoroutineScope(parent.plus(handler).plus(otherDispatcher()));
    return scope.launch({ start }, block as never);
  };
  const message = 'CompletionHandlerException(Exception in completion handler of JobImpl{Cancelling}@';

  it('is told to the child’s exception handler, and nothing goes on running', () => {
    const steps = perform(function* () {
      failing('undispatched', function* () {
        yield* delay(1);
        throw new Error('boom');
      });
      yield* delay(10);
      step('goes on');
    });
    expect(steps.map((text) => text.replace(/@.*?\)/, '@)'))).toEqual([
      `${message}) <- Error(handler)`,
      'goes on',
      'end',
    ]);
    expect(isActive).toThrow('isActive was run outside of a coroutine');
  });

  it('is thrown to whoever starts the child in its own call', () => {
    const steps = perform(() => {
      try {
        failing('undispatched', () => {
          throw new Error('boom');
        });
      } catch (error) {
        step(error);
      }
    });
    expect(steps.map((text) => text.replace(/@.*?\)/, '@)'))).toEqual([`${message})`, 'end']);
    expect(isActive).toThrow('isActive was run outside of a coroutine');
  });
});
