import { delay } from '../../coroutine/delay.js';
import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import type { Collectable, Sink } from '../collectable.js';
import { derived, operatorMethods } from '../derived.js';
import type { FlowMethods } from '../flow.js';
import type { FlowCollector } from '../flow-collector.js';
import { settled } from '../stage.js';
import { upstreamFailure } from '../upstream-failure.js';
import { PlainCollector } from './catch.js';

/**
 * How often a flow is collected anew, and how long is waited before. Kotlin has no such thing.
 *
 * @example
 * ```ts
 * import { flow } from 'suspendable';
 * import { runTest } from 'suspendable/test';
 *
 * let attempts = 0;
 * const flaky = flow<string>(function* ({ emit }) {
 *   if (++attempts < 4) throw new Error('busy');
 *   yield* emit('an answer');
 * });
 * await runTest(function* (scope) {
 *   console.log(yield* flaky.retry({ retries: 5, delay: 100, factor: 2 }).first(), scope.currentTime); // an answer 700
 * });
 * ```
 */
export interface RetryOptions {
  /** How many times at most. Without end unless given. */
  retries?: number;
  /** How long to wait before the first, in ms. 0 unless given. */
  delay?: number;
  /** What each further wait is multiplied with: 2 for an exponential backoff. 1 unless given. */
  factor?: number;
  /** The longest wait, in ms. */
  maxDelay?: number;
  /** The part of each wait, from 0 to 1, that is left to chance, so that not all clients come back at the same time. 0 unless given. */
  jitter?: number;
}

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * Collects the flow above anew when it fails and `predicate`, asked about the failure, holds. At most as many times as given;
     * elements that came in between do not make it start counting again. Failures of what is below, and the cancellation of the
     * collecting coroutine, go through.
     *
     * Kotlin has the number. The options are an addition: they wait before each retry.
     *
     * **Suspends** for the waits of the options. **Cancellation** ends a wait.
     *
     * @throws IllegalArgumentException when the number is not at least 1, or an option is out of its range.
     * @example
     * ```ts
     * import { flow, run } from 'suspendable';
     *
     * let attempts = 0;
     * const unsteady = flow<string>(function* ({ emit }) {
     *   if (++attempts < 3) throw new Error('not yet');
     *   yield* emit(`attempt ${attempts}`);
     * });
     * console.log(await run(() => unsteady.retry({ retries: 5, delay: 1, factor: 2, maxDelay: 100 }).first())); // attempt 3
     * ```
     */
    retry(retries?: number | RetryOptions, predicate?: (cause: unknown) => Suspend<boolean> | boolean): Flow<T>;
    /**
     * Collects the flow above anew when it fails and `predicate`, asked about the failure and the number of retries so far, holds.
     * Otherwise the failure goes on. The predicate may emit.
     */
    retryWhen<R = T>(
      predicate: (cause: unknown, attempt: number, collector: FlowCollector<R>) => Suspend<boolean> | boolean,
    ): Flow<T | R>;
  }
}

type RetryPredicate = (cause: unknown, attempt: number, collector: FlowCollector<any>) => Suspend<boolean> | boolean;

function* retrying<T>(upstream: Collectable<T>, sink: Sink<T>, predicate: RetryPredicate): Suspend<void> {
  for (let attempt = 0; ; attempt++) {
    const failure = yield* upstreamFailure(upstream, sink);
    if (failure === null) return;
    const again = yield* settled(predicate(failure.error, attempt, new PlainCollector(sink)));
    if (!again) throw failure.error;
  }
}

function requireNumber(name: string, value: number, ok: boolean, expected: string): void {
  if (typeof value !== 'number' || !ok)
    throw new IllegalArgumentException(`retry expects ${name} to be ${expected}, got ${describe(value)}`);
}

const OPTIONS = ['retries', 'delay', 'factor', 'maxDelay', 'jitter'] satisfies (keyof RetryOptions)[];

/** What stands for no number of retries. */
function requireRetryOptions(options: unknown): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new IllegalArgumentException(
      `retry expects a number of retries or options { retries: 5, delay: 100 }, got ${describe(options)}`,
    );
  }
  const unknown = Object.keys(options).find((name) => !(OPTIONS as string[]).includes(name));
  if (unknown !== undefined) {
    throw new IllegalArgumentException(`retry has the options ${OPTIONS.join(', ')}, got ${describe(unknown)}`);
  }
}

function requireRetries(retries: number): void {
  if (typeof retries === 'number' && !(retries > 0)) {
    throw new IllegalArgumentException(`Expected positive amount of retries, but had ${retries}`);
  }
  requireNumber('retries', retries, Number.isInteger(retries) || retries === Infinity, 'a whole number');
}

/** Waits before each retry as the options say. */
function backoff(options: RetryOptions, predicate: (cause: unknown) => Suspend<boolean> | boolean): RetryPredicate {
  const { delay: first = 0, factor = 1, maxDelay = Infinity, jitter = 0 } = options;
  requireNumber('delay', first, first >= 0, 'at least 0');
  requireNumber('factor', factor, factor >= 1, 'at least 1');
  requireNumber('maxDelay', maxDelay, maxDelay >= 0, 'at least 0');
  requireNumber('jitter', jitter, jitter >= 0 && jitter <= 1, 'from 0 to 1');
  return function* (cause, attempt): Suspend<boolean> {
    if (!(yield* settled(predicate(cause)))) return false;
    const ms = Math.min(first * factor ** attempt, maxDelay) * (1 - jitter * Math.random());
    if (ms > 0) yield* delay(ms);
    return true;
  };
}

export const retryMethods: FlowMethods = {
  retry(given = Infinity, predicate = () => true) {
    const options = typeof given === 'number' ? undefined : given;
    if (options !== undefined) requireRetryOptions(options);
    const { retries = Infinity } = options ?? { retries: given as number };
    requireRetries(retries);
    requireFunction('retry', predicate);
    const ask: RetryPredicate = options === undefined ? (cause) => predicate(cause) : backoff(options, predicate);
    const again: RetryPredicate = (cause, attempt, collector) => attempt < retries && ask(cause, attempt, collector);
    return derived(this, retrying, again);
  },
  ...operatorMethods({ retryWhen: retrying }),
};
