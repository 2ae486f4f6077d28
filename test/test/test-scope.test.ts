import {
  ContinuationInterceptor,
  CoroutineScope,
  CoroutineStart,
  Dispatchers,
  delay,
  GlobalScope,
  getSuppressed,
  IllegalStateException,
  NonCancellable,
  SupervisorJob,
} from 'suspendable';
import {
  runTest,
  StandardTestDispatcher,
  TestCoroutineScheduler,
  type TestDispatcher,
  TestScope,
  UncaughtExceptionsBeforeTest,
} from 'suspendable/test';
import { beforeEach, describe, expect, test } from 'vitest';
import { replaceLastResort } from '../../src/context/last-resort.js';

/** What would have gone to the host. Installed before the first test, so that it stands below what tests install. */
const atHost: unknown[] = [];
replaceLastResort(() => ({ report: (error) => void atHost.push(error) }));

const BEFORE =
  'There were uncaught exceptions before the test started. Please avoid this, ' +
  'as such exceptions are also reported in a platform-dependent manner so that they are not lost.';

beforeEach(() => void atHost.splice(0));

async function failure(test: Promise<void>): Promise<Error> {
  return test.then(
    () => expect.unreachable('the test did not fail'),
    (error) => error as Error,
  );
}

describe('new TestScope', () => {
  test('without arguments it makes a dispatcher and a scheduler', () => {
    const { coroutineContext, testScheduler } = new TestScope();
    const dispatcher = coroutineContext.get(ContinuationInterceptor);
    expect(dispatcher).toBeInstanceOf(StandardTestDispatcher);
    expect((dispatcher as TestDispatcher).scheduler).toBe(testScheduler);
    expect(coroutineContext.get(TestCoroutineScheduler)).toBe(testScheduler);
  });

  test('it takes the scheduler of a given dispatcher', () => {
    const dispatcher = new StandardTestDispatcher();
    const scope = new TestScope(dispatcher);
    expect(scope.testScheduler).toBe(dispatcher.scheduler);
    expect(scope.coroutineContext.get(ContinuationInterceptor)).toBe(dispatcher);
  });

  test('it makes a dispatcher for a given scheduler', () => {
    const scheduler = new TestCoroutineScheduler();
    const scope = new TestScope(scheduler);
    expect(scope.testScheduler).toBe(scheduler);
    expect((scope.coroutineContext.get(ContinuationInterceptor) as TestDispatcher).scheduler).toBe(scheduler);
  });

  test('it takes both where they belong together', () => {
    const dispatcher = new StandardTestDispatcher();
    const scope = new TestScope(dispatcher.scheduler.plus(dispatcher));
    expect(scope.coroutineContext.get(ContinuationInterceptor)).toBe(dispatcher);
  });

  test('a given scheduler wins over that of Main', () => {
    Dispatchers.setMain(new StandardTestDispatcher());
    try {
      const scheduler = new TestCoroutineScheduler();
      expect(new TestScope(scheduler).testScheduler).toBe(scheduler);
    } finally {
      Dispatchers.resetMain();
    }
  });

  test('it is a scope, and its text says where it stands', async () => {
    const scope = new TestScope();
    const texts = [String(scope)];
    expect(scope).toBeInstanceOf(CoroutineScope);
    await scope.runTest(() => void texts.push(String(scope)));
    texts.push(String(scope));
    expect(texts).toEqual(['TestScope[test not started]', 'TestScope[test started]', 'TestScope[test ended]']);
  });

  test('what was launched before the test belongs to it', async () => {
    const scope = new TestScope();
    const steps: string[] = [];
    scope.launch(function* () {
      yield* delay(10);
      steps.push('launched before');
    });
    await scope.runTest(() => void steps.push('body'));
    expect(steps).toEqual(['body', 'launched before']);
  });

  test('a child that failed before fails the test', async () => {
    const boom = new Error('boom');
    const scope = new TestScope();
    scope.launch(() => {
      throw boom;
    });
    expect(await failure(scope.runTest(() => {}))).toBe(boom);
  });

  test('a second test in one scope is refused', async () => {
    const scope = new TestScope();
    await scope.runTest(() => {});
    expect(() => scope.runTest(() => expect.unreachable())).toThrow(
      new IllegalStateException('Only a single call to runTest can be performed during one test.'),
    );
  });

  test('the failures of its supervised coroutines fail the test', async () => {
    const outcome = new TestScope().runTest(({ launch }) => {
      launch(new SupervisorJob(), () => {
        throw new Error('x');
      });
    });
    expect((await failure(outcome)).message).toBe('x');
    expect(atHost).toEqual([]);
  });
});

describe('a failure of a coroutine that belongs to no test', () => {
  const stray = (error: Error): void => {
    GlobalScope.launch({ start: CoroutineStart.UNDISPATCHED }, () => {
      throw error;
    });
  };

  test('during a test it fails that test', async () => {
    const boom = new Error('boom');
    const outcome = runTest(function* ({ launch }) {
      yield* launch(Dispatchers.Default.plus(NonCancellable), () => {
        throw boom;
      }).join();
    });
    expect(await failure(outcome)).toBe(boom);
    expect(atHost).toEqual([]);
  });

  test('between tests it fails the next, and only that', async () => {
    const [x, y] = [new Error('x'), new Error('y')];
    await runTest(() => {});
    stray(x);
    stray(y);
    expect(atHost).toEqual([x, y]); // the host is told in any case
    const call = () => runTest(() => expect.unreachable());
    let caught!: Error;
    try {
      call();
    } catch (error) {
      caught = error as Error;
    }
    expect(caught).toBeInstanceOf(UncaughtExceptionsBeforeTest);
    expect([caught.name, caught.message, caught.cause]).toEqual(['UncaughtExceptionsBeforeTest', BEFORE, x]);
    expect(getSuppressed(caught)).toEqual([x, y]);
    await runTest(() => {});
  });

  test('it can happen again after a test was failed by one', async () => {
    const again = new Error('again');
    await runTest(() => {});
    stray(again);
    let caught: unknown;
    try {
      void runTest(() => expect.unreachable());
    } catch (error) {
      caught = error;
    }
    expect(getSuppressed(caught)).toEqual([again]);
    await runTest(() => {});
  });
});
