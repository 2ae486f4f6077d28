// coroutineScope waits for its children; when one fails it cancels the others and fails itself.
// Prints nothing and finishes right away, with the error of the second child.

import { type CoroutineScope, coroutineScope, delay, type Suspend } from 'suspendable';
import type { Output } from './program.js';

export const title = 'coroutineScope: one failing child ends all';
export const expected: string[] = [];
export const fails = 'Error';

export function* main(_scope: CoroutineScope, { println }: Output): Suspend<void> {
  yield* coroutineScope(({ launch }) => {
    launch(function* () {
      yield* delay(5000);
      println('a');
    });
    launch(function* () {
      yield* delay(1);
      throw new Error('the second child');
    });
  });
  println();
}
