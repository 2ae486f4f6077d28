import type { CoroutineContext } from '../context/context.js';
import { EmptyCoroutineContext } from '../context/elements.js';
import { delay } from '../coroutine/delay.js';
import { GlobalScope } from '../coroutine/scope.js';
import { currentTime } from '../dispatch/current-time.js';
import { Dispatchers } from '../dispatch/dispatchers.js';
import { milliseconds } from '../dispatch/milliseconds.js';
import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';
import { requireOptions } from '../internal/require-options.js';
import type { Suspend } from '../suspend/continuation.js';
import type { ReceiveChannel } from './channel.js';
import { type ProducerScope, produce } from './produce.js';

/**
 * When the next tick is due, if the consumer took its time with the last one.
 *
 * @example
 * ```ts
 * import { delay, ticker, TickerMode } from 'suspendable';
 * import { runTest } from 'suspendable/test';
 *
 * await runTest(function* (scope) {
 *   const ticks = ticker(100, { mode: TickerMode.FIXED_DELAY, context: scope.coroutineContext });
 *   yield* ticks.receive();
 *   yield* delay(150); // too long for the next one, which comes at 250 and, in FIXED_PERIOD, would be followed by one at 300
 *   yield* ticks.receive();
 *   yield* ticks.receive();
 *   console.log(scope.currentTime); // 350
 *   ticks.cancel();
 * });
 * ```
 */
export const TickerMode = {
  /** As if the consumer had been quick: the ticks keep their rhythm, and those missed are left out. */
  FIXED_PERIOD: 'fixed-period',
  /** The delay after it has taken the last one. */
  FIXED_DELAY: 'fixed-delay',
} as const;
export type TickerMode = (typeof TickerMode)[keyof typeof TickerMode];

/** How a ticker ticks. See {@link TickerMode}. */
export interface TickerOptions {
  /** Milliseconds to the first tick. As between ticks unless given. */
  initialDelay?: number;
  /** `TickerMode.FIXED_PERIOD` unless given. */
  mode?: TickerMode;
  /** For the coroutine that ticks, with a dispatcher whose time it goes by. */
  context?: CoroutineContext;
}

function* fixedPeriod({ send }: ProducerScope<void>, millis: number, initialDelay: number): Suspend<void> {
  let deadline = currentTime('ticker') + initialDelay;
  yield* delay(initialDelay);
  for (;;) {
    deadline += millis;
    yield* send(undefined);
    const time = currentTime('ticker');
    const wait = deadline - time;
    if (wait > 0 || millis === 0) yield* delay(wait);
    else {
      const adjusted = millis - ((time - deadline) % millis);
      deadline = time + adjusted;
      yield* delay(adjusted);
    }
  }
}

function* fixedDelay({ send }: ProducerScope<void>, millis: number, initialDelay: number): Suspend<void> {
  yield* delay(initialDelay);
  for (;;) {
    yield* send(undefined);
    yield* delay(millis);
  }
}

/**
 * A channel that gives something to receive every `millis` ms, beginning after `initialDelay`. Ticks do not pile up. It ticks
 * until the channel is cancelled.
 *
 * @throws IllegalArgumentException when a time is negative or no number, or there is no such mode.
 * @example
 * ```ts
 * import { run, ticker } from 'suspendable';
 *
 * await run(function* () {
 *   const ticks = ticker(10);
 *   for (let i = 0; i < 3; i++) { yield* ticks.receive(); console.log('tick'); }
 *   ticks.cancel();
 * });
 * ```
 */
export function ticker(millis: number, options: TickerOptions = {}): ReceiveChannel<void> {
  requireOptions('ticker', 'initialDelay: 0', options);
  const period = milliseconds(millis, 'ticker');
  const first = milliseconds(options.initialDelay ?? millis, 'ticker');
  if (period < 0) throw new IllegalArgumentException(`Expected non-negative delay, but has ${describe(millis)} ms`);
  if (first < 0)
    throw new IllegalArgumentException(`Expected non-negative initial delay, but has ${describe(first)} ms`);
  const { mode = TickerMode.FIXED_PERIOD, context = EmptyCoroutineContext } = options;
  const known = Object.values(TickerMode);
  if (!known.includes(mode)) {
    throw new IllegalArgumentException(`mode is one of ${known.join(', ')}, got ${describe(mode)}`);
  }
  const body = mode === TickerMode.FIXED_DELAY ? fixedDelay : fixedPeriod;
  return produce<void>(GlobalScope, { context: Dispatchers.Unconfined.plus(context), capacity: 0 }, (scope) =>
    body(scope, period, first),
  );
}
