import {
  ContinuationInterceptor,
  type CoroutineContext,
  CoroutineDispatcher,
  CoroutineScope,
  currentCoroutineContext,
  Dispatchers,
  delay,
  IllegalArgumentException,
  Job,
  MainCoroutineDispatcher,
  MainScope,
  type Runnable,
  run,
  withContext,
  withTimeoutOrNull,
  yieldNow,
} from 'suspendable';
import { StandardTestDispatcher, TestCoroutineScheduler, UnconfinedTestDispatcher } from 'suspendable/test';
import { afterEach, describe, expect, test } from 'vitest';

const { Default, IO, Main, Unconfined } = Dispatchers;

describe('the text of dispatchers', () => {
  test('each of the Dispatchers prints its name', () => {
    expect([Default, IO, Main, Main.immediate, Unconfined].map(String)).toEqual([
      'Dispatchers.Default',
      'Dispatchers.IO',
      'Dispatchers.Main',
      'Dispatchers.Main.immediate',
      'Dispatchers.Unconfined',
    ]);
  });

  test('a view prints its base and its limit', () => {
    expect(String(Default.limitedParallelism(1))).toBe('Dispatchers.Default.limitedParallelism(1)');
    expect(String(IO.limitedParallelism(2))).toBe('Dispatchers.IO.limitedParallelism(2)');
    expect(String(Default.limitedParallelism(2).limitedParallelism(1))).toBe(
      'Dispatchers.Default.limitedParallelism(2).limitedParallelism(1)',
    );
  });

  test('a view with a name prints its name', () => {
    const named = Default.limitedParallelism(1, 'the only one');
    expect(String(named)).toBe('the only one');
    expect(String(named.limitedParallelism(1))).toBe('the only one');
    expect(String(Default.limitedParallelism(2, 'two').limitedParallelism(1))).toBe('two.limitedParallelism(1)');
  });

  test("a user's dispatcher prints its class and a number", () => {
    class Mine extends CoroutineDispatcher {
      dispatch(): void {}
    }
    expect(String(new Mine())).toMatch(/^Mine@[0-9a-f]+$/);
    expect(String(new Mine())).not.toBe(String(new Mine()));
  });
});

describe('the dispatcher of a coroutine', () => {
  test('without one in the context it is Default', async () => {
    expect(await run(() => currentCoroutineContext().get(ContinuationInterceptor))).toBe(Default);
    const scope = new CoroutineScope(new Job());
    expect(await scope.promise(() => currentCoroutineContext().get(ContinuationInterceptor))).toBe(Default);
  });

  test('it is inherited by children and by scopes', async () => {
    const found = await run(
      function* ({ async }) {
        const child = async(() => currentCoroutineContext().get(ContinuationInterceptor));
        return yield* child.await();
      },
      { context: IO },
    );
    expect(found).toBe(IO);
  });

  test('MainScope runs its coroutines on Main', async () => {
    const scope = MainScope();
    const found = scope.promise(() => currentCoroutineContext().get(ContinuationInterceptor));
    expect(await found).toBe(Main);
  });

  for (const dispatcher of [Default, IO, Main, Unconfined]) {
    test(`on ${dispatcher} blocks run, suspend and time out`, async () => {
      const result = await run(
        function* () {
          yield* yieldNow();
          yield* delay(1);
          return yield* withTimeoutOrNull(2, () => delay(60_000));
        },
        { context: dispatcher },
      );
      expect(result).toBe(null);
    });

    test(`withContext(${dispatcher}) returns with and without suspending`, async () => {
      const results = await run(function* () {
        const now = yield* withContext(dispatcher, () => 1);
        const later = yield* withContext(dispatcher, function* () {
          yield* delay(1);
          return 2;
        });
        return [now, later];
      });
      expect(results).toEqual([1, 2]);
    });
  }
});

