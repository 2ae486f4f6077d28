// supervisorScope lets the other children complete; the failure goes to the exception handler of the child.
// Prints the failure, then `a` after five seconds.

import { CoroutineExceptionHandler, type CoroutineScope, delay, type Suspend, supervisorScope } from 'suspendable';
import type { Output } from './program.js';

export const title = 'supervisorScope: the others complete';
export const expected = ['handler: the second child', 'a', ''];

export function* main(_scope: CoroutineScope, { println }: Output): Suspend<void> {
  // Without a handler the failure would be an uncaught exception of the whole program.
  const handler = new CoroutineExceptionHandler((_context, error) => println(`handler: ${(error as Error).message}`));

  yield* supervisorScope(({ launch }) => {
    launch(function* () {
      yield* delay(5000);
      println('a');
    });
    launch(handler, function* () {
      yield* delay(1);
      throw new Error('the second child');
    });
  });
  println();
}
