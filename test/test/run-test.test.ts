import {
  CancellationException,
  CompletableDeferred,
  CoroutineExceptionHandler,
  CoroutineName,
  CoroutineStart,
  Dispatchers,
  delay,
  GlobalScope,
  getSuppressed,
  IllegalArgumentException,
  IllegalStateException,
  Job,
  NonCancellable,
  SupervisorJob,
  suspendCoroutine,
  TimeoutCancellationException,
  withContext,
  withTimeout,
} from 'suspendable';
import {
  runTest,
  StandardTestDispatcher,
  TestCoroutineScheduler,
  TestScope,
  UncompletedCoroutinesError,
  UnconfinedTestDispatcher,
} from 'suspendable/test';
import { afterEach, describe, expect, test, vi } from 'vitest';

const boom = new Error('boom');

/** The failure of a test, which must fail. */
async function failure(test: Promise<void>): Promise<Error> {
  try {
    await test;
  } catch (error) {
    return error as Error;
  }
  return expect.unreachable('the test did not fail');
}

function messages(errors: readonly unknown[]): string[] {
  return errors.map((error) => (error as Error).message);
}

describe('runTest', () => {
  test('work on other dispatchers is waited for', () =>
    runTest(function* () {
      const steps: string[] = [];
      yield* withContext(Dispatchers.Default, () => steps.push('default'));
      yield* GlobalScope.launch(() => steps.push('global')).join();
      steps.push(yield* suspendCoroutine<string>((continuation) => continuation.resume('resumed')));
      expect(steps).toEqual(['default', 'global', 'resumed']);
    }));

  test('delays take no real time, in their order', () =>
    runTest(function* (scope) {
      yield* delay(86_400_000);
      yield* withContext(Dispatchers.Default, () => delay(1));
      expect(scope.currentTime).toBe(86_400_000);
    }));

  test('coroutines launched in it are waited for', async () => {
    const steps: string[] = [];
    await runTest(({ launch }) => {
      launch(function* () {
        yield* delay(1_000_000);
        steps.push('child');
      });
      steps.push('body');
    });
    expect(steps).toEqual(['body', 'child']);
  });

  test('its body may be a plain or an async function', async () => {
    const steps: string[] = [];
    await runTest(() => void steps.push('plain'));
    await runTest(async () => {
      await null;
      steps.push('async');
    });
    expect(steps).toEqual(['plain', 'async']);
    await expect(
      runTest(async () => {
        await null;
        throw boom;
      }),
    ).rejects.toBe(boom);
  });

  test('a test within a test is refused', () =>
    runTest(function* () {
      const nested = new IllegalStateException("Calls to runTest can't be nested: run one test in one call.");
      expect(() => runTest(() => {})).toThrow(nested);
      yield* delay(1);
      yield* withContext(new CoroutineName('inner'), () => expect(() => runTest(() => {})).toThrow(nested));
    }));

  const invalid: [string, () => unknown, string | RegExp][] = [
    ['Default', () => Dispatchers.Default, 'Dispatcher must implement TestDispatcher: Dispatchers.Default'],
    [
      'an exception handler',
      () => new CoroutineExceptionHandler(() => {}),
      'A CoroutineExceptionHandler was passed to TestScope. Please pass it as an argument to a launch or async block ' +
        'on an already-created scope if uncaught exceptions require special treatment.',
    ],
    [
      'a dispatcher and another scheduler',
      () => new StandardTestDispatcher().plus(new TestCoroutineScheduler()),
      /^Both a TestCoroutineScheduler TestCoroutineScheduler@[0-9a-f]+ and TestDispatcher StandardTestDispatcher\[scheduler=TestCoroutineScheduler@[0-9a-f]+\] linked to another scheduler were passed\.$/,
    ],
  ];
  for (const [name, make, message] of invalid) {
    test(`${name} in the context is refused at the call`, () => {
      const call = () => runTest(() => expect.unreachable(), { context: make() as never });
      expect(call).toThrow(IllegalArgumentException);
      expect(call).toThrow(message);
    });
  }

  test('wrong options are refused at the call', () => {
    const wrong: [unknown, string][] = [
      [null, 'runTest expects options { timeout: 1000 }, got null'],
      [5, 'runTest expects options { timeout: 1000 }, got 5'],
      [{ context: 5 }, 'runTest expects a CoroutineContext as its option context, got 5'],
      [{ timeout: Number.NaN }, 'runTest expects a number of milliseconds, got NaN'],
      [{ timeout: '1s' }, 'runTest expects a number of milliseconds, got "1s"'],
    ];
    for (const [options, message] of wrong) {
      expect(() => runTest(() => {}, options as never)).toThrow(new IllegalArgumentException(message));
    }
    expect(() => new TestScope(5 as never)).toThrow(
      new IllegalArgumentException('TestScope expects a CoroutineContext as its option context, got 5'),
    );
    expect(() => new TestScope().advanceTimeBy('100' as never)).toThrow(
      new IllegalArgumentException('advanceTimeBy expects 0 ms or more: time does not run backwards. Got "100"'),
    );
    expect(() => new StandardTestDispatcher('name' as never)).toThrow(
      new IllegalArgumentException(
        `StandardTestDispatcher expects a TestCoroutineScheduler, got "name". Write new StandardTestDispatcher(scheduler, 'name')`,
      ),
    );
  });

  test('what is no function is refused at the call', () => {
    expect(() => runTest(5 as never)).toThrow(
      new IllegalArgumentException('runTest expects a function as its block, got 5'),
    );
  });

  for (const thrown of [boom, 'text', undefined, null]) {
    test(`a body that throws ${thrown} fails the test with it`, async () => {
      const outcome = runTest(() => {
        throw thrown;
      });
      expect(
        await outcome.then(
          () => 'passed',
          (error) => ({ error }),
        ),
      ).toEqual({ error: thrown });
    });
  }

  test('a child that throws later fails the test with it', async () => {
    const outcome = runTest(function* ({ launch }) {
      launch(function* () {
        yield* delay(100_000);
        throw boom;
      });
    });
    expect(await failure(outcome)).toBe(boom);
  });

  test('a failed body cancels the children', async () => {
    let job!: Job;
    const outcome = runTest(function* ({ launch }) {
      job = launch(function* () {
        for (;;) yield* delay(1000);
      });
      throw boom;
    });
    expect(await failure(outcome)).toBe(boom);
    expect(job.isCancelled).toBe(true);
  });

  test('a timeout in the body fails the test with it', async () => {
    const outcome = runTest(() =>
      withTimeout(50, ({ launch }) => {
        launch(() => delay(1000));
      }),
    );
    expect(await failure(outcome)).toBeInstanceOf(TimeoutCancellationException);
  });

  test('cancelling its scope fails the test', async () => {
    const cause = new CancellationException('Oh no', { cause: boom });
    expect(await failure(runTest((scope) => scope.cancel(cause)))).toBe(cause);
  });

  test('its own job completes, one that it was given does not', async () => {
    const given = new Job();
    const steps: string[] = [];
    given.invokeOnCompletion(() => steps.push('unreached'));
    await runTest(
      ({ coroutineContext }) => {
        const own = coroutineContext.get(Job)!;
        expect([...given.children]).toEqual([own]);
        own.invokeOnCompletion(() => steps.push('completed'));
      },
      { context: given },
    );
    expect(steps).toEqual(['completed']);
    expect([...given.children]).toEqual([]);
    expect(given.isActive).toBe(true);
  });

  test('failures that nobody took are suppressed by the first', async () => {
    const outcome = runTest(({ launch }) => {
      for (const text of ['x', 'y', 'z']) {
        launch(new SupervisorJob(), () => {
          throw new Error(text);
        });
      }
    });
    const error = await failure(outcome);
    expect([error.message, ...messages(getSuppressed(error))]).toEqual(['x', 'y', 'z']);
  });

  test('under a failed body they are all suppressed', async () => {
    const outcome = runTest(function* ({ launch }) {
      for (const text of ['x', 'y', 'z']) {
        launch(new SupervisorJob(), () => {
          throw new Error(text);
        });
      }
      throw boom;
    });
    const error = await failure(outcome);
    expect(error).toBe(boom);
    expect(messages(getSuppressed(error))).toEqual(['x', 'y', 'z']);
  });

  test('the message of a timeout says that the time is virtual', async () => {
    const error = await failure(runTest(() => withTimeout(1_000_000, () => new Job().join())));
    expect(error.message).toBe(
      'Timed out after 1000000 ms of _virtual_ (suspendable/test) time. ' +
        "To use the real time, wrap 'withTimeout' in 'withContext(Dispatchers.Default.limitedParallelism(1), ...)'",
    );
  });
});

