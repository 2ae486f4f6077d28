import {
  combineState,
  delay,
  MutableSharedFlow,
  MutableStateFlow,
  SharingStarted,
  StateFlow,
  yieldNow,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { flags, perform, step } from '../../perform.js';
import { listen, subscribe } from './subscribing.js';

const two = () => [new MutableStateFlow(1), new MutableStateFlow(10)] as const;

describe.each([
  [
    'mapState',
    (a: StateFlow<number>, b: StateFlow<number>, fn: (sum: number) => string) => a.mapState((n) => fn(n + b.value)),
  ],
  [
    'combineState',
    (a: StateFlow<number>, b: StateFlow<number>, fn: (sum: number) => string) =>
      combineState(a, b, (n, m) => fn(n + m)),
  ],
])('%s', (_name, derive) => {
  test('has its value at any time, without a subscriber', () => {
    const [a, b] = two();
    const text = derive(a, b, (sum) => `sum ${sum}`);
    expect([text instanceof StateFlow, text instanceof MutableStateFlow, text.value]).toEqual([true, false, 'sum 11']);
    a.value = 5;
    expect([text.value, text.replayCache, a.subscriptionCount.value]).toEqual(['sum 15', ['sum 15'], 0]);
  });

  test('computes only when somebody looks, and not twice', () => {
    const [a, b] = two();
    const calls: number[] = [];
    const text = derive(a, b, (sum) => {
      calls.push(sum);
      return String(sum);
    });
    expect(calls).toEqual([]);
    expect([text.value, text.value]).toEqual(['11', '11']);
    a.value = 2;
    a.value = 3;
    expect([text.value, calls]).toEqual(['13', [11, 13]]);
  });

  test('gives a subscriber the value of the moment, then changes', () => {
    expect(
      perform(function* (scope) {
        const [a, b] = two();
        const job = listen(scope, derive(a, b, String));
        step('subscribed');
        a.value = 2;
        yield* delay(1);
        a.value = 3;
        yield* delay(1);
        yield* job.cancelAndJoin();
        step(flags(job), a.subscriptionCount.value);
      }),
    ).toEqual(['got 11', 'subscribed', 'got 12', 'got 13', 'completed cancelled 0', 'end']);
  });

  test('says nothing while the result is the same', () => {
    expect(
      perform(function* (scope) {
        const [a, b] = two();
        const job = listen(
          scope,
          derive(a, b, (sum) => (sum > 12 ? 'large' : 'small')),
        );
        for (const value of [2, 3, 4, 1]) {
          a.value = value;
          yield* delay(1);
        }
        job.cancel();
      }),
    ).toEqual(['got small', 'got large', 'got small', 'end']);
  });

  test('shows a slow subscriber only the latest value', () => {
    expect(
      perform(function* (scope) {
        const [a, b] = two();
        const job = subscribe(scope, derive(a, b, String), function* (value) {
          step(value);
          yield* delay(10);
        });
        for (let i = 2; i <= 6; i++) {
          a.value = i;
          yield* delay(1);
        }
        yield* delay(100);
        job.cancel();
      }),
    ).toEqual(['11', '16', 'end']);
  });

  test('runs the action for a new subscriber before its first value', () => {
    expect(
      perform(function* (scope) {
        const [a, b] = two();
        const greeted = derive(a, b, String).onSubscription(function* ({ emit }) {
          step('subscribed');
          yield* emit('hello');
        });
        const job = listen(
          scope,
          greeted.onSubscription(() => step('again')),
        );
        a.value = 2;
        yield* delay(1);
        job.cancel();
      }),
    ).toEqual(['subscribed', 'got hello', 'again', 'got 11', 'got 12', 'end']);
  });

  test('gives nothing to a collector that is cancelled', () => {
    expect(
      perform(function* (scope) {
        const [a, b] = two();
        const job = scope.launch(function* (self) {
          self.cancel();
          yield* derive(a, b, String).collect((value) => step(value));
        });
        yield* job.join();
        step(flags(job));
      }),
    ).toEqual(['completed cancelled', 'end']);
  });

  test('gives nothing more to a collector that cancels itself', () => {
    expect(
      perform(function* (scope) {
        const [a, b] = two();
        const job = scope.launch(function* (self) {
          yield* derive(a, b, String).collect(function* (value) {
            step(value);
            yield* delay(10);
            if (value !== '11') self.cancel();
          });
        });
        for (let i = 2; i <= 6; i++) {
          yield* delay(7);
          a.value = i;
        }
        yield* job.join();
      }),
    ).toEqual(['11', '12', 'end']);
  });

  test('that throws does so to the one who looks', () => {
    const [a, b] = two();
    const text = derive(a, b, () => {
      throw new Error('cannot compute');
    });
    expect(() => text.value).toThrow('cannot compute');
    expect(perform(() => text.collect())).toEqual(['threw Error(cannot compute)']);
  });

  test('conflate and distinctUntilChanged give it back as it is', () => {
    const [a, b] = two();
    const text = derive(a, b, String);
    expect([text.conflate() === text, text.distinctUntilChanged() === text, text.cancellable() === text]).toEqual([
      true,
      true,
      true,
    ]);
  });
});

describe('combineState', () => {
  test('follows all of its states, of any kind', () => {
    expect(
      perform(function* (scope) {
        const shared = new MutableSharedFlow<number>();
        const name = new MutableStateFlow('A');
        const state = combineState(
          name.mapState((n) => n.toLowerCase()),
          shared.subscriptionCount,
          (n, c) => `${n}${c}`,
        );
        const job = listen(scope, state);
        name.value = 'B';
        yield* delay(1);
        const other = listen(scope, shared);
        yield* delay(1);
        step(state.value);
        job.cancel();
        other.cancel();
      }),
    ).toEqual(['got a0', 'got b0', 'got b1', 'b1', 'end']);
  });

  test('never shows what the states were not at the same time', () => {
    expect(
      perform(function* (scope) {
        const [a, b] = two();
        const job = listen(
          scope,
          combineState(a, b, (n, m) => `${n}+${m}`),
        );
        yield* yieldNow();
        a.value = 2;
        b.value = 20;
        yield* delay(1);
        job.cancel();
      }),
    ).toEqual(['got 1+10', 'got 2+20', 'end']);
  });

  test('starts what its states share while subscribed', () => {
    expect(
      perform(function* (scope) {
        const source = new MutableStateFlow(7);
        const inner = scope.launch(function* (sharing) {
          const shared = source.stateIn(sharing, SharingStarted.WhileSubscribed(), 0);
          const state = combineState(shared, (n) => n * 2);
          step(state.value);
          step(yield* state.first((n) => n > 0));
          yield* delay(1);
          step(source.subscriptionCount.value);
        });
        yield* delay(10);
        inner.cancel();
      }),
    ).toEqual(['0', '14', '0', 'end']);
  });

  test.each([
    [[() => 1], 'combineState expects at least one state flow'],
    [[new MutableSharedFlow(), () => 1], 'combineState expects state flows, got an object of class BufferedSharedFlow'],
    [[new MutableStateFlow(1)], 'combineState expects a function as its block, got an object of class CellStateFlow'],
  ])('refuses %#', (args, message) => {
    expect(() => combineState(...(args as unknown as [StateFlow<number>, (n: number) => number]))).toThrow(
      expect.objectContaining({ name: 'IllegalArgumentException', message }),
    );
  });
});
