import {
  Channel,
  CoroutineName,
  CoroutineStart,
  coroutineScope,
  currentCoroutineContext,
  Dispatchers,
  delay,
  flow,
  flowOf,
  Job,
  MutableSharedFlow,
  Mutex,
  produce,
  run,
  runBlocking,
  type Suspend,
  select,
  suspend,
  suspendCancellableCoroutine,
  withContext,
  withTimeout,
  yieldNow,
} from 'suspendable';
import { DebugProbes } from 'suspendable/debug';
import { runTest } from 'suspendable/test';
import { describe, expect, it } from 'vitest';
import { installProbes, seen } from './probed.js';

installProbes();

function* inner(): Suspend<void> {
  yield* delay(1000);
}

function* outer(): Suspend<void> {
  yield* inner();
}

describe('the state of a coroutine', () => {
  it('is CREATED until its body is entered, then RUNNING or SUSPENDED', () =>
    runTest(function* test(scope) {
      const job = scope.launch(function* worker() {
        expect(seen()).toEqual(['1 SUSPENDED yieldNow: test', '2 RUNNING: worker']);
        yield* outer();
      });
      scope.launch({ start: 'lazy' }, () => {}).cancel();
      expect(seen()).toEqual(['1 RUNNING: test', '2 CREATED']);
      yield* yieldNow();
      expect(seen()).toEqual(['1 RUNNING: test', '2 SUSPENDED delay: inner < outer < worker']);
      job.cancel();
      expect(seen()).toEqual(['1 RUNNING: test', '2 SUSPENDED delay: inner < outer < worker']);
      yield* job.join();
      expect(seen()).toEqual(['1 RUNNING: test']);
    }));

  it('is RUNNING for one that starts undispatched or unconfined, and for whoever starts it', () =>
    runTest(function* test(scope) {
      const starts = [{ start: CoroutineStart.UNDISPATCHED }, { context: Dispatchers.Unconfined }];
      for (const [i, options] of starts.entries()) {
        const job = scope.launch(options, function* worker() {
          expect(seen()).toEqual([expect.stringMatching(/^1 RUNNING/), `${i + 2} RUNNING: worker`]);
          yield* inner();
        });
        expect(seen()).toEqual(['1 RUNNING: test', `${i + 2} SUSPENDED delay: inner < worker`]);
        job.cancel();
        scope.runCurrent();
      }
    }));

  it('is CREATED for a lazy one until it is started, and nothing after it has ended', () =>
    runTest(function* test(scope) {
      const job = scope.launch({ start: 'lazy' }, outer);
      expect(seen()).toEqual(['1 RUNNING: test', '2 CREATED']);
      job.start();
      expect(seen()).toEqual(['1 RUNNING: test', '2 CREATED']);
      yield* job.join();
      expect(seen()).toEqual(['1 RUNNING: test']);
      scope.launch({ start: 'lazy' }, outer).cancel();
      expect(seen()).toEqual(['1 RUNNING: test']);
    }));

  it('is nothing for one whose body has ended and whose children have not', () =>
    runTest(function* test(scope) {
      const parent = scope.launch(({ launch }) => void launch(outer));
      yield* yieldNow();
      yield* yieldNow();
      expect(parent.isActive).toBe(true);
      expect(seen()).toEqual(['1 RUNNING: test', '3 SUSPENDED delay: inner < outer']);
    }));

  it('is told of coroutines under run, runBlocking and produce alike', async () => {
    await run(function* main(scope) {
      const numbers = produce(scope, function* producer({ send }) {
        yield* send(1);
      });
      yield* yieldNow();
      expect(seen()).toEqual(['1 RUNNING: main', '2 SUSPENDED send: producer']);
      numbers.cancel();
    });
    runBlocking(function* main({ launch }) {
      launch(outer);
      yield* yieldNow();
      expect(seen()).toEqual(['3 RUNNING: main', '4 SUSPENDED delay: inner < outer']);
      runBlocking(function* nested() {
        expect(seen()).toEqual([
          expect.stringMatching(/^3 RUNNING/),
          '4 SUSPENDED delay: inner < outer',
          '5 RUNNING: nested',
        ]);
      });
      currentCoroutineContext().get(Job)!.cancelChildren();
    });
  });
});

