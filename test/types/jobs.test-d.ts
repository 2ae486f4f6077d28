import {
  AbstractCoroutineContextElement,
  awaitAll,
  awaitPromise,
  CompletableDeferred,
  type CompletableDeferred as CompletableDeferredType,
  type CompletableJob,
  type CoroutineContext,
  type CoroutineDispatcher,
  CoroutineExceptionHandler,
  CoroutineName,
  CoroutineStart,
  createContextKey,
  type Deferred,
  Dispatchers,
  GlobalScope,
  Job,
  SupervisorJob,
  type Suspend,
  suspendCancellableCoroutine,
  suspendCoroutine,
} from 'suspendable';
import { describe, expectTypeOf, test } from 'vitest';

declare const context: CoroutineContext;
declare const numbers: Deferred<number>[];

describe('awaitAll', () => {
  test('different results come as a tuple', () => {
    const { async } = GlobalScope;
    expectTypeOf(
      awaitAll(
        async(() => 1),
        async(() => 'text'),
      ),
    ).toEqualTypeOf<Suspend<[number, string]>>();
    expectTypeOf(awaitAll()).toEqualTypeOf<Suspend<[]>>();
  });

  test('a spread list comes as a list', () => {
    expectTypeOf(awaitAll(...numbers)).toEqualTypeOf<Suspend<number[]>>();
  });

  test('what is no deferred is an error', () => {
    // @ts-expect-error a job has no result
    awaitAll(new Job());
  });
});

describe('the elements of a context', () => {
  test('a class gives its instances', () => {
    expectTypeOf(context.get(Job)).toEqualTypeOf<Job | null>();
    expectTypeOf(context.get(CoroutineName)).toEqualTypeOf<CoroutineName | null>();
    expectTypeOf(context.get(CoroutineExceptionHandler)).toEqualTypeOf<CoroutineExceptionHandler | null>();
  });

  test('own classes and made keys do as well', () => {
    class User extends AbstractCoroutineContextElement {
      constructor(readonly login: string) {
        super(User);
      }
    }
    const key = createContextKey<User>('user');
    expectTypeOf(context.get(User)!.login).toEqualTypeOf<string>();
    expectTypeOf(context.get(key)).toEqualTypeOf<User | null>();
    expectTypeOf(new User('ada').plus(Dispatchers.IO)).toEqualTypeOf<CoroutineContext>();
  });

  test('dispatchers and jobs are contexts', () => {
    expectTypeOf<CoroutineDispatcher>().toExtend<CoroutineContext>();
    expectTypeOf<Job>().toExtend<CoroutineContext>();
    expectTypeOf<CoroutineName>().toExtend<CoroutineContext>();
  });
});

describe('how a coroutine starts', () => {
  test('the constants are literals, which do as well', () => {
    expectTypeOf(CoroutineStart.LAZY).toEqualTypeOf<'lazy'>();
    expectTypeOf<CoroutineStart>().toEqualTypeOf<'default' | 'lazy' | 'atomic' | 'undispatched'>();
    GlobalScope.launch({ start: 'atomic', name: 'a', context: Dispatchers.IO }, () => {});
    GlobalScope.launch({ start: CoroutineStart.UNDISPATCHED }, () => {});
    // @ts-expect-error there is no such start
    GlobalScope.launch({ start: 'later' }, () => {});
    // @ts-expect-error there is no such option
    GlobalScope.launch({ dispatcher: Dispatchers.IO }, () => {});
  });
});

describe('jobs and deferreds', () => {
  test('what the constructors make', () => {
    expectTypeOf(new Job()).toExtend<CompletableJob>();
    expectTypeOf(new SupervisorJob(new Job())).toExtend<CompletableJob>();
    expectTypeOf(new CompletableDeferred<string>()).toExtend<CompletableDeferredType<string>>();
    expectTypeOf(new CompletableDeferred(5).await()).toEqualTypeOf<Suspend<number>>();
    expectTypeOf(new CompletableDeferred<string>(new Job()).await()).toEqualTypeOf<Suspend<string>>();
  });

  test('the results of their members', () => {
    expectTypeOf(numbers[0]!.await()).toEqualTypeOf<Suspend<number>>();
    expectTypeOf(numbers[0]!.getCompleted()).toEqualTypeOf<number>();
    expectTypeOf(numbers[0]!.asPromise()).toEqualTypeOf<Promise<number>>();
    expectTypeOf(new Job().join()).toEqualTypeOf<Suspend<void>>();
    expectTypeOf(new Job().signal).toEqualTypeOf<AbortSignal>();
  });
});

describe('suspensions', () => {
  test('the continuation takes what the call returns', () => {
    expectTypeOf(suspendCoroutine<string>((c) => c.resume('text'))).toEqualTypeOf<Suspend<string>>();
    suspendCancellableCoroutine<number>((continuation) => {
      continuation.resume(1, (cause, value, where) => {
        expectTypeOf(cause).toEqualTypeOf<unknown>();
        expectTypeOf(value).toEqualTypeOf<number>();
        expectTypeOf(where).toEqualTypeOf<CoroutineContext>();
      });
      // @ts-expect-error of another type
      continuation.resume('text');
    });
  });

  test('awaitPromise gives what the promise gives', () => {
    expectTypeOf(awaitPromise(Promise.resolve(1))).toEqualTypeOf<Suspend<number>>();
    expectTypeOf(awaitPromise(async (signal) => signal.aborted)).toEqualTypeOf<Suspend<boolean>>();
    // @ts-expect-error neither a promise nor a function
    awaitPromise(5);
  });
});
