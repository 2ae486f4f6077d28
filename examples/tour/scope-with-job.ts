// A scope of its own: CoroutineScope(Job() + Dispatchers.Main) is the root of a hierarchy and keeps a handle on it.
// Prints who is whose parent, the result of the nested async, and that the cancelled scope is not active any more.

import { CoroutineScope, currentCoroutineContext, Dispatchers, Job, type Suspend } from 'suspendable';
import type { Output } from './program.js';

export const title = 'CoroutineScope(Job() + Dispatchers.Main) with launch and async';
export const expected = [
  'the parent of launch is the job of the scope: true',
  'the parent of async is launch: true',
  'result 42',
  'the scope is active: true',
  'the scope is active: false',
];

export function* main(_scope: CoroutineScope, { println }: Output): Suspend<void> {
  // Job and dispatcher are combined into a context.
  const scope = new CoroutineScope(new Job().plus(Dispatchers.Main));

  const job = scope.launch(function* ({ async }) {
    // New coroutine that has the scope's job as its parent.
    const launched = currentCoroutineContext().get(Job);
    println(`the parent of launch is the job of the scope: ${launched?.parent === scope.coroutineContext.get(Job)}`);

    const result = async(() => {
      // New coroutine that has the coroutine started by launch as its parent.
      println(`the parent of async is launch: ${currentCoroutineContext().get(Job)?.parent === launched}`);
      return 42;
    });
    println(`result ${yield* result.await()}`);
  });

  yield* job.join();
  println(`the scope is active: ${scope.isActive}`);
  scope.cancel();
  println(`the scope is active: ${scope.isActive}`);
}
