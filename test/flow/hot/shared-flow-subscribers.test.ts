import {
  coroutineScope,
  currentCoroutineContext,
  Dispatchers,
  delay,
  Job,
  MutableSharedFlow,
  MutableStateFlow,
  yieldNow,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { flags, now, perform, step } from '../../perform.js';
import { listen, subscribe } from './subscribing.js';

describe('a new subscriber', () => {
  test('gets the replay first, then what comes', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>({ replay: 2 });
        for (let i = 1; i <= 3; i++) yield* flow.emit(i);
        const job = listen(scope, flow);
        step('subscribed');
        yield* flow.emit(4);
        yield* yieldNow();
        job.cancel();
      }),
    ).toEqual(['got 2', 'got 3', 'subscribed', 'got 4', 'end']);
  });

  test('misses nothing from its first suspension on', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>();
        const job = listen(scope, flow);
        step(flow.subscriptionCount.value);
        yield* flow.emit(1);
        yield* yieldNow();
        job.cancel();
      }),
    ).toEqual(['1', 'got 1', 'end']);
  });

  test('takes the free place of one who left', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>({ extraBufferCapacity: 10 });
        const [a, ...others] = ['A', 'B', 'C', 'D'].map((name) => listen(scope, flow, name));
        yield* a!.cancelAndJoin();
        others.push(listen(scope, flow, 'E'));
        yield* flow.emit(1);
        yield* yieldNow();
        for (const job of others) job.cancel();
      }),
    ).toEqual(['E 1', 'B 1', 'C 1', 'D 1', 'end']);
  });
});

describe('a subscriber', () => {
  test('never comes to an end: what is after collect never runs', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>();
        const job = scope.launch(function* () {
          try {
            yield* flow.collect();
          } finally {
            step('cleanup');
          }
        });
        yield* delay(1_000_000);
        step(flags(job));
        yield* job.cancelAndJoin();
        step(flags(job), flow.subscriptionCount.value);
      }),
    ).toEqual(['active', 'cleanup', 'completed cancelled 0', 'end']);
  });

  test('leaves when its action throws', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>({ replay: 1 });
        flow.tryEmit(1);
        try {
          yield* flow.collect(() => {
            throw new Error('no more');
          });
        } catch (thrown) {
          step(thrown, flow.subscriptionCount.value);
        }
      }),
    ).toEqual(['Error(no more) 0', 'end']);
  });

  test('leaves when its action throws after it has suspended', () => {
    expect(
      perform(function* () {
        const flow = new MutableSharedFlow<number>({ replay: 1 });
        flow.tryEmit(1);
        try {
          yield* flow.collect(function* () {
            yield* delay(5);
            step(flow.subscriptionCount.value);
            throw new Error('no more');
          });
        } catch (thrown) {
          step(thrown, flow.subscriptionCount.value);
        }
      }),
    ).toEqual(['1', 'Error(no more) 0', 'end']);
  });

  test('that ends the flow early with take leaves at once', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>({ replay: 3 });
        for (let i = 1; i <= 3; i++) flow.tryEmit(i);
        yield* flow.take(2).collect((value) => step(value));
        step(flow.subscriptionCount.value);
      }),
    ).toEqual(['1', '2', '0', 'end']);
  });

  test('that is cancelled gets no further value, replayed ones included', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>({ replay: 5 });
        for (let i = 1; i <= 5; i++) flow.tryEmit(i);
        const job = subscribe(scope, flow, (value) => {
          step('got', value);
          if (value === 2) currentCoroutineContext().get(Job)!.cancel();
        });
        yield* job.join();
        step(flags(job));
      }),
    ).toEqual(['got 1', 'got 2', 'completed cancelled', 'end']);
  });

  test('that is cancelled when its value is on the way does not get it', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>({ extraBufferCapacity: 1 });
        const job = listen(scope, flow);
        yield* flow.emit(1);
        job.cancel();
        yield* job.join();
        step(flow.subscriptionCount.value);
      }),
    ).toEqual(['0', 'end']);
  });

  test('may subscribe again, as often as it wants', () => {
    expect(
      perform(function* () {
        const flow = new MutableSharedFlow<number>({ replay: 1 });
        flow.tryEmit(1);
        const collection = flow.take(1);
        for (let i = 0; i < 3; i++) yield* collection.collect((value) => step(value));
      }),
    ).toEqual(['1', '1', '1', 'end']);
  });

  test('runs a call of collect once', () => {
    expect(
      perform(function* () {
        const flow = new MutableSharedFlow<number>({ replay: 1 });
        flow.tryEmit(1);
        const call = flow.collect(() => {
          throw new Error('first run');
        });
        for (let i = 0; i < 2; i++) {
          try {
            yield* call;
          } catch (thrown) {
            step(thrown);
          }
        }
      }),
    ).toEqual([
      'Error(first run)',
      'IllegalStateException(collect was run before: a suspend call runs once. Make a new call for another run)',
      'end',
    ]);
  });

  test('learns of a misuse within its action', () => {
    expect(
      perform(function* () {
        const flow = new MutableSharedFlow<number>({ replay: 1 });
        flow.tryEmit(1);
        yield* flow.collect(function* () {
          yield delay(1) as never;
        });
      }),
    ).toEqual([
      'threw IllegalStateException(A coroutine yielded a suspend call instead of running it. Suspend functions are called with yield*, with the star: yield* delay(100))',
    ]);
  });

  test('may go on after a misuse within its action', () => {
    expect(
      perform(function* () {
        const flow = new MutableSharedFlow<number>({ replay: 2 });
        flow.tryEmit(1);
        flow.tryEmit(2);
        yield* flow.take(2).collect(function* (value) {
          try {
            yield delay(1) as never;
          } catch {
            step('misuse', value);
            yield* delay(1);
          }
        });
      }),
    ).toEqual(['misuse 1', 'misuse 2', 'end']);
  });

  test('outside of a coroutine is told what to write', () => {
    expect(() => new MutableSharedFlow().collect().next()).toThrow(
      'collect was run outside of a coroutine. Call it with yield* in a suspend function that a coroutine runs: run(function* () { ... })',
    );
  });
});

