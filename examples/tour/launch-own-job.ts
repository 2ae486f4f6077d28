// The context passed to launch wins over the scope's: with a Job in it the coroutine is a child of that Job.
// Prints that the scope has lost the child; it would not wait for it, so this program joins it by itself.

import { type CoroutineScope, Dispatchers, Job, type Suspend } from 'suspendable';
import type { Output } from './program.js';

export const title = 'launch(Dispatchers.IO + Job()): another parent';
export const expected = ['child of the passed job: true', 'child of the scope: false', 'the child runs'];

export function* main({ launch, coroutineContext }: CoroutineScope, { println }: Output): Suspend<void> {
  const passed = new Job();
  const child = launch(Dispatchers.IO.plus(passed), () => {
    println('the child runs');
  });
  println(`child of the passed job: ${child.parent === passed}`);
  println(`child of the scope: ${[...coroutineContext.get(Job)!.children].includes(child)}`);
  yield* child.join();
}
