// Cancellation arrives at suspension points only, and between B and C there is none.
// Prints `A` or `ABC`, depending on when it is cancelled, but never `AB`.

import { type CoroutineScope, coroutineScope, delay, type Suspend } from 'suspendable';
import type { Output } from './program.js';

export const title = 'Suspension points: A or ABC, but never AB';
export const expected = ['A', 'A', 'ABC', 'ABC'];

function letters({ print }: Output): Suspend<void> {
  return coroutineScope(function* () {
    print('A');
    yield* delay(500); // <- suspension point
    print('B');
    print('C');
  });
}

export function* main({ launch }: CoroutineScope, output: Output): Suspend<void> {
  for (const patience of [1, 499, 501, 1000]) {
    const job = launch(() => letters(output));
    yield* delay(patience);
    yield* job.cancelAndJoin();
    output.println();
  }
}
