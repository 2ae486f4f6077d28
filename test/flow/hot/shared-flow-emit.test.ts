import {
  BufferOverflow,
  currentCoroutineContext,
  Dispatchers,
  delay,
  Job,
  MutableSharedFlow,
  yieldNow,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { flags, noted, now, perform, step } from '../../perform.js';
import { listen, subscribe } from './subscribing.js';

const dropping = [BufferOverflow.DROP_OLDEST, BufferOverflow.DROP_LATEST] as const;

describe('emit without subscribers', () => {
  test('never suspends and keeps only the replay', () => {
    expect(
      perform(function* () {
        const flow = new MutableSharedFlow<number>({ replay: 2, extraBufferCapacity: 5 });
        for (let i = 1; i <= 10; i++) yield* flow.emit(i);
        step(flow.replayCache);
      }),
    ).toEqual(['[9, 10]', 'end']);
  });

  test('loses values when there is no replay', () => {
    expect(
      perform(function* () {
        const flow = new MutableSharedFlow<number>({ extraBufferCapacity: 5 });
        step(flow.tryEmit(1), flow.replayCache.length);
      }),
    ).toEqual(['true 0', 'end']);
  });
});

describe('emit without a buffer', () => {
  test('waits until every subscriber has taken the value', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<string>();
        const quick = listen(scope, flow, 'quick');
        const slow = subscribe(scope, flow, function* (value) {
          step('slow', value);
          yield* delay(10);
        });
        yield* flow.emit('A');
        step('emitted A', now());
        yield* flow.emit('B');
        step('emitted B', now());
        quick.cancel();
        slow.cancel();
      }),
    ).toEqual(['quick A', 'slow A', 'emitted A 0', 'quick B', 'slow B', 'emitted B 10', 'end']);
  });

  test('hands over in the order of the emitters', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<string>();
        const job = listen(scope, flow);
        for (const name of ['A', 'B', 'C']) {
          scope.launch(function* () {
            yield* flow.emit(name);
            step('emitted', name);
          });
        }
        yield* delay(1);
        job.cancel();
      }),
    ).toEqual(['got A', 'got B', 'got C', 'emitted A', 'emitted B', 'emitted C', 'end']);
  });
});

describe('emit with a buffer', () => {
  test.each([
    [0, 1],
    [0, 3],
    [1, 0],
    [3, 0],
    [2, 1],
  ])('replay %i and extra %i: waits for the slowest subscriber only when full', (replay, extraBufferCapacity) => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>({ replay, extraBufferCapacity });
        const job = subscribe(scope, flow, () => delay(1000));
        yield* flow.emit(0);
        yield* yieldNow(); // the subscriber is busy with 0
        let count = 0;
        const emitter = scope.launch(function* () {
          for (;;) {
            yield* flow.emit(++count);
          }
        });
        yield* delay(10);
        step(count - 1);
        emitter.cancel();
        job.cancel();
      }),
    ).toEqual([String(replay + extraBufferCapacity), 'end']);
  });

  test('a value in the buffer does not wait for the subscriber', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<string>({ extraBufferCapacity: 1 });
        const job = listen(scope, flow);
        yield* flow.emit('A');
        step('emitted A');
        yield* flow.emit('B');
        step('emitted B');
        yield* yieldNow();
        job.cancel();
      }),
    ).toEqual(['emitted A', 'got A', 'got B', 'emitted B', 'end']);
  });

  test('quick subscribers get ahead of a slow one', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>({ extraBufferCapacity: 2 });
        const slow = subscribe(scope, flow, function* (value) {
          step('slow', value, now());
          yield* delay(10);
        });
        const quick = subscribe(scope, flow, (value) => step('quick', value, now()));
        for (let i = 1; i <= 4; i++) yield* flow.emit(i);
        step('emitted', now());
        yield* delay(40);
        slow.cancel();
        quick.cancel();
      }),
    ).toEqual([
      'slow 1 0',
      'quick 1 0',
      'quick 2 0',
      'quick 3 0',
      'slow 2 10',
      'emitted 10',
      'quick 4 10',
      'slow 3 20',
      'slow 4 30',
      'end',
    ]);
  });

  test('emitters go on when the last subscriber leaves', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>({ replay: 1 });
        const job = subscribe(scope, flow, () => delay(1000));
        for (let i = 1; i <= 5; i++) {
          scope.launch(function* () {
            yield* flow.emit(i);
            step('emitted', i, now());
          });
        }
        yield* delay(10);
        yield* job.cancelAndJoin();
        step('left', flow.replayCache);
      }),
    ).toEqual(['emitted 1 0', 'emitted 2 0', 'emitted 3 10', 'emitted 4 10', 'emitted 5 10', 'left [5]', 'end']);
  });
});