describe('Dispatchers.Main', () => {
  afterEach(() => Dispatchers.resetMain());

  test('Main dispatches, immediate does not', async () => {
    const steps: string[] = [];
    await run(
      function* ({ launch }) {
        launch(() => steps.push('main'));
        launch(Main.immediate, () => steps.push('immediate'));
        steps.push('launched');
      },
      { context: Main },
    );
    expect(steps).toEqual(['immediate', 'launched', 'main']);
  });

  test('immediate of immediate is immediate itself', () => {
    expect(Main.immediate.immediate).toBe(Main.immediate);
  });

  test('a test puts another dispatcher in its place', async () => {
    const scheduler = new TestCoroutineScheduler();
    Dispatchers.setMain(new StandardTestDispatcher(scheduler));
    const steps: string[] = [];
    const scope = MainScope();
    scope.launch(function* () {
      steps.push('entered');
      yield* delay(60_000);
      steps.push('after');
    });
    scope.launch(Main.immediate, () => steps.push('immediate'));
    steps.push('launched');
    scheduler.advanceUntilIdle();
    expect(steps).toEqual(['launched', 'entered', 'immediate', 'after']);
    expect(scheduler.currentTime).toBe(60_000);
  });

  test('an unconfined dispatcher in its place runs at once', () => {
    Dispatchers.setMain(new UnconfinedTestDispatcher());
    const steps: string[] = [];
    MainScope().launch(() => steps.push('entered'));
    expect(steps).toEqual(['entered']);
  });

  test('its own isDispatchNeeded is that of the replacement', async () => {
    const steps: string[] = [];
    class Asked extends CoroutineDispatcher {
      constructor(private readonly needed: boolean) {
        super();
      }
      override isDispatchNeeded(): boolean {
        steps.push(`asked, ${this.needed}`);
        return this.needed;
      }
      dispatch(_context: CoroutineContext, block: Runnable): void {
        steps.push('dispatched');
        block.run();
      }
    }
    await run(function* () {
      Dispatchers.setMain(new Asked(false));
      yield* withContext(Main, () => steps.push('first'));
      Dispatchers.setMain(new Asked(true));
      yield* withContext(Main, () => steps.push('second'));
    });
    expect(steps).toEqual(['asked, false', 'first', 'asked, true', 'dispatched', 'second']);
  });

  for (const main of [Main, Main.immediate]) {
    test(`${main} cannot stand in for itself`, () => {
      expect(() => Dispatchers.setMain(main)).toThrow(
        new IllegalArgumentException('Dispatchers.setMain(Dispatchers.Main): Main cannot stand in for itself'),
      );
    });
  }

  test('a Main dispatcher that stands in has its own immediate one', () => {
    class Window extends MainCoroutineDispatcher {
      constructor(private readonly now: boolean) {
        super();
      }

      get immediate(): MainCoroutineDispatcher {
        return new Window(true);
      }

      override isDispatchNeeded(): boolean {
        return !this.now;
      }

      dispatch(context: CoroutineContext, block: Runnable): void {
        Dispatchers.Default.dispatch(context, block);
      }
    }
    Dispatchers.setMain(new Window(false));
    try {
      const steps: string[] = [];
      new CoroutineScope(Dispatchers.Main.immediate).launch(() => steps.push('at once'));
      new CoroutineScope(Dispatchers.Main).launch(() => steps.push('in turn'));
      expect(steps).toEqual(['at once']);
    } finally {
      Dispatchers.resetMain();
    }
    expect(`${Dispatchers.Main.immediate}`).toBe('Dispatchers.Main.immediate');
  });

  test('what is no dispatcher is refused', () => {
    expect(() => Dispatchers.setMain({} as never)).toThrow(
      new IllegalArgumentException(
        'Dispatchers.setMain expects a CoroutineDispatcher, got an object of class Object. Write Dispatchers.setMain(new StandardTestDispatcher())',
      ),
    );
  });

  test('reset, it is the event loop again', async () => {
    Dispatchers.setMain(new StandardTestDispatcher());
    Dispatchers.resetMain();
    expect(await run(() => 'ran', { context: Main })).toBe('ran');
  });
});