describe('where a coroutine stands', () => {
  const job = new Job();
  const full = new Channel<number>();
  const mutex = new Mutex(true);
  const never = new MutableSharedFlow<number>();
  const recursive: (n: number) => Suspend<void> = suspend(function* descend(n: number): Suspend<void> {
    if (n === 0) yield* inner();
    else yield* recursive(n - 1);
    yield* delay(1000);
  });
  const waits: Record<string, readonly [block: () => Suspend<unknown>, after: string]> = {
    'in delay': [outer, 'delay: inner < outer'],
    'in a channel to send to': [() => full.send(1), 'send'],
    'in a mutex': [
      function* locks() {
        yield* mutex.lock();
      },
      'lock: locks',
    ],
    'in join': [
      function* joins() {
        yield* job.join();
      },
      'join: joins',
    ],
    'in select': [
      function* selects() {
        yield* select(job.onJoin(() => 1));
      },
      'select: selects',
    ],
    'in a promise': [
      (async () => {
        await new Promise(() => {});
      }) as never,
      'awaitPromise',
    ],
    'in a continuation of its own': [
      function* own() {
        yield* suspendCancellableCoroutine<void>(() => {});
      },
      'suspendCancellableCoroutine: own',
    ],
    'in a hot flow': [
      function* collects() {
        yield* never.collect(() => {});
      },
      'collect: collects',
    ],
    'in scopes': [
      function* enters() {
        yield* coroutineScope(function* scoped() {
          yield* withTimeout(5000, function* timed() {
            yield* outer();
          });
        });
      },
      'delay: inner < outer < timed < scoped < enters',
    ],
    'in a scope whose block has ended': [
      function* enters() {
        yield* coroutineScope(({ launch }) => void launch({ start: 'lazy' }, () => {}));
      },
      'coroutineScope: enters',
    ],
    'in another context': [
      function* changes() {
        yield* withContext(new CoroutineName('other'), outer);
      },
      'delay: inner < outer < changes',
    ],
    'on another dispatcher': [
      function* changes() {
        yield* withContext(Dispatchers.Unconfined, outer);
      },
      'delay: inner < outer < changes',
    ],
    'in frames': [() => recursive(2), 'delay: inner < descend < descend < descend'],
    'in frames within a scope within frames': [
      suspend(function* framed() {
        yield* coroutineScope(() => recursive(1));
      }),
      'delay: inner < descend < descend < framed',
    ],
    'in a flow': [
      function* collects() {
        yield* flowOf(1)
          .map(function* mapper(n) {
            yield* inner();
            return n;
          })
          .collect();
      },
      'delay: inner < mapper < collects',
    ],
    'in a frame that a plain block has begun': [
      () =>
        flowOf(1)
          .map(() => recursive(1))
          .collect(),
      'delay: inner < descend < descend',
    ],
    'in a flow of another context': [
      function* collects() {
        yield* flow<number>(function* source({ emit }) {
          yield* emit(1);
        })
          .flowOn(new CoroutineName('other'))
          .collect(function* collector() {
            yield* recursive(1);
          });
      },
      'delay: inner < descend < descend < collector < source < collects',
    ],
  };

  it.each(Object.entries(waits))('is told: %s', (_, [block, after]) =>
    runTest(function* test(scope) {
      const waiting = scope.backgroundScope.launch(block);
      scope.runCurrent();
      expect(seen()).toContain(`2 SUSPENDED ${after}`);
      waiting.cancel();
    }),
  );

  it('is told of frames that go on, with those around them', () =>
    runTest(function* test(scope) {
      scope.backgroundScope.launch(() => recursive(2));
      const places = [];
      for (let i = 0; i < 4; i++) {
        scope.advanceTimeBy(1000);
        scope.runCurrent();
        places.push(seen()[1]);
      }
      expect(places).toEqual([
        '2 SUSPENDED delay: descend < descend < descend',
        '2 SUSPENDED delay: descend < descend',
        '2 SUSPENDED delay: descend',
        undefined,
      ]);
    }));

  it('is the place of the last suspension for one that runs and starts another', () =>
    runTest(function* test(scope) {
      yield* outer();
      scope.launch({ start: 'undispatched' }, function* asks() {
        expect(seen()).toEqual(['1 RUNNING: inner < outer < test', '2 RUNNING: asks']);
      });
      expect(seen()).toEqual(['1 RUNNING: test']);
    }));

  it('is given with file, line and column', () =>
    runTest(function* test() {
      yield* delay(1);
      const [info] = DebugProbes.dumpCoroutinesInfo();
      expect(info!.lastObservedStackTrace()).toEqual([expect.stringMatching(/^test \(.*states\.test\.ts:\d+:\d+\)$/)]);
    }));
});
