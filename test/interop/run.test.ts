import {
  CancellationException,
  CoroutineName,
  currentCoroutineContext,
  Dispatchers,
  delay,
  IllegalArgumentException,
  Job,
  run,
} from 'suspendable';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const boom = new Error('boom');

describe('run', () => {
  let steps: string[];
  beforeEach(() => void (steps = []));

  test('the promise is settled when the children have ended', async () => {
    const promise = run(function* ({ launch }) {
      launch(function* () {
        yield* delay(2);
        steps.push('child');
      });
      steps.push('block');
      return 'result';
    });
    steps.push('called');
    expect(await promise).toBe('result');
    expect(steps).toEqual(['called', 'block', 'child']);
  });

  const blocks: Record<string, () => unknown> = {
    'a plain function': () => 'value',
    'an async function': async () => 'value',
    'a thunk of a suspend call': () =>
      (function* () {
        yield* delay(1);
        return 'value';
      })(),
    'a thenable': () => ({
      // biome-ignore lint/suspicious/noThenProperty: a promise that is none of the host's
      then: (resolve: (value: string) => void) => resolve('value'),
    }),
  };
  for (const [name, block] of Object.entries(blocks)) {
    test(`its block may be ${name}`, async () => {
      expect(await run(block)).toBe('value');
    });
  }

  for (const thrown of [boom, 'text', 0, null, undefined]) {
    test(`it rejects with ${thrown} when its block throws that`, async () => {
      const outcome = run(() => {
        throw thrown;
      });
      expect(
        await outcome.then(
          () => 'resolved',
          (error) => ({ error }),
        ),
      ).toEqual({ error: thrown });
    });
  }

  test('it rejects with the failure of a child', async () => {
    const outcome = run(function* ({ launch }) {
      launch(() => {
        throw boom;
      });
      try {
        yield* delay(60_000);
      } finally {
        steps.push('cancelled');
      }
    });
    await expect(outcome).rejects.toBe(boom);
    expect(steps).toEqual(['cancelled']);
  });

  test('the context is that of the coroutine', async () => {
    const name = new CoroutineName('main');
    const texts = await run(() => String(currentCoroutineContext()), { context: name.plus(Dispatchers.IO) });
    expect(texts).toMatch(/^\[CoroutineName\(main\), DeferredCoroutine\{Active\}@[0-9a-f]+, Dispatchers\.IO\]$/);
  });

  test('a job in the context is its parent', async () => {
    const parent = new Job();
    const promise = run(() => delay(60_000), { context: parent });
    parent.cancel();
    await expect(promise).rejects.toThrow(CancellationException);
  });

  test('a context that is none is rejected', () => {
    expect(() => run(() => 1, { context: 'name' as never })).toThrow(
      new IllegalArgumentException('run expects a CoroutineContext as its option context, got "name"'),
    );
  });
});

describe('run with a signal', () => {
  test('aborted meanwhile it cancels, and cleanup is waited for', async () => {
    const steps: string[] = [];
    const abort = new AbortController();
    const promise = run(
      function* () {
        try {
          yield* delay(60_000);
        } catch (error) {
          steps.push((error as Error).message);
          throw error;
        } finally {
          steps.push('cleaned up');
        }
      },
      { signal: abort.signal },
    );
    await run(() => delay(1));
    abort.abort(boom);
    steps.push('aborted');
    const error: Error = await promise.catch((e) => e);
    expect(error).toBeInstanceOf(CancellationException);
    expect([error.message, error.cause]).toEqual(['The signal given to run was aborted', boom]);
    expect(steps).toEqual(['aborted', 'The signal given to run was aborted', 'cleaned up']);
  });

  test('aborted before, the block does not begin', async () => {
    const promise = run(() => expect.unreachable(), { signal: AbortSignal.abort(boom) });
    const error: Error = await promise.catch((e) => e);
    expect([error.name, error.cause]).toEqual(['CancellationException', boom]);
  });

  test('a cancellation as its reason is taken as it is', async () => {
    const reason = new CancellationException('enough');
    await expect(run(() => 1, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  test('the signal of a job is one of those', async () => {
    const job = new Job();
    const promise = run(() => delay(60_000), { signal: job.signal });
    const cause = new CancellationException('enough');
    job.cancel(cause);
    await expect(promise).rejects.toBe(cause);
  });

  test('when it has ended nothing listens to the signal any more', async () => {
    let listeners = 0;
    const { signal } = new AbortController();
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      listeners++;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      listeners--;
      remove(...args);
    };
    await run(() => 1, { signal });
    expect(listeners).toBe(0);
  });
});

test('run refuses a context in the place of its options', () => {
  expect(() => run(() => 1, Dispatchers.Main as never)).toThrow(
    new IllegalArgumentException('run takes a context as an option: run(block, { context })'),
  );
});

describe('scope.promise', () => {
  afterEach(() => Dispatchers.resetMain());

  test('it is async for those that are no coroutines', async () => {
    const value = await run(function* ({ promise }) {
      const inner: Promise<number> = promise(function* () {
        yield* delay(1);
        return 1;
      });
      expect(inner).toBeInstanceOf(Promise);
      return inner;
    });
    expect(value).toBe(1);
  });

  test('it takes what async takes', async () => {
    const value = await run(({ promise }) =>
      promise({ name: 'inner', start: 'undispatched' }, () => currentCoroutineContext().get(CoroutineName)!.name),
    );
    expect(value).toBe('inner');
  });
});
