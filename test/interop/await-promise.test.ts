import {
  awaitPromise,
  CancellationException,
  CompletableDeferred,
  CoroutineScope,
  CoroutineStart,
  Dispatchers,
  delay,
  IllegalArgumentException,
  Job,
  run,
  type Suspend,
  supervisorScope,
  withTimeoutOrNull,
  yieldNow,
} from 'suspendable';
import { beforeEach, describe, expect, test } from 'vitest';

const boom = new Error('boom');

describe('awaitPromise', () => {
  let steps: string[];
  beforeEach(() => void (steps = []));

  const forms: Record<string, <T>(make: () => PromiseLike<T>) => Suspend<T>> = {
    'a promise': (make) => awaitPromise(make()),
    'a function': (make) => awaitPromise(() => make()),
  };
  for (const [name, wait] of Object.entries(forms)) {
    test(`${name}: it returns what it is resolved with`, async () => {
      const values = await run(function* () {
        const later = new Promise<string>((resolve) => setTimeout(() => resolve('later'), 1));
        return [yield* wait(() => Promise.resolve('now')), yield* wait(() => later)];
      });
      expect(values).toEqual(['now', 'later']);
    });

    for (const reason of [boom, 'text', undefined]) {
      test(`${name}: it throws ${reason} when rejected with that`, async () => {
        const caught = await run(function* () {
          try {
            yield* wait(() => Promise.reject(reason));
            return 'returned';
          } catch (error) {
            return { error };
          }
        });
        expect(caught).toEqual({ error: reason });
      });
    }

    test(`${name}: the cancellation ends the wait at once`, async () => {
      await run(function* ({ launch }) {
        const job = launch({ start: CoroutineStart.UNDISPATCHED }, function* () {
          try {
            yield* wait(() => new Promise(() => {}));
          } finally {
            steps.push('finally');
          }
        });
        yield* job.cancelAndJoin();
      });
      expect(steps).toEqual(['finally']);
    });

    test(`${name}: a rejection after the cancellation is dropped`, async () => {
      let reject!: (error: unknown) => void;
      await run(function* ({ launch }) {
        const promise = new Promise((_resolve, r) => (reject = r));
        const job = launch({ start: CoroutineStart.UNDISPATCHED }, () => wait(() => promise));
        yield* job.cancelAndJoin();
      });
      reject(boom); // unhandled, it would fail the test run
      await run(() => delay(2));
    });

    test(`${name}: a timeout ends the wait`, async () => {
      expect(await run(() => withTimeoutOrNull(1, () => wait(() => new Promise(() => {}))))).toBe(null);
    });
  }

  test('others run while it waits, also for a settled promise', async () => {
    await run(function* ({ launch }) {
      launch(() => steps.push('other'));
      yield* awaitPromise(Promise.resolve());
      steps.push('after');
    });
    expect(steps).toEqual(['other', 'after']);
  });

  test('a function may return a plain value', async () => {
    expect(await run(() => awaitPromise(() => 5))).toBe(5);
  });

  test('what a function throws is thrown', async () => {
    await expect(
      run(() =>
        awaitPromise(() => {
          throw boom;
        }),
      ),
    ).rejects.toBe(boom);
  });

  test('its signal is aborted with the cancellation', async () => {
    const cause = new CancellationException('enough');
    let signal!: AbortSignal;
    await run(function* ({ launch }) {
      const job = launch({ start: CoroutineStart.UNDISPATCHED }, () =>
        awaitPromise((s) => {
          signal = s;
          return new Promise(() => {});
        }),
      );
      expect(signal.aborted).toBe(false);
      job.cancel(cause);
      expect([signal.aborted, signal.reason]).toEqual([true, cause]); // within the call
      yield* job.join();
    });
  });

  test('its signal is not aborted when it is over before', async () => {
    let signal!: AbortSignal;
    await run(function* (scope) {
      yield* awaitPromise((s) => {
        signal = s;
        return Promise.resolve();
      });
      scope.cancel();
    }).catch(() => {});
    expect(signal.aborted).toBe(false);
  });

  test('in a cancelled coroutine the function is not called', async () => {
    await run(function* ({ launch }) {
      yield* launch(function* (scope) {
        scope.cancel();
        try {
          yield* awaitPromise(() => expect.unreachable());
        } finally {
          steps.push('finally');
        }
      }).join();
    });
    expect(steps).toEqual(['finally']);
  });

  for (const value of [5, null, undefined, {}]) {
    test(`${typeof value} ${JSON.stringify(value)} is neither promise nor function`, () => {
      expect(() => awaitPromise(value as never)).toThrow(IllegalArgumentException);
      expect(() => awaitPromise(value as never)).toThrow(
        `awaitPromise expects a promise or a function (signal) => promise, got ${value === null || typeof value !== 'object' ? value : 'an object of class Object'}`,
      );
    });
  }
});

