// withTimeout lets a block run for so long and no longer; this one is in time.
// Prints `hello` after ten seconds.

import { type CoroutineScope, delay, type Suspend, withTimeout } from 'suspendable';
import type { Output } from './program.js';

export const title = 'withTimeout: in time';
export const expected = ['hello'];

export function* main(_scope: CoroutineScope, { println }: Output): Suspend<void> {
  yield* withTimeout(50_000, function* () {
    yield* delay(10_000);
    println('hello');
  });
}
