import { MutableSharedFlow, MutableStateFlow, StateFlow, yieldNow } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { perform, step } from '../../perform.js';
import { listen } from './subscribing.js';

describe('onSubscription', () => {
  test('runs when the subscriber is registered and before any value', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<string>({ replay: 1 });
        flow.tryEmit('replayed');
        const job = listen(
          scope,
          flow.onSubscription(() => step('subscribers', flow.subscriptionCount.value)),
        );
        job.cancel();
      }),
    ).toEqual(['subscribers 1', 'got replayed', 'end']);
  });

  test('what it emits to the flow itself reaches the subscriber', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<string>({ extraBufferCapacity: 1 });
        const job = listen(
          scope,
          flow.onSubscription(() => void flow.tryEmit('to all')),
        );
        yield* yieldNow();
        job.cancel();
      }),
    ).toEqual(['got to all', 'end']);
  });

  test('what it emits to its collector only this subscriber gets', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<string>({ replay: 1 });
        flow.tryEmit('B');
        const jobs = [
          listen(scope, flow, 'plain'),
          listen(
            scope,
            flow.onSubscription(function* ({ emit }) {
              yield* emit('A');
            }),
            'greeted',
          ),
        ];
        for (const job of jobs) job.cancel();
      }),
    ).toEqual(['plain B', 'greeted A', 'greeted B', 'end']);
  });

  test('of several the one written first runs first', () => {
    expect(
      perform(function* (scope) {
        const flow = new MutableSharedFlow<string>();
        listen(
          scope,
          flow
            .onSubscription(() => step('first'))
            .onSubscription(function* ({ emit }) {
              step('second');
              yield* emit('A');
            }),
        ).cancel();
      }),
    ).toEqual(['first', 'second', 'got A', 'end']);
  });

  test('that throws ends the subscription', () => {
    expect(
      perform(function* () {
        const flow = new MutableSharedFlow<string>();
        try {
          yield* flow
            .onSubscription(() => {
              throw new Error('refused');
            })
            .collect();
        } catch (thrown) {
          step(thrown, flow.subscriptionCount.value);
        }
      }),
    ).toEqual(['Error(refused) 0', 'end']);
  });

  test('of a state flow gives a state flow', () => {
    expect(
      perform(function* (scope) {
        const state = new MutableStateFlow(1);
        const greeted = state.onSubscription(function* ({ emit }) {
          yield* emit(0);
        });
        step(greeted instanceof StateFlow, greeted.value, greeted.replayCache);
        const job = listen(scope, greeted);
        state.value = 2;
        step(greeted.value);
        yield* yieldNow();
        job.cancel();
      }),
    ).toEqual(['true 1 [1]', 'got 0', 'got 1', '2', 'got 2', 'end']);
  });

  test('refuses what is no function at once', () => {
    expect(() => new MutableSharedFlow().onSubscription(5 as never)).toThrow(
      'onSubscription expects a function as its block, got 5',
    );
  });
});
