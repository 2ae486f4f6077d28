import {
  currentCoroutineContext,
  Dispatchers,
  delay,
  Job,
  MutableStateFlow,
  type SharedFlow,
  withTimeoutOrNull,
  yieldNow,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { flags, perform, step } from '../../perform.js';
import { listen, subscribe } from './subscribing.js';

describe('a state flow', () => {
  test('gives a subscriber the value of the moment first', () => {
    expect(
      perform(function* (scope) {
        const state = new MutableStateFlow('A');
        state.value = 'B';
        const job = listen(scope, state);
        step('subscribed');
        state.value = 'C';
        yield* yieldNow();
        job.cancel();
      }),
    ).toEqual(['got B', 'subscribed', 'got C', 'end']);
  });

  test('shows a slow subscriber only the latest value', () => {
    expect(
      perform(function* (scope) {
        const state = new MutableStateFlow(0);
        const job = subscribe(scope, state, function* (value) {
          step('got', value);
          yield* delay(10);
        });
        for (let i = 1; i <= 5; i++) {
          state.value = i;
          yield* delay(4);
        }
        yield* delay(20);
        job.cancel();
      }),
    ).toEqual(['got 0', 'got 3', 'got 5', 'end']);
  });

  test('that went there and back says nothing', () => {
    expect(
      perform(function* (scope) {
        const state = new MutableStateFlow('A');
        const job = listen(scope, state);
        state.value = 'B';
        state.value = 'A';
        yield* yieldNow();
        step('-');
        job.cancel();
      }),
    ).toEqual(['got A', '-', 'end']);
  });

  test('never ends', () => {
    expect(
      perform(function* () {
        const state = new MutableStateFlow(1);
        step(yield* withTimeoutOrNull(1_000_000, () => state.collect((value) => step(value))));
      }),
    ).toEqual(['1', 'null', 'end']);
  });

  test('null and undefined are values like others', () => {
    expect(
      perform(function* (scope) {
        const state = new MutableStateFlow<null | undefined | number>(undefined);
        const job = listen(scope, state);
        for (const value of [null, 1, null, undefined]) {
          state.value = value;
          yield* yieldNow();
        }
        job.cancel();
      }),
    ).toEqual(['got undefined', 'got null', 'got 1', 'got null', 'got undefined', 'end']);
  });

  test('a busy one can still be left by cancellation', () => {
    expect(
      perform(function* (scope) {
        const state = new MutableStateFlow(0);
        const job = subscribe(scope, state, (value) => {
          step(value);
          state.value = value + 1;
          if (value === 3) currentCoroutineContext().get(Job)!.cancel();
        });
        yield* job.join();
        step(flags(job));
      }),
    ).toEqual(['0', '1', '2', '3', 'completed cancelled', 'end']);
  });

  test('a subscriber that sets the value sees its own change next', () => {
    expect(
      perform(function* (scope) {
        const state = new MutableStateFlow(0);
        const job = listen(scope, state, 'other');
        const setting = subscribe(scope, state, (value) => {
          step('setter', value);
          if (value < 2) state.value = value + 1;
        });
        yield* yieldNow();
        job.cancel();
        setting.cancel();
      }),
    ).toEqual(['other 0', 'setter 0', 'setter 1', 'setter 2', 'other 2', 'end']);
  });

  test('changed while it tells of a change tells all once more', () => {
    expect(
      perform(function* (scope) {
        const state = new MutableStateFlow(0);
        const jobs = ['A', 'B', 'C'].map((name) =>
          scope.launch(Dispatchers.Unconfined, () =>
            state.collect((value) => {
              step(name, value);
              if (name === 'B' && value === 1) state.value = 2;
            }),
          ),
        );
        state.value = 1;
        step('set');
        for (const job of jobs) job.cancel();
      }),
    ).toEqual(['A 0', 'B 0', 'C 0', 'A 1', 'B 1', 'C 2', 'A 2', 'B 2', 'set', 'end']);
  });

  test('subscribers may come and leave while it tells of a change', () => {
    expect(
      perform(function* (scope) {
        const state = new MutableStateFlow(0);
        const jobs: Job[] = [];
        const add = (name: string) =>
          jobs.push(
            scope.launch(Dispatchers.Unconfined, () =>
              state.collect((value) => {
                step(name, value);
                if (name !== 'A' || value !== 1) return;
                jobs[1]!.cancel();
                add('D');
              }),
            ),
          );
        for (const name of ['A', 'B', 'C']) add(name);
        state.value = 1;
        step(state.subscriptionCount.value);
        state.value = 2;
        for (const job of jobs) job.cancel();
      }),
    ).toEqual(['A 0', 'B 0', 'C 0', 'A 1', 'D 1', 'C 1', '3', 'A 2', 'C 2', 'D 2', 'end']);
  });
});

describe('emit and tryEmit of a state flow', () => {
  test('set the value and never wait', () => {
    expect(
      perform(function* (scope) {
        const state = new MutableStateFlow(0);
        const job = subscribe(scope, state, () => delay(1000));
        yield* state.emit(1);
        step(state.value, state.tryEmit(2), state.value, state.replayCache);
        job.cancel();
      }),
    ).toEqual(['1 true 2 [2]', 'end']);
  });

  test('there is no resetting of its replay', () => {
    expect(() => new MutableStateFlow(0).resetReplayCache()).toThrow(
      expect.objectContaining({
        name: 'UnsupportedOperationException',
        message: 'MutableStateFlow.resetReplayCache is not supported',
      }),
    );
  });

  test('asSharedFlow replays the value of the moment', () => {
    const state = new MutableStateFlow(1);
    const view: SharedFlow<number> = state.asSharedFlow();
    state.value = 2;
    expect(view.replayCache).toEqual([2]);
  });
});
