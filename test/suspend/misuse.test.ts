import {
  awaitAll,
  awaitCancellation,
  awaitPromise,
  Channel,
  CompletableDeferred,
  CoroutineName,
  CoroutineScope,
  coroutineScope,
  Dispatchers,
  delay,
  type Flow,
  flow,
  flowOf,
  getSuppressed,
  IllegalArgumentException,
  IllegalStateException,
  Job,
  joinAll,
  MutableStateFlow,
  run,
  type Suspend,
  supervisorScope,
  suspend,
  suspendCancellableCoroutine,
  suspendCoroutine,
  withContext,
  withTimeout,
  withTimeoutOrNull,
  yieldNow,
} from 'suspendable';
import { runTest } from 'suspendable/test';
import { describe, expect, test } from 'vitest';

const load = suspend(function* load(): Suspend<number> {
  yield* yieldNow();
  return 1;
});

/** Every suspend call there is, by the name under which messages speak of it. */
const calls: Record<string, () => Suspend<unknown>> = {
  delay: () => delay(1),
  awaitCancellation: () => awaitCancellation(),
  suspendCoroutine: () => suspendCoroutine<void>((c) => c.resume()),
  suspendCancellableCoroutine: () => suspendCancellableCoroutine<void>((c) => c.resume()),
  join: () => new Job().join(),
  cancelAndJoin: () => new Job().cancelAndJoin(),
  await: () => new CompletableDeferred<number>().await(),
  awaitAll: () => awaitAll(new CompletableDeferred(1)),
  awaitPromise: () => awaitPromise(Promise.resolve(1)),
  coroutineScope: () => coroutineScope(() => 1),
  supervisorScope: () => supervisorScope(() => 1),
  withContext: () => withContext(Dispatchers.Default, () => 1),
  withTimeout: () => withTimeout(10, () => 1),
  withTimeoutOrNull: () => withTimeoutOrNull(10, () => 1),
  'The call of the function load': () => load(),
};

/** Calls that keep no state of their own: they stand for a wait that is over, or for none. */
const stateless: Record<string, () => Suspend<unknown>> = {
  delay: () => delay(0),
  yieldNow: () => yieldNow(),
  join: () => {
    const job = new Job();
    job.complete();
    return job.join();
  },
  await: () => new CompletableDeferred(1).await(),
};

describe('a suspend call outside of a coroutine', () => {
  for (const [group, members] of Object.entries({ calls, stateless })) {
    for (const [name, make] of Object.entries(members)) {
      test(`${name} says how it is to be called (${group})`, () => {
        expect(() => make().next()).toThrow(
          new IllegalStateException(
            `${name} was run outside of a coroutine. Call it with yield* in a suspend function that a coroutine runs: run(function* () { ... })`,
          ),
        );
      });
    }
  }

  test('a plain generator says it at its first suspension', () => {
    function* work(): Suspend<void> {
      yield* joinAll(new Job());
    }
    expect(() => [...(work() as unknown as Iterable<unknown>)]).toThrow('join was run outside of a coroutine.');
  });
});

describe('a suspend call that is run twice', () => {
  for (const [name, make] of Object.entries(calls)) {
    // These wait for ever on a job of their own, or end with a cancellation.
    if (['join', 'await', 'cancelAndJoin', 'awaitCancellation'].includes(name)) continue;
    test(`${name} says that it was run before`, () =>
      runTest(function* () {
        const call = make();
        yield* call;
        let caught: unknown;
        try {
          yield* call;
        } catch (error) {
          caught = error;
        }
        const again = name.startsWith('The call')
          ? 'a suspend call runs once. Call the function again for another run'
          : 'a suspend call runs once. Make a new call for another run';
        expect(caught).toEqual(new IllegalStateException(`${name} was run before: ${again}`));
      }));
  }

  for (const name of ['join', 'await'] as const) {
    test(`${name} says that it was run before`, () =>
      runTest(function* ({ async }) {
        const deferred = async(function* () {
          yield* delay(1);
        });
        const call = deferred[name]();
        yield* call;
        let caught: unknown;
        try {
          yield* call;
        } catch (error) {
          caught = error;
        }
        expect(caught).toEqual(
          new IllegalStateException(
            `${name} was run before: a suspend call runs once. Make a new call for another run`,
          ),
        );
      }));
  }

  test('run by two coroutines at once, the second one fails', () =>
    runTest(function* () {
      const errors: unknown[] = [];
      const call = delay(10);
      yield* supervisorScope(function* ({ async }) {
        const first = async(() => call);
        const second = async(() => call);
        yield* first.await();
        errors.push(second.getCompletionExceptionOrNull());
      });
      expect(errors).toEqual([
        new IllegalStateException('delay was run before: a suspend call runs once. Make a new call for another run'),
      ]);
    }));

  for (const [name, make] of Object.entries(stateless)) {
    test(`${name} without a wait may be run again`, () =>
      runTest(function* () {
        const call = make();
        const first = yield* call;
        expect(yield* call).toBe(first);
      }));
  }
});

