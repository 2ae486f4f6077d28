import { ContinuationInterceptor, delay, type ReceiveChannel, type Suspend, TickerMode, ticker } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { now, perform, step } from '../perform.js';

interface Ticks {
  start(millis: number, initialDelay?: number): ReceiveChannel<void>;
  /** Notes the time of the next ticks. */
  next(count: number): Suspend<void>;
}

/** Runs `block` with a ticker in the virtual time of the test. */
function performTicks(mode: TickerMode, block: (ticks: Ticks) => Suspend<void>): string[] {
  return perform(function* ({ coroutineContext }) {
    let ticks!: ReceiveChannel<void>;
    yield* block({
      start(millis, initialDelay) {
        const context = coroutineContext.get(ContinuationInterceptor)!;
        ticks = ticker(millis, { mode, context, ...(initialDelay === undefined ? {} : { initialDelay }) });
        return ticks;
      },
      *next(count) {
        for (let i = 0; i < count; i++) {
          yield* ticks.receive();
          step(now());
        }
      },
    });
    ticks.cancel();
  });
}

describe.each(Object.values(TickerMode))('a ticker of mode %s', (mode) => {
  test('ticks at its rhythm, first after the same delay', () => {
    expect(
      performTicks(mode, function* ({ start, next }) {
        start(100);
        yield* next(3);
      }),
    ).toEqual(['100', '200', '300', 'end']);
  });

  test('may have another delay before the first tick', () => {
    expect(
      performTicks(mode, function* ({ start, next }) {
        start(100, 30);
        yield* next(3);
      }),
    ).toEqual(['30', '130', '230', 'end']);
  });

  test('has nothing to receive between the ticks', () => {
    expect(
      performTicks(mode, function* ({ start, next }) {
        const ticks = start(100, 50);
        yield* delay(49);
        step(now(), ticks.tryReceive().isSuccess);
        yield* delay(2);
        step(now(), ticks.tryReceive().isSuccess, ticks.tryReceive().isSuccess);
        yield* next(0);
      }),
    ).toEqual(['49 false', '51 true false', 'end']);
  });

  test('of no period ticks as often as asked', () => {
    expect(
      performTicks(mode, function* ({ start, next }) {
        start(0);
        yield* next(3);
      }),
    ).toEqual(['0', '0', '0', 'end']);
  });

  test('ends when its channel is cancelled', () => {
    expect(
      performTicks(mode, function* ({ start, next }) {
        const ticks = start(100);
        yield* next(1);
        ticks.cancel();
        yield* next(1);
      }),
    ).toEqual(['100', 'threw JobCancellationException(ProducerCoroutine was cancelled)']);
  });

  test('waits for a consumer that is slow', () => {
    expect(
      performTicks(mode, function* ({ start, next }) {
        start(100);
        yield* next(1);
        yield* delay(250);
        yield* next(3);
      }),
    ).toEqual(
      mode === TickerMode.FIXED_PERIOD
        ? ['100', '350', '400', '500', 'end'] // the tick of 200 waited; those missed are left out, the rhythm is kept
        : ['100', '350', '450', '550', 'end'],
    );
  });

  test('refuses delays that are negative or no numbers', () => {
    expect(() => ticker(-1, { mode })).toThrow('Expected non-negative delay, but has -1 ms');
    expect(() => ticker(1, { mode, initialDelay: -1 })).toThrow('Expected non-negative initial delay, but has -1 ms');
    expect(() => ticker('1' as never, { mode })).toThrow('ticker expects a number of milliseconds, got "1"');
  });
});

describe('a ticker', () => {
  test('is of fixed period unless stated and no child', () => {
    expect(
      perform(function* ({ coroutineContext }) {
        const context = coroutineContext.get(ContinuationInterceptor)!;
        const ticks = ticker(100, { context });
        yield* ticks.receive();
        yield* delay(250);
        for (let i = 0; i < 2; i++) {
          yield* ticks.receive();
          step(now());
        }
      }),
    ).toEqual(['350', '400', 'end']);
  });
});