for (const Dispatcher of [StandardTestDispatcher, UnconfinedTestDispatcher]) {
  describe(`the real timeout of runTest on ${Dispatcher.name}`, () => {
    afterEach(() => void vi.useRealTimers());
    const options = (timeout: number) => ({ timeout, context: new Dispatcher() });

    test('a body that hangs fails after it', async () => {
      const error = await failure(runTest(() => new CompletableDeferred<void>().await(), options(10)));
      expect(error).toEqual(
        new UncompletedCoroutinesError('After waiting for 10 ms, the test body did not run to completion'),
      );
      expect(error.name).toBe('UncompletedCoroutinesError');
    });

    test('many short waits in real time count together', async () => {
      const outcome = runTest(function* () {
        for (;;) yield* withContext(Dispatchers.Default, () => delay(1));
      }, options(20));
      expect(await failure(outcome)).toBeInstanceOf(UncompletedCoroutinesError);
    });

    test('background work does not keep it from failing', async () => {
      const outcome = runTest(function* ({ backgroundScope }) {
        backgroundScope.launch(function* () {
          for (;;) yield* delay(1);
        });
        yield* new CompletableDeferred<void>().await();
      }, options(20));
      expect(await failure(outcome)).toBeInstanceOf(UncompletedCoroutinesError);
    });

    test('the message lists the coroutines that are active', async () => {
      const outcome = runTest(({ launch }) => {
        launch(new CoroutineName('hangs'), () => new CompletableDeferred<void>().await());
        launch(new CoroutineName('ends'), () => {});
      }, options(10));
      expect((await failure(outcome)).message).toMatch(
        /^After waiting for 10 ms, there were active child jobs: \[StandaloneCoroutine\{Active\}@[0-9a-f]+\]\. Use TestScope\.backgroundScope to launch the coroutines that need to be cancelled when the test body finishes$/,
      );
    });

    test('it suppresses the failure of the body', async () => {
      const outcome = runTest(function* ({ launch }) {
        launch({ start: CoroutineStart.UNDISPATCHED }, () =>
          withContext(NonCancellable.plus(Dispatchers.Default), () => delay(60)),
        );
        throw boom;
      }, options(10));
      const error = await failure(outcome);
      expect(error).toBeInstanceOf(UncompletedCoroutinesError);
      expect(getSuppressed(error)).toEqual([boom]);
    });

    test('it suppresses failures that nobody took', async () => {
      const outcome = runTest(function* ({ coroutineContext }) {
        coroutineContext.get(CoroutineExceptionHandler)!.handleException(coroutineContext, boom);
        yield* withContext(Dispatchers.Default, () => delay(60_000));
      }, options(10));
      const error = await failure(outcome);
      expect(error).toBeInstanceOf(UncompletedCoroutinesError);
      expect(getSuppressed(error)).toEqual([boom]);
    });

    test('a long one lets real waits pass', () =>
      runTest(() => withContext(Dispatchers.Default, () => delay(5)), options(5000)));

    test('with Infinity there is none', () =>
      runTest(({ launch }) => void launch(Dispatchers.Default, () => delay(5)), options(Infinity)));
  });
}
