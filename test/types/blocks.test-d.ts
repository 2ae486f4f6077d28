import {
  coroutineScope,
  type Deferred,
  Dispatchers,
  delay,
  GlobalScope,
  type Job,
  run,
  runBlocking,
  runMain,
  type Suspend,
  supervisorScope,
  suspend,
  withContext,
  withTimeout,
  withTimeoutOrNull,
} from 'suspendable';
import { runTest } from 'suspendable/test';
import { describe, expectTypeOf, test } from 'vitest';

function* load(id: string): Suspend<number> {
  yield* delay(1);
  return id.length;
}

describe('the result of a block', () => {
  test('a generator gives its return type', () => {
    expectTypeOf(
      run(function* () {
        yield* delay(1);
        return 1;
      }),
    ).toEqualTypeOf<Promise<number>>();
    expectTypeOf(
      run(function* () {
        const length = yield* load('id');
        expectTypeOf(length).toEqualTypeOf<number>();
        return { length };
      }),
    ).toEqualTypeOf<Promise<{ length: number }>>();
  });

  test('a thunk gives what its call gives', () => {
    expectTypeOf(run(() => load('id'))).toEqualTypeOf<Promise<number>>();
    expectTypeOf(run(() => delay(1))).toEqualTypeOf<Promise<void>>();
  });

  test('an async function gives what its promise gives', () => {
    expectTypeOf(run(async () => 'text')).toEqualTypeOf<Promise<string>>();
  });

  test('a plain function gives its value, lists and strings too', () => {
    expectTypeOf(run(() => 5)).toEqualTypeOf<Promise<number>>();
    expectTypeOf(run(() => 'text')).toEqualTypeOf<Promise<string>>();
    expectTypeOf(run(() => [1, 2])).toEqualTypeOf<Promise<number[]>>();
    expectTypeOf(run(() => new Map<string, number>())).toEqualTypeOf<Promise<Map<string, number>>>();
    expectTypeOf(run(() => {})).toEqualTypeOf<Promise<void>>();
  });

  test('every builder and scope function infers it', () => {
    expectTypeOf(runBlocking(() => load('id'))).toEqualTypeOf<number>();
    expectTypeOf(runBlocking(Dispatchers.Default, () => load('id'))).toEqualTypeOf<number>();
    expectTypeOf(coroutineScope(() => load('id'))).toEqualTypeOf<Suspend<number>>();
    expectTypeOf(supervisorScope(() => 'text')).toEqualTypeOf<Suspend<string>>();
    expectTypeOf(withContext(Dispatchers.IO, async () => 1)).toEqualTypeOf<Suspend<number>>();
    expectTypeOf(withTimeout(1, () => load('id'))).toEqualTypeOf<Suspend<number>>();
    expectTypeOf(withTimeoutOrNull(1, () => load('id'))).toEqualTypeOf<Suspend<number | null>>();
    expectTypeOf(GlobalScope.async(() => load('id'))).toEqualTypeOf<Deferred<number>>();
    expectTypeOf(GlobalScope.async({ start: 'lazy' }, () => load('id'))).toEqualTypeOf<Deferred<number>>();
    expectTypeOf(GlobalScope.promise(() => load('id'))).toEqualTypeOf<Promise<number>>();
    expectTypeOf(GlobalScope.launch(() => load('id'))).toEqualTypeOf<Job>();
    expectTypeOf(runTest(() => load('id'))).toEqualTypeOf<Promise<void>>();
  });

  test('the scope of a block has its builders', () => {
    void run(function* ({ launch, async, promise, coroutineContext }) {
      expectTypeOf(launch(() => {})).toEqualTypeOf<Job>();
      expectTypeOf(yield* async(() => 'text').await()).toEqualTypeOf<string>();
      expectTypeOf(promise(() => 1)).toEqualTypeOf<Promise<number>>();
      expectTypeOf(coroutineContext.toString()).toEqualTypeOf<string>();
    });
  });

  test('what is no function is an error', () => {
    // @ts-expect-error a generator object instead of the function
    run(load('id'));
    // @ts-expect-error a number
    GlobalScope.launch(5);
  });
});

describe('a yield without a star', () => {
  test('of a suspend call is an error', () => {
    // @ts-expect-error the star is missing
    run(function* () {
      yield delay(1);
    });
    // @ts-expect-error the star is missing, one is enough
    runTest(function* () {
      yield* delay(1);
      yield load('id');
    });
    // @ts-expect-error the star is missing
    runMain(function* () {
      yield delay(1);
    });
    // @ts-expect-error the star is missing, once
    GlobalScope.launch(function* () {
      yield* delay(1);
      yield load('id');
    });
  });

  test('in a suspend function it is an error too', () => {
    function* forgotten(): Suspend<void> {
      // @ts-expect-error the star is missing
      yield load('id');
    }
    void forgotten;
  });

  test('of a value or a promise is an error', () => {
    // @ts-expect-error only suspend calls can be yielded
    run(function* () {
      yield 5;
    });
    // @ts-expect-error a promise is waited for with awaitPromise
    run(function* () {
      yield Promise.resolve();
    });
  });
});

describe('suspend', () => {
  test('the wrapped function has the same type', () => {
    expectTypeOf(suspend(load)).toBeCallableWith('id');
    expectTypeOf(suspend(load)('id')).toEqualTypeOf<Suspend<number>>();
    const add = suspend(function* (a: number, b: number): Suspend<number> {
      return a + b;
    });
    expectTypeOf(add(1, 2)).toEqualTypeOf<Suspend<number>>();
    // @ts-expect-error a wrong argument
    add('1', 2);
  });

  test('a function that does not suspend is an error', () => {
    // @ts-expect-error returns a number
    suspend(() => 5);
    // @ts-expect-error returns a promise
    suspend(async () => 5);
  });
});
