// Cancelling a parent cancels all its descendants, however deep.
// Descendant 1 is done after one second, descendant 2 never; main exits right after 1.5 s.

import { type CoroutineScope, delay, type Suspend } from 'suspendable';
import type { Output } from './program.js';

export const title = 'Cancellation cascades to every descendant';
export const expected = ['descendant 1 done'];

export function* main({ launch }: CoroutineScope, { println }: Output): Suspend<void> {
  const job = launch(({ launch }) => {
    launch(({ launch }) => {
      launch(({ launch }) => {
        launch(function* () {
          yield* delay(1000);
          println('descendant 1 done'); // prints
        });
        launch(function* () {
          yield* delay(10_000);
          println('descendant 2 done'); // does not print
        });
      });
    });
  });
  yield* delay(1500);
  job.cancel();
}
