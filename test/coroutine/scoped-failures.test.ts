/* How scoped builders take failures of children and cancelled callers, and their misuse. */
import {
  awaitCancellation,
  type CoroutineBlock,
  coroutineScope,
  EmptyCoroutineContext,
  IllegalArgumentException,
  type Suspend,
  supervisorScope,
  withContext,
  withTimeout,
  withTimeoutOrNull,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { otherDispatcher, perform, step, text } from '../perform.js';

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
const linked = all.filter(([name]) => name !== 'supervisorScope');

describe.each(linked)('a failing child of %s', (_name, scoped) => {
  it('cancels its siblings and the block, and is rethrown', () => {
    const steps = perform(function* (outer) {
      try {
        yield* scoped(function* ({ launch }) {
          launch(awaitCancellation).invokeOnCompletion(() => step('sibling cancelled'));
          launch(() => {
            throw new Error('boom');
          });
          try {
            yield* awaitCancellation();
          } finally {
            step('block cancelled');
          }
        });
      } catch (error) {
        step(error, outer.isActive);
      }
      yield* yieldNow();
      return 'recovered';
    });
    expect(steps).toEqual(['sibling cancelled', 'block cancelled', 'Error(boom) true', 'end: recovered']);
  });

  it('fails it although its await is caught inside', () => {
    const steps = perform(function* (outer) {
      try {
        yield* scoped(function* ({ async }) {
          const deferred = async(() => {
            throw new Error('boom');
          });
          try {
            yield* deferred.await();
          } catch (error) {
            step('inside', error);
          }
          return 'value';
        });
        step('unreachable');
      } catch (error) {
        step('outside', error, outer.isActive);
      }
    });
    expect(steps).toEqual(['inside Error(boom)', 'outside Error(boom) true', 'end']);
  });

  it('that is cancelled leaves it alone', () => {
    const steps = perform(() =>
      scoped(function* ({ launch }) {
        const child = launch(awaitCancellation);
        yield* yieldNow();
        yield* child.cancelAndJoin();
        return 'value';
      }),
    );
    expect(steps).toEqual(['end: value']);
  });
});

describe('entered by a coroutine that is cancelled already', () => {
  const entered = (scoped: Scoped) =>
    perform(function* ({ launch }) {
      launch(function* (own) {
        own.cancel();
        try {
          yield* scoped(function* () {
            step('block');
            yield* yieldNow();
            step('unreachable');
          });
        } catch (error) {
          step(error);
        }
      });
    });

  it.each(inPlace)('%s runs its block to the first suspension', (_name, scoped) => {
    expect(entered(scoped)).toEqual(['block', 'JobCancellationException(StandaloneCoroutine was cancelled)', 'end']);
  });

  it.each(contexts)('%s throws before its block begins', (_name, scoped) => {
    expect(entered(scoped)).toEqual(['JobCancellationException(StandaloneCoroutine was cancelled)', 'end']);
  });
});

describe('misuse of scoped builders', () => {
  const calls: [string, (block: never) => unknown][] = [
    ['coroutineScope', coroutineScope],
    ['supervisorScope', supervisorScope],
    ['withContext', (block) => withContext(EmptyCoroutineContext, block)],
    ['withTimeout', (block) => withTimeout(10, block)],
    ['withTimeoutOrNull', (block) => withTimeoutOrNull(10, block)],
  ];
  it.each(calls)('%s without a function as block says so at once', (name, call) => {
    expect(() => call('block' as never)).toThrow(
      new IllegalArgumentException(`${name} expects a function as its block, got "block"`),
    );
  });

  it.each([[undefined], [null], [{}], ['Main'], [5]])('withContext of %o names what it expects', (context) => {
    let thrown: unknown;
    try {
      withContext(context as never, () => 1);
    } catch (error) {
      thrown = error;
    }
    const got =
      typeof context === 'string'
        ? `"${context}"`
        : typeof context === 'object' && context
          ? 'an object of class Object'
          : context;
    expect(text(thrown)).toBe(`IllegalArgumentException(withContext expects a CoroutineContext, got ${got})`);
  });
});