describe('a suspend call within the block of another', () => {
  const message = 'A coroutine waits in one suspend call at a time: run them one after the other, each with yield*';
  const channel = new Channel<number>();
  const inner: Record<string, () => Suspend<unknown>> = {
    delay: () => delay(1),
    receive: () => channel.receive(),
    send: () => channel.send(1),
    suspendCoroutine: () => suspendCoroutine(() => {}),
  };
  for (const [name, make] of Object.entries(inner)) {
    /** What the inner call throws. */
    const attempt = (): string => {
      try {
        make().next();
        return 'nothing';
      } catch (error) {
        return String(error);
      }
    };

    test(`${name} is refused, and the outer one goes on`, () =>
      runTest(function* () {
        const outer = suspendCancellableCoroutine<string>((continuation) => {
          const thrown = attempt();
          setTimeout(() => continuation.resume(thrown));
        });
        expect(yield* outer).toBe(`IllegalStateException: ${message}`);
        yield* delay(1);
      }));

    test(`${name} is refused when the outer one is resumed already`, () =>
      runTest(function* () {
        let thrown = '';
        const outer = suspendCancellableCoroutine<string>((continuation) => {
          continuation.resume('resumed');
          thrown = attempt();
        });
        expect([yield* outer, thrown]).toEqual(['resumed', `IllegalStateException: ${message}`]);
        yield* delay(1);
      }));
  }
});

