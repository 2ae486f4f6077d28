import {
  CancellationException,
  ContinuationInterceptor,
  CoroutineName,
  CoroutineStart,
  currentCoroutineContext,
  Dispatchers,
  delay,
  GlobalScope,
  IllegalArgumentException,
  Job,
  NonCancellable,
  run,
  runBlocking,
  withContext,
  withTimeoutOrNull,
  yieldNow,
} from 'suspendable';
import { beforeEach, describe, expect, test } from 'vitest';

const boom = new Error('boom');
describe('runBlocking', () => {
  let steps: string[];
  beforeEach(() => void (steps = []));

  test('it returns when the block and its children have ended', () => {
    const result = runBlocking(function* ({ launch }) {
      launch(function* () {
        yield* delay(2);
        steps.push('child');
      });
      steps.push('block');
      return 'result';
    });
    steps.push('returned');
    expect(result).toBe('result');
    expect(steps).toEqual(['block', 'child', 'returned']);
  });

  test('no host callback runs while it blocks', async () => {
    queueMicrotask(() => steps.push('microtask'));
    setTimeout(() => steps.push('timer'), 0);
    runBlocking(() => delay(10));
    steps.push('returned');
    await run(() => delay(5));
    expect(steps).toEqual(['returned', 'microtask', 'timer']);
  });

  for (const thrown of [boom, 'text', undefined]) {
    test(`it throws ${thrown} when its block throws that`, () => {
      let caught: unknown = 'nothing';
      try {
        runBlocking(() => {
          throw thrown;
        });
      } catch (error) {
        caught = error;
      }
      expect(caught).toBe(thrown);
    });
  }

  test('it throws the failure of a child', () => {
    expect(() =>
      runBlocking(({ launch }) => {
        launch(() => {
          throw boom;
        });
      }),
    ).toThrow(boom);
  });

  test('its dispatcher is an event loop of its own', () => {
    const text = runBlocking(function* () {
      yield* yieldNow();
      return String(currentCoroutineContext());
    });
    expect(text).toMatch(/^\[BlockingCoroutine\{Active\}@[0-9a-f]+, BlockingEventLoop@[0-9a-f]+\]$/);
  });

  test('a context may be given before the block', () => {
    const name = runBlocking(new CoroutineName('main'), () => currentCoroutineContext().get(CoroutineName)!.name);
    expect(name).toBe('main');
  });

  for (const dispatcher of [Dispatchers.Default, Dispatchers.IO, Dispatchers.Main, Dispatchers.Unconfined]) {
    test(`it runs on ${dispatcher} when told so`, () => {
      runBlocking(dispatcher, function* () {
        expect(currentCoroutineContext().get(ContinuationInterceptor)).toBe(dispatcher);
        yield* yieldNow();
        yield* delay(1);
        steps.push('done');
      });
      expect(steps).toEqual(['done']);
    });
  }

  test('tasks on Default run while it blocks', () => {
    const deferred = GlobalScope.async(function* () {
      yield* delay(1);
      return 'from Default';
    });
    expect(runBlocking(() => deferred.await())).toBe('from Default');
    expect(runBlocking(() => withContext(Dispatchers.Default.limitedParallelism(1), () => 'view'))).toBe('view');
  });

  test('nested ones share the loop of the outer one', () => {
    const result = runBlocking(function* (outer) {
      outer.launch(() => steps.push('outer child'));
      const loop = currentCoroutineContext().get(ContinuationInterceptor);
      yield* delay(1);
      const value = runBlocking(function* () {
        yield* delay(1);
        expect(currentCoroutineContext().get(ContinuationInterceptor)).toBe(loop);
        return runBlocking(outer.coroutineContext, function* () {
          yield* delay(1);
          return 'innermost';
        });
      });
      steps.push(value);
      return value;
    });
    expect(result).toBe('innermost');
    expect(steps).toEqual(['outer child', 'innermost']);
  });

  test('a nested one waits for a coroutine of the outer one', () => {
    runBlocking(function* ({ async }) {
      const deferred = async(function* () {
        yield* yieldNow();
        return 'OK';
      });
      expect(runBlocking(() => deferred.await())).toBe('OK');
    });
  });

  test('within a coroutine of the event loop it blocks too', async () => {
    await run(function* ({ launch }) {
      launch(() => steps.push('sibling'));
      steps.push(runBlocking(() => withContext(Dispatchers.Default, () => 'blocked')));
      yield* yieldNow();
      steps.push('after');
    });
    expect(steps).toEqual(['sibling', 'blocked', 'after']);
  });

  test('an unconfined coroutine completes within the block', () => {
    runBlocking(({ launch }) => {
      launch(Dispatchers.Unconfined, () => steps.push('unconfined'));
      steps.push('block');
    });
    expect(steps).toEqual(['unconfined', 'block']);
  });

  test('within an unconfined coroutine it runs those that wait', () => {
    GlobalScope.launch(Dispatchers.Unconfined, () => {
      GlobalScope.launch(Dispatchers.Unconfined, () => steps.push('waiting'));
      steps.push('before');
      runBlocking(() => delay(1));
      steps.push('after');
    });
    expect(steps).toEqual(['before', 'waiting', 'after']);
  });

  test('cancelling it from inside throws at the next suspension', () => {
    const call = () =>
      runBlocking(function* (scope) {
        scope.cancel();
        try {
          yield* delay(1);
          steps.push('unreached');
        } finally {
          steps.push('finally');
        }
      });
    expect(call).toThrow(CancellationException);
    expect(steps).toEqual(['finally']);
  });

  for (const start of [CoroutineStart.DEFAULT, CoroutineStart.UNDISPATCHED]) {
    test(`cancelled, it still dispatches a detached ${start} child`, () => {
      const call = () =>
        runBlocking(function* (scope) {
          const job = scope.launch({ context: NonCancellable, start }, function* () {
            try {
              steps.push('entered');
              yield* delay(Infinity);
            } finally {
              steps.push('finally');
            }
          });
          yield* yieldNow();
          scope.cancel();
          job.cancel();
        });
      expect(call).toThrow(CancellationException);
      expect(steps).toEqual(['entered', 'finally']);
    });
  }

  test('a cancelled parent throws before the block is entered', () => {
    const parent = new Job();
    parent.cancel();
    expect(() => runBlocking(parent, () => expect.unreachable())).toThrow(CancellationException);
  });

  test('a delay on its loop can outlive it', () => {
    const job = runBlocking(() => {
      const loop = currentCoroutineContext().get(ContinuationInterceptor)!;
      return GlobalScope.launch(loop, () => delay(1));
    });
    runBlocking(() => withTimeoutOrNull(10_000, () => job.join()));
    expect(job.isCompleted).toBe(true);
  });

  test('what is no context or function is rejected', () => {
    expect(() => runBlocking(5 as never)).toThrow(
      new IllegalArgumentException('runBlocking expects a function as its block, got 5'),
    );
    expect(() => runBlocking({} as never, () => 1)).toThrow(
      new IllegalArgumentException(
        'runBlocking expects a CoroutineContext before the block, got an object of class Object',
      ),
    );
  });
});