describe('resetReplayCache', () => {
  test('empties the replay for those who come', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>({ replay: 3 });
        flow.tryEmit(1);
        flow.resetReplayCache();
        step(flow.replayCache);
        flow.tryEmit(2);
        listen(scope, flow).cancel();
      }),
    ).toEqual(['[]', 'got 2', 'end']);
  });

  test('a slow subscriber still gets what was buffered for it', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>({ replay: 3 });
        const job = listen(scope, flow);
        for (let i = 1; i <= 3; i++) {
          flow.tryEmit(i);
          flow.resetReplayCache();
        }
        step(flow.tryEmit(4));
        yield* yieldNow();
        step(flow.replayCache);
        job.cancel();
      }),
    ).toEqual(['false', 'got 1', 'got 2', 'got 3', '[]', 'end']);
  });
});

describe('replayCache', () => {
  test('is a copy', () => {
    const flow = new MutableSharedFlow<number>({ replay: 2 });
    flow.tryEmit(1);
    const before = flow.replayCache;
    flow.tryEmit(2);
    expect([before, flow.replayCache]).toEqual([[1], [1, 2]]);
  });

  test('keeps undefined and null as values', () => {
    const flow = new MutableSharedFlow<undefined | null>({ replay: 2 });
    flow.tryEmit(undefined);
    flow.tryEmit(null);
    expect(flow.replayCache).toEqual([undefined, null]);
  });

  test('holds a burst of any length in order', () => {
    const flow = new MutableSharedFlow<number>({ replay: 5000 });
    for (let i = 0; i < 20_000; i++) flow.tryEmit(i);
    expect(flow.replayCache).toEqual(Array.from({ length: 5000 }, (_, i) => 15_000 + i));
  });
});

describe.each([
  ['shared', () => new MutableSharedFlow<number>({ replay: 1 })],
  ['state', () => new MutableStateFlow(0)],
] as const)('subscriptionCount of a %s flow', (_kind, create) => {
  test('is exact right after each change', () => {
    expect(
      perform(function* (scope) {
        const flow = create();
        const { subscriptionCount } = flow;
        step(subscriptionCount.value);
        const first = listen(scope, flow);
        const second = listen(scope, flow);
        step(subscriptionCount.value, flow.subscriptionCount === subscriptionCount);
        yield* first.cancelAndJoin();
        step(subscriptionCount.value);
        second.cancel();
        yield* second.join();
        step(subscriptionCount.value);
      }).filter((line) => !line.startsWith('got')),
    ).toEqual(['0', '2 true', '1', '0', 'end']);
  });

  test('skips no change, however short', () => {
    expect(
      perform(function* (scope) {
        const flow = create();
        flow.tryEmit(7);
        const counting = listen(scope, flow.subscriptionCount, 'count');
        for (let i = 0; i < 2; i++) yield* flow.take(1).collect();
        step('came and left twice');
        yield* yieldNow();
        counting.cancel();
      }),
    ).toEqual(['count 0', 'came and left twice', 'count 1', 'count 0', 'count 1', 'count 0', 'end']);
  });

  test('counts those who subscribed before it was asked for', () => {
    expect(
      perform(function* (scope) {
        const flow = create();
        const job = subscribe(scope, flow, () => {});
        step(flow.subscriptionCount.value, flow.subscriptionCount.replayCache);
        job.cancel();
      }),
    ).toEqual(['1 [1]', 'end']);
  });
});

describe('many subscribers', () => {
  test.each([1, 2, 3, 17, 100])('%i of them get all values in order', (count) => {
    const seen: number[][] = Array.from({ length: count }, () => []);
    perform(function* (scope) {
      const flow = new MutableSharedFlow<number>({ replay: 1, extraBufferCapacity: 2 });
      const jobs = seen.map((list, i) =>
        subscribe(scope, flow, function* (value) {
          list.push(value);
          yield* delay(i % 4);
        }),
      );
      for (let i = 0; i < 50; i++) yield* flow.emit(i);
      yield* delay(1000);
      for (const job of jobs) job.cancel();
    });
    const all = Array.from({ length: 50 }, (_, i) => i);
    expect(seen).toEqual(seen.map(() => all));
  });

  test('come and go while values are emitted', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>();
        yield* coroutineScope(function* ({ launch }) {
          for (let i = 1; i <= 5; i++) {
            launch(() => flow.take(i).collect((value) => step(`${i}:${value}`)));
          }
          yield* yieldNow();
          for (let value = 1; value <= 5; value++) yield* flow.emit(value);
        });
        step(flow.subscriptionCount.value, now());
      }),
    ).toEqual([
      ...['1:1', '2:1', '3:1', '4:1', '5:1', '2:2', '3:2', '4:2', '5:2'],
      ...['3:3', '4:3', '5:3', '4:4', '5:4', '5:5', '0 0', 'end'],
    ]);
  });
});

describe('a subscriber on Dispatchers.Unconfined', () => {
  test('may emit to the flow that it listens to', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>({ extraBufferCapacity: 5 });
        const job = scope.launch(Dispatchers.Unconfined, () =>
          flow.collect((value) => {
            step(value);
            if (value < 3) flow.tryEmit(value + 1);
          }),
        );
        yield* flow.emit(1);
        job.cancel();
      }),
    ).toEqual(['1', '2', '3', 'end']);
  });
});
