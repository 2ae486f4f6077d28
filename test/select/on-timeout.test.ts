import { Channel, delay, GlobalScope, IllegalArgumentException, onTimeout, select, selectUnbiased } from 'suspendable';
import { StandardTestDispatcher } from 'suspendable/test';
import { describe, expect, test } from 'vitest';
import { channelOf, kinds, overKinds } from '../channel/kinds.js';
import { now, perform, step } from '../perform.js';

describe('onTimeout', () => {
  test('wins the earliest of several, however they are listed', () => {
    expect(
      perform(function* () {
        for (const choose of [select, selectUnbiased]) {
          const result = yield* choose(
            onTimeout(1000, () => 'latest'),
            onTimeout(100, () => 'earliest'),
            onTimeout(500, () => 'in between'),
          );
          step(now(), result);
        }
      }),
    ).toEqual(['100 earliest', '200 earliest', 'end']);
  });

  test.each([0, -1, -Infinity, -0.5])('of %s ms wins at once in its place', (millis) => {
    expect(
      perform(function* ({ launch }) {
        launch(() => step('2 another coroutine'));
        const result = yield* select(
          onTimeout(1, () => 'not yet'),
          onTimeout(millis, () => 'first'),
          onTimeout(0, () => 'second'),
        );
        step('1', result, now());
      }),
    ).toEqual(['1 first 0', '2 another coroutine', 'end']);
  });

  test('of a fraction lasts the whole millisecond', () => {
    expect(
      perform(function* () {
        yield* select(onTimeout(2.25, () => {}));
        step(now());
      }),
    ).toEqual(['3', 'end']);
  });

  test('of Infinity never wins', () => {
    expect(perform(() => select(onTimeout(Infinity, () => step('unreached'))))).toEqual(['stuck']);
  });

  overKinds(kinds, 'that loses to an element of % takes no time', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf<string>(kind);
        launch(function* () {
          yield* delay(10);
          yield* channel.send('it');
        });
        step(
          yield* select(
            onTimeout(5000, () => 'in vain'),
            channel.onReceive((x) => x),
          ),
          now(),
        );
      }),
    ).toEqual(['it 10', 'end']);
  });

  test('loses to what comes at the same time before it', () => {
    expect(
      perform(function* ({ launch }) {
        const channel = new Channel<string>(1);
        launch(function* () {
          yield* delay(10);
          yield* channel.send('it');
        });
        yield* delay(0);
        const chosen = select(
          channel.onReceive((x) => x),
          onTimeout(10, () => 'timeout'),
        );
        yield* launch(() => {}).join();
        step(yield* chosen);
      }),
    ).toEqual(['it', 'end']);
  });

  test('lasts, as in Kotlin, although a later clause makes the select fail', () => {
    const dispatcher = new StandardTestDispatcher();
    const steps: string[] = [];
    GlobalScope.launch(dispatcher, function* () {
      const channel = new Channel<string>();
      const clause = () => channel.onReceive(() => steps.push('unreached'));
      try {
        yield* select(
          onTimeout(20, () => steps.push('unreached')),
          clause(),
          clause(),
        );
      } catch (error) {
        steps.push((error as Error).name);
      }
    });
    dispatcher.scheduler.advanceUntilIdle();
    expect([...steps, dispatcher.scheduler.currentTime]).toEqual(['IllegalStateException', 20]);
  });

  test('refuses what is no number and no block', () => {
    expect(() => onTimeout(Number.NaN, () => {})).toThrow(
      new IllegalArgumentException('onTimeout expects a number of milliseconds, got NaN'),
    );
    expect(() => onTimeout('1' as never, () => {})).toThrow(
      new IllegalArgumentException('onTimeout expects a number of milliseconds, got "1"'),
    );
    expect(() => onTimeout(1, 2 as never)).toThrow(
      new IllegalArgumentException('onTimeout expects a function as its block, got 2'),
    );
  });
});