describe('a cancelled emitter', () => {
  test('takes its value back', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<string>({ extraBufferCapacity: 1 });
        const job = subscribe(scope, flow, function* (value) {
          step('got', value);
          yield* delay(10);
        });
        yield* flow.emit('A');
        yield* yieldNow();
        yield* flow.emit('B');
        const emitters = ['C', 'D', 'E'].map((value) => scope.launch(() => flow.emit(value)));
        yield* yieldNow();
        emitters[1]!.cancel();
        yield* delay(100);
        step(emitters.map(flags));
        job.cancel();
      }),
    ).toEqual(['got A', 'got B', 'got C', 'got E', '[completed, completed cancelled, completed]', 'end']);
  });

  test('that has handed over its value already does so all the same', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<string>();
        const job = listen(scope, flow);
        const emitter = scope.launch(function* () {
          try {
            yield* flow.emit('A');
          } catch (thrown) {
            step('emitter', thrown);
            throw thrown;
          }
        });
        yield* yieldNow(); // the emitter waits
        yield* yieldNow(); // the value is taken
        emitter.cancel();
        yield* emitter.join();
        job.cancel();
      }),
    ).toEqual(['got A', 'emitter JobCancellationException(StandaloneCoroutine was cancelled)', 'end']);
  });

  test('emits what needs no wait, and nothing that does', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<string>({ replay: 1 });
        const job = subscribe(scope, flow, (value) => {
          step('got', value);
          return delay(10);
        });
        const emitter = scope.launch(function* () {
          currentCoroutineContext().get(Job)!.cancel();
          yield* flow.emit('A');
          step('emitted A');
          try {
            yield* flow.emit('B');
          } finally {
            step('not B');
          }
        });
        yield* emitter.join();
        yield* delay(50);
        step(flow.replayCache);
        job.cancel();
      }),
    ).toEqual(['emitted A', 'not B', 'got A', '[A]', 'end']);
  });

  test('and a subscriber cancelled together leave the flow usable', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>();
        const job = subscribe(scope, flow, function* () {
          yield* flow.emit(2);
        });
        yield* flow.emit(1);
        yield* yieldNow();
        yield* job.cancelAndJoin();
        const next = listen(scope, flow);
        yield* flow.emit(3);
        yield* flow.emit(4);
        step('emitted');
        next.cancel();
      }),
    ).toEqual(['got 3', 'got 4', 'emitted', 'end']);
  });
});

describe('tryEmit', () => {
  test('without a buffer fails as soon as there is a subscriber', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>();
        step(flow.tryEmit(1));
        const job = listen(scope, flow);
        step(flow.tryEmit(2));
        yield* job.cancelAndJoin();
        step(flow.tryEmit(3));
      }),
    ).toEqual(['true', 'false', 'true', 'end']);
  });

  test('fails when the buffer is full and works again later', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>({ extraBufferCapacity: 2 });
        const job = listen(scope, flow);
        step(flow.tryEmit(1), flow.tryEmit(2), flow.tryEmit(3));
        yield* yieldNow();
        step(flow.tryEmit(4));
        yield* yieldNow();
        job.cancel();
      }),
    ).toEqual(['true true false', 'got 1', 'got 2', 'true', 'got 4', 'end']);
  });
});

describe('a policy that drops', () => {
  test.each(dropping)('%s: emit never suspends and tryEmit is always true', (onBufferOverflow) => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>({ extraBufferCapacity: 2, onBufferOverflow });
        const job = listen(scope, flow);
        for (let i = 1; i <= 4; i++) yield* flow.emit(i);
        step(flow.tryEmit(5));
        yield* yieldNow();
        job.cancel();
      }),
    ).toEqual(
      onBufferOverflow === BufferOverflow.DROP_OLDEST
        ? ['true', 'got 4', 'got 5', 'end']
        : ['true', 'got 1', 'got 2', 'end'],
    );
  });

  test('drops nothing from a replay that all subscribers have', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>({ replay: 1, onBufferOverflow: BufferOverflow.DROP_LATEST });
        const job = listen(scope, flow);
        for (let i = 1; i <= 3; i++) {
          yield* flow.emit(i);
          yield* yieldNow();
        }
        step(flow.replayCache);
        job.cancel();
      }),
    ).toEqual(['got 1', 'got 2', 'got 3', '[3]', 'end']);
  });

  test('a subscriber that skipped values goes on with the oldest kept', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>({
          replay: 2,
          extraBufferCapacity: 1,
          onBufferOverflow: BufferOverflow.DROP_OLDEST,
        });
        const slow = subscribe(scope, flow, function* (value) {
          step('slow', value);
          yield* delay(10);
        });
        for (let i = 1; i <= 10; i++) {
          yield* flow.emit(i);
          yield* yieldNow();
        }
        yield* delay(100);
        slow.cancel();
      }),
    ).toEqual(['slow 1', 'slow 8', 'slow 9', 'slow 10', 'end']);
  });
});

describe('subscribers on Dispatchers.Unconfined', () => {
  test('have the value when emit returns, in their order', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<number>({ extraBufferCapacity: 1 });
        const jobs = ['A', 'B'].map((name) =>
          scope.launch(Dispatchers.Unconfined, () => flow.collect((value) => step(name, value))),
        );
        yield* flow.emit(1);
        step('emitted 1');
        step(noted(flow.tryEmit(2)));
        for (const job of jobs) job.cancel();
      }),
    ).toEqual(['A 1', 'B 1', 'emitted 1', 'A 2', 'B 2', 'true', 'true', 'end']);
  });
});
