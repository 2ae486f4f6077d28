// Coroutines are cheap: a hundred thousand of them wait at the same time.
// Prints their number after one second.

import { type CoroutineScope, coroutineScope, delay, type Suspend } from 'suspendable';
import type { Output } from './program.js';

export const title = '100K coroutines';
export const expected = ['100000 coroutines done'];

export function* main(_scope: CoroutineScope, { println }: Output): Suspend<void> {
  let done = 0;
  function* worker(): Suspend<void> {
    yield* delay(1000);
    done++;
  }

  yield* coroutineScope(({ launch }) => {
    for (let i = 0; i < 100_000; i++) launch(worker);
  });
  println(`${done} coroutines done`);
}
