import {
  CancellationException,
  type CoroutineContext,
  CoroutineDispatcher,
  CoroutineStart,
  Dispatchers,
  GlobalScope,
  type Runnable,
  run,
  type Suspend,
  yieldNow,
} from 'suspendable';
import { runTest, StandardTestDispatcher, UnconfinedTestDispatcher } from 'suspendable/test';
import { describe, expect, test } from 'vitest';

/** A dispatcher in front of another that never asks for a dispatch. */
class Immediate extends CoroutineDispatcher {
  dispatched = 0;

  constructor(private readonly base: CoroutineDispatcher) {
    super();
  }

  override isDispatchNeeded(): boolean {
    return false;
  }

  dispatch(context: CoroutineContext, block: Runnable): void {
    this.dispatched++;
    this.base.dispatch(context, block);
  }
}

/** A dispatcher in front of another that asks that one. */
class Wrapper extends CoroutineDispatcher {
  constructor(private readonly base: CoroutineDispatcher) {
    super();
  }

  override isDispatchNeeded(context: CoroutineContext): boolean {
    return this.base.isDispatchNeeded(context);
  }

  dispatch(context: CoroutineContext, block: Runnable): void {
    this.base.dispatch(context, block);
  }
}

describe('yieldNow', () => {
  test('coroutines take turns in the order they came', () =>
    runTest(function* ({ launch }) {
      const steps: string[] = [];
      const turns = (name: string) =>
        function* (): Suspend<void> {
          for (let i = 1; i <= 2; i++) {
            steps.push(name + i);
            yield* yieldNow();
          }
        };
      const a = launch(turns('a'));
      const b = launch(turns('b'));
      yield* a.join();
      yield* b.join();
      expect(steps).toEqual(['a1', 'b1', 'a2', 'b2']);
    }));

  const dispatchers: Record<string, CoroutineDispatcher | null> = {
    'the test dispatcher': null,
    'Dispatchers.Unconfined': Dispatchers.Unconfined,
    'Dispatchers.Default': Dispatchers.Default,
    'a limited view': Dispatchers.Default.limitedParallelism(1),
  };
  for (const [name, context] of Object.entries(dispatchers)) {
    test(`on ${name} a cancelled coroutine throws before it yields`, () =>
      runTest(function* ({ launch }) {
        const steps: string[] = [];
        const options = { start: CoroutineStart.ATOMIC, ...(context === null ? {} : { context }) };
        yield* launch(options, function* (scope) {
          scope.cancel();
          try {
            yield* yieldNow();
            steps.push('unreached');
          } catch (error) {
            steps.push(error instanceof CancellationException ? 'cancelled' : String(error));
          }
        }).join();
        expect(steps).toEqual(['cancelled']);
      }));
  }

  test('a coroutine cancelled while others have their turn throws', () =>
    runTest(function* ({ launch }) {
      const steps: string[] = [];
      const job = launch({ start: CoroutineStart.UNDISPATCHED }, function* () {
        try {
          yield* yieldNow();
          steps.push('unreached');
        } finally {
          steps.push('finally');
        }
      });
      job.cancel();
      steps.push('cancelled');
      yield* job.join();
      expect(steps).toEqual(['cancelled', 'finally']);
    }));

  test('on Unconfined with nobody waiting it goes on', async () => {
    const steps: string[] = [];
    await run(function* ({ launch }) {
      launch(Dispatchers.Unconfined, function* () {
        steps.push('a');
        yield* yieldNow();
        steps.push('b');
      });
      steps.push('launched');
    });
    expect(steps).toEqual(['a', 'b', 'launched']);
  });

  test('on Unconfined, started undispatched, it goes on as well', () => {
    const steps: string[] = [];
    GlobalScope.launch({ context: Dispatchers.Unconfined, start: CoroutineStart.UNDISPATCHED }, function* () {
      yield* yieldNow();
      steps.push('after');
    });
    expect(steps).toEqual(['after']);
  });

  test('on Unconfined it gives a waiting coroutine its turn', async () => {
    const steps: string[] = [];
    await run(function* ({ launch }) {
      launch(Dispatchers.Unconfined, function* (scope) {
        yield* yieldNow();
        scope.launch(() => steps.push('inner'));
        steps.push('launched');
        yield* yieldNow();
        steps.push('after');
      });
    });
    expect(steps).toEqual(['launched', 'inner', 'after']);
  });

  test('where no dispatch is needed it dispatches all the same', () =>
    runTest(function* ({ launch, testScheduler }) {
      const steps: string[] = [];
      const immediate = new Immediate(new StandardTestDispatcher(testScheduler));
      launch(immediate, function* () {
        steps.push('entered');
        yield* yieldNow();
        steps.push('after');
      });
      steps.push('launched');
      yield* yieldNow();
      expect(steps).toEqual(['entered', 'launched', 'after']);
      expect(immediate.dispatched).toBe(1);
    }));

  for (const base of [Dispatchers.Unconfined, new UnconfinedTestDispatcher()]) {
    const name = base === Dispatchers.Unconfined ? 'Unconfined' : 'unconfined test dispatcher';

    test(`on a wrapped ${name} it does not suspend alone`, async () => {
      const steps: string[] = [];
      await run(function* ({ launch }) {
        launch(new Wrapper(base), function* () {
          steps.push('entered');
          yield* yieldNow();
          steps.push('after');
        });
        steps.push('launched');
      });
      expect(steps).toEqual(['entered', 'after', 'launched']);
    });

    test(`100,000 yields on a wrapped ${name} leave the stack`, async () => {
      let count = 0;
      await run(
        function* () {
          for (; count < 100_000; count++) yield* yieldNow();
        },
        { context: new Wrapper(base) },
      );
      expect(count).toBe(100_000);
    });
  }

  test('a dispatcher that throws lets the yield throw', async () => {
    const boom = new Error('boom');
    class Failing extends Immediate {
      override dispatch(): void {
        throw boom;
      }
    }
    await expect(run(() => yieldNow(), { context: new Failing(Dispatchers.Default) })).rejects.toBe(boom);
  });
});
