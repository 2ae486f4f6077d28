import {
  awaitAll,
  CompletableDeferred,
  CoroutineStart,
  coroutineScope,
  type Deferred,
  delay,
  getSuppressed,
  Job,
  SupervisorJob,
  type Suspend,
  supervisorScope,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { flags, isForgotten, now, perform, step } from '../perform.js';

function* failAfter(millis: number, name: string): Suspend<never> {
  yield* delay(millis);
  throw new Error(name);
}

function* valueAfter<T>(millis: number, value: T): Suspend<T> {
  yield* delay(millis);
  return value;
}

describe('awaitAll', () => {
  it('gives the results in the order of its arguments', () => {
    const steps = perform(function* ({ async }) {
      const results = yield* awaitAll(
        async(() => valueAfter(30, 'a')),
        async(() => valueAfter(10, 'b')),
        async(() => valueAfter(20, 'c')),
      );
      step(results, now());
    });
    expect(steps).toEqual(['[a, b, c] 30', 'end']);
  });

  it('of nothing gives an empty list in the same turn', () => {
    const steps = perform(function* ({ launch }) {
      launch(() => step('other'));
      step(yield* awaitAll());
    });
    expect(steps).toEqual(['[]', 'other', 'end']);
  });

  it('of completed deferreds goes on in the same turn', () => {
    const steps = perform(function* ({ launch }) {
      launch(() => step('other'));
      step(yield* awaitAll(new CompletableDeferred(1), new CompletableDeferred('two')));
    });
    expect(steps).toEqual(['[1, two]', 'other', 'end']);
  });

  it('starts all lazy ones before it waits', () => {
    const steps = perform(function* ({ async }) {
      const lazy = (value: number) => async({ start: CoroutineStart.LAZY }, () => valueAfter(10, value));
      step(yield* awaitAll(lazy(1), lazy(2)), now());
    });
    expect(steps).toEqual(['[1, 2] 10', 'end']);
  });

  it('throws the first failure in time, earlier arguments pending', () => {
    const steps = perform(function* () {
      yield* supervisorScope(function* ({ async }) {
        const slow = async(() => valueAfter(100, 'slow'));
        const b = async(() => failAfter(20, 'b'));
        const c = async(() => failAfter(10, 'c'));
        try {
          yield* awaitAll(slow, b, c);
        } catch (error) {
          step(error, getSuppressed(error), now());
        }
        step(yield* slow.await(), now());
      });
    });
    expect(steps).toEqual(['Error(c) [] 10', 'slow 100', 'end']);
  });

  it('throws a failure that is there already, having started the others', () => {
    const steps = perform(function* () {
      yield* supervisorScope(function* ({ async }) {
        const failed = new CompletableDeferred();
        failed.completeExceptionally(new Error('boom'));
        const lazy = async({ start: CoroutineStart.LAZY }, () => step('lazy runs'));
        for (const list of [
          [failed, lazy],
          [lazy, failed],
        ]) {
          try {
            yield* awaitAll(...list);
          } catch (error) {
            step(error, flags(lazy));
          }
        }
      });
    });
    expect(steps).toEqual(['Error(boom) active', 'Error(boom) active', 'lazy runs', 'end']);
  });

  it('throws the cancellation of an input to an active caller', () => {
    const steps = perform(function* (scope) {
      const cancelled = scope.async(() => valueAfter(10, 1));
      yield* yieldNow();
      cancelled.cancel();
      try {
        yield* awaitAll(new CompletableDeferred(1), cancelled);
      } catch (error) {
        step(error, scope.isActive);
      }
    });
    expect(steps).toEqual(['JobCancellationException(DeferredCoroutine was cancelled) true', 'end']);
  });

  it('is cancelled with its caller and leaves the inputs alone', () => {
    const steps = perform(function* ({ launch }) {
      const inputs = [new CompletableDeferred<number>(), new CompletableDeferred<number>(1)];
      const caller = launch(function* () {
        try {
          yield* awaitAll(...inputs);
        } catch (error) {
          step(error);
        }
      });
      yield* yieldNow();
      yield* caller.cancelAndJoin();
      step(inputs.map(flags));
    });
    expect(steps).toEqual([
      'JobCancellationException(StandaloneCoroutine was cancelled)',
      '[active, completed]',
      'end',
    ]);
  });

  it('of nothing ignores that the caller is cancelled, of something not', () => {
    const steps = perform(function* ({ launch }) {
      launch(function* (own) {
        own.cancel();
        step(yield* awaitAll());
        try {
          yield* awaitAll(new CompletableDeferred(1));
        } catch (error) {
          step(error);
        }
      });
    });
    expect(steps).toEqual(['[]', 'JobCancellationException(StandaloneCoroutine was cancelled)', 'end']);
  });

  it('may be given the same deferred several times', () => {
    const steps = perform(function* ({ async }) {
      const deferred = async({ start: CoroutineStart.LAZY }, () => valueAfter(10, 'value'));
      step(yield* awaitAll(deferred, deferred, deferred));
    });
    expect(steps).toEqual(['[value, value, value]', 'end']);
  });

  it('takes its list as it is when it is called', () => {
    const steps = perform(function* ({ async, launch }) {
      const list: Deferred<string>[] = [async(() => valueAfter(10, 'a')), async(() => valueAfter(20, 'b'))];
      launch(() => {
        list[1] = new CompletableDeferred('c');
        list.pop();
      });
      step(yield* awaitAll(...list));
    });
    expect(steps).toEqual(['[a, b]', 'end']);
  });

  it('leaves no handlers on what goes on when another fails', () => {
    const steps = perform(function* () {
      const never = new CompletableDeferred<number>();
      for (let i = 0; i < 1000; i++) {
        const failing = new CompletableDeferred<number>();
        failing.completeExceptionally(new Error('boom'));
        try {
          yield* awaitAll(never, failing);
        } catch {}
        try {
          yield* awaitAll(failing, never);
        } catch {}
      }
      step(isForgotten(never));
    });
    expect(steps).toEqual(['true', 'end']);
  });

  it('leaves no handlers when one fails while it waits', () => {
    const steps = perform(function* ({ async }) {
      const never = new CompletableDeferred<number>();
      try {
        yield* awaitAll(
          never,
          async(new SupervisorJob(), () => failAfter(10, 'boom')),
        );
      } catch (error) {
        step(error);
      }
      step(isForgotten(never));
    });
    expect(steps).toEqual(['Error(boom)', 'true', 'end']);
  });

  it('throws the cancellation when its own child fails it', () => {
    const steps = perform(function* () {
      yield* coroutineScope(function* ({ async }) {
        const deferred = async(function* ({ launch }) {
          launch(() => failAfter(0, 'grandchild'));
          yield* delay(1000);
        });
        try {
          yield* awaitAll(deferred);
        } catch (error) {
          step('inside', error);
        }
      });
    });
    expect(steps).toEqual(['inside JobCancellationException(ScopeCoroutine is cancelling)', 'threw Error(grandchild)']);
  });

  it('has a failing input fail the scope in which it is caught', () => {
    const steps = perform(function* () {
      yield* coroutineScope(function* ({ async }) {
        try {
          yield* awaitAll(
            async(() => failAfter(10, 'first')),
            async(() => failAfter(20, 'second')),
          );
        } catch (error) {
          step('inside', error, now());
        }
      });
    });
    expect(steps).toEqual(['inside JobCancellationException(ScopeCoroutine is cancelling) 10', 'threw Error(first)']);
  });

  it('outside of a coroutine says what to write instead', () => {
    expect(() => awaitAll().next()).toThrow('awaitAll was run outside of a coroutine.');
  });

  it('resumes when many are given at once', () => {
    const steps = perform(function* ({ async }) {
      const many = Array.from({ length: 10_000 }, (_, i) => async(() => valueAfter(i % 7, i)));
      const results: readonly number[] = yield* awaitAll(...many);
      step(
        results.length,
        results.every((value, i) => value === i),
      );
      step([...new Job().children].length);
    });
    expect(steps).toEqual(['10000 true', '0', 'end']);
  });
});