describe('job.asPromise and deferred.asPromise', () => {
  test('it resolves with the result, also when complete', async () => {
    const scope = new CoroutineScope(Dispatchers.Default);
    const deferred = scope.async(function* () {
      yield* delay(1);
      return 'value';
    });
    expect(await deferred.asPromise()).toBe('value');
    expect(await deferred.asPromise()).toBe('value');
    expect(await new CompletableDeferred('given').asPromise()).toBe('given');
  });

  test('it rejects with the failure or the cancellation', async () => {
    const failed = new CompletableDeferred<void>();
    failed.completeExceptionally(boom);
    await expect(failed.asPromise()).rejects.toBe(boom);
    const job = new Job();
    const cause = new CancellationException('enough');
    job.cancel(cause);
    await expect(job.asPromise()).rejects.toBe(cause);
  });

  test('a promise of a deferred can be awaited in a coroutine', async () => {
    const value = await run(function* ({ async }) {
      const deferred = async(function* () {
        yield* yieldNow();
        return 1;
      });
      return (yield* awaitPromise(deferred.asPromise())) + (yield* deferred.await());
    });
    expect(value).toBe(2);
  });

  test('the waiting for a failed one throws its very error', async () => {
    const caught = await run(() =>
      supervisorScope(function* ({ async }) {
        const deferred = async(() => {
          throw boom;
        });
        try {
          yield* awaitPromise(deferred.asPromise());
        } catch (error) {
          return error;
        }
      }),
    );
    expect(caught).toBe(boom);
  });
});

describe('job.signal', () => {
  test('it is one signal, aborted when the job is cancelled', async () => {
    const steps: string[] = [];
    const cause = new CancellationException('enough');
    await run(function* ({ launch }) {
      const job = launch({ start: CoroutineStart.UNDISPATCHED }, function* () {
        try {
          yield* delay(60_000);
        } finally {
          steps.push('finally');
        }
      });
      const { signal } = job;
      expect(job.signal).toBe(signal);
      signal.addEventListener('abort', () => steps.push('aborted'));
      job.cancel(cause);
      steps.push('cancelled');
      expect(signal.reason).toBe(cause);
      yield* job.join();
    });
    expect(steps).toEqual(['aborted', 'cancelled', 'finally']);
  });

  test('a failure aborts it with a cancellation of that cause', async () => {
    const scope = new CoroutineScope(new Job());
    const { signal } = scope.coroutineContext.get(Job)!;
    scope.async(() => {
      throw boom;
    });
    await run(() => delay(1));
    expect(signal.reason).toBeInstanceOf(CancellationException);
    expect((signal.reason as Error).cause).toBe(boom);
  });

  test('a job that completes does not abort it', () => {
    const job = new Job();
    const { signal } = job;
    job.complete();
    expect(signal.aborted).toBe(false);
    expect(job.signal.aborted).toBe(false);
  });

  test('asked for after the cancellation it is aborted', () => {
    const job = new Job();
    const cause = new CancellationException('enough');
    job.cancel(cause);
    expect([job.signal.aborted, job.signal.reason]).toEqual([true, cause]);
  });
});

describe('await using', () => {
  test('leaving the block cancels the scope and waits for it', async () => {
    const steps: string[] = [];
    {
      await using scope = new CoroutineScope(Dispatchers.Default);
      scope.launch(function* () {
        try {
          yield* delay(60_000);
        } finally {
          steps.push('cleaned up');
        }
      });
      await run(() => yieldNow());
      steps.push('leaving');
    }
    steps.push('left');
    expect(steps).toEqual(['leaving', 'cleaned up', 'left']);
  });

  test('a coroutine is a scope in this as well', async () => {
    await run(function* (scope) {
      expect(typeof scope[Symbol.asyncDispose]).toBe('function');
    });
  });
});
