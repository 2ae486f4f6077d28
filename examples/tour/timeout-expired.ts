// The same block with less time: withTimeout cancels it and throws TimeoutCancellationException.
// Prints nothing and aborts after half a second.

import { type CoroutineScope, delay, type Suspend, withTimeout } from 'suspendable';
import type { Output } from './program.js';

export const title = 'withTimeout: aborted';
export const expected: string[] = [];
export const fails = 'TimeoutCancellationException';

export function* main(_scope: CoroutineScope, { println }: Output): Suspend<void> {
  yield* withTimeout(500, function* () {
    yield* delay(10_000);
    println('hello');
  });
}