describe('a yield without a star', () => {
  const CALL =
    'A coroutine yielded a suspend call instead of running it. Suspend functions are called with yield*, with the star: yield* delay(100)';
  const yielded: [string, () => unknown, string][] = [
    ['delay', () => delay(1), CALL],
    ['a generator', () => (function* () {})(), CALL],
    ['a frame', () => load(), CALL],
    ['a number', () => 5, 'A coroutine yielded 5. Only suspend calls can be yielded, with the star: yield* delay(100)'],
    [
      'a promise',
      () => Promise.resolve(),
      'A coroutine yielded an object of class Promise. Only suspend calls can be yielded, with the star: yield* delay(100)',
    ],
    [
      'nothing',
      () => undefined,
      'A coroutine yielded undefined. Only suspend calls can be yielded, with the star: yield* delay(100)',
    ],
  ];
  for (const [name, make, message] of yielded) {
    test(`yielding ${name} is thrown where it was written`, () =>
      runTest(function* () {
        const steps: string[] = [];
        const nested = suspend(function* (): Suspend<void> {
          try {
            yield make() as never;
            steps.push('unreached');
          } catch (error) {
            expect(error).toBeInstanceOf(IllegalStateException);
            steps.push((error as Error).message);
          }
          yield* delay(1);
        });
        yield* nested();
        try {
          yield make() as never;
        } catch (error) {
          steps.push((error as Error).message);
        }
        expect(steps).toEqual([message, message]);
      }));
  }

  const elements = [
    flow<number>(function* ({ emit }) {
      yield* emit(1);
      yield* emit(2);
    }),
    flow<number>(({ emit }) => emit(1)),
    flow<number>(({ emit }) => coroutineScope(() => emit(1))),
    flow<number>(({ emit }) => withTimeout(1000, () => emit(1))),
    flowOf(1, 2),
    flowOf(1, 2).flowOn(new CoroutineName('other')),
    flowOf(1).buffer(0),
    new MutableStateFlow(1),
  ];
  const wrong = function* (): Suspend<boolean> {
    yield delay(1) as never;
    return true;
  };
  const steps: Record<string, (source: Flow<number>) => Flow<unknown>> = {
    'in collect': (source) => source,
    'behind map': (source) => source.map((n) => n),
    'in map': (source) => source.map(wrong),
    'in filter, behind catch': (source) => source.catch(() => {}).filter(wrong),
    'in onEach, behind flowOn': (source) => source.flowOn(new CoroutineName('third')).onEach(wrong),
  };
  for (const [name, through] of Object.entries(steps)) {
    test(`in a flow it is pointed out where it was written: ${name}`, () =>
      runTest(function* () {
        for (const source of elements) {
          let cleanedUp = 0;
          const collecting = through(source).collect(function* () {
            try {
              yield delay(1) as never;
            } finally {
              cleanedUp++;
            }
          });
          let message = '';
          try {
            yield* collecting;
          } catch (error) {
            message = (error as Error).message;
          }
          expect(message).toBe(CALL);
          expect(cleanedUp).toBe(name.startsWith('in ') && name !== 'in collect' ? 0 : 1);
        }
      }));
  }

  test('where an iterator cannot be told, the coroutine fails with it', async () => {
    const failure = await run(function* () {
      yield* [1, 2] as unknown as Suspend<void>;
    }).catch((error: unknown) => error as Error);
    expect((failure as Error).message).toBe(
      'A coroutine yielded 1. Only suspend calls can be yielded, with the star: yield* delay(100)',
    );
    expect(getSuppressed(failure)).toEqual([expect.any(TypeError)]);
    await expect(
      run(() => ({ [Symbol.iterator]() {}, next: () => ({ done: false, value: 1 }) }) as never),
    ).resolves.toBeDefined();
    const bare: Suspend<void> = Object.assign(load(), {
      throw: undefined,
      next: () => ({ done: false, value: 1 }),
    }) as never;
    await expect(run(() => bare)).rejects.toThrow('A coroutine yielded 1.');
  });

  test('not caught it fails the coroutine', async () => {
    await expect(
      run(function* () {
        yield delay(1) as never;
      }),
    ).rejects.toThrow(CALL);
  });
});

describe('a block that is no function', () => {
  const scope = new CoroutineScope(Dispatchers.Default);
  const takers: Record<string, (block: never) => unknown> = {
    run: (block) => run(block),
    coroutineScope: (block) => coroutineScope(block),
    supervisorScope: (block) => supervisorScope(block),
    withContext: (block) => withContext(Dispatchers.Default, block),
    withTimeout: (block) => withTimeout(1, block),
    launch: (block) => scope.launch(block),
    async: (block) => scope.async(block),
    promise: (block) => scope.promise(block),
  };
  for (const [name, take] of Object.entries(takers)) {
    test(`${name} rejects a value, and the result of a call`, () => {
      expect(() => take(5 as never)).toThrow(
        new IllegalArgumentException(`${name} expects a function as its block, got 5`),
      );
      expect(() => take((function* () {})() as never)).toThrow(
        `Pass the function itself, ${name}(function* () { ... }) or ${name}(() => work()), not the result of calling it`,
      );
    });
  }

  for (const [name, take] of Object.entries({ suspendCoroutine, suspendCancellableCoroutine })) {
    test(`${name} rejects a value`, () => {
      expect(() => take('text' as never)).toThrow(
        new IllegalArgumentException(`${name} expects a function (continuation) => void, got "text"`),
      );
    });
  }
});

describe('what a block may return', () => {
  test('a proxy that throws for unknown properties is a value', () =>
    runTest(function* ({ async }) {
      const strict = new Proxy(
        {},
        {
          get(_target, property) {
            if (property === 'then') return undefined;
            throw new Error(`no property ${String(property)}`);
          },
        },
      );
      expect(Object.is(yield* async(() => strict).await(), strict)).toBe(true);
    }));

  test('an iterable that is no suspend call is a value', () =>
    runTest(function* ({ async }) {
      for (const value of [[1], new Set([1]), [1][Symbol.iterator]()]) {
        expect(yield* async((): unknown => value).await()).toBe(value);
      }
    }));
});
