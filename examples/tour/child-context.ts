// The parent context of a new coroutine is the scope's context plus the arguments; its own is that plus its new Job.
// Prints `true` twice: the formula holds, and the new Job is a child of the scope's.

import { type CoroutineScope, currentCoroutineContext, Dispatchers, Job } from 'suspendable';
import type { Output } from './program.js';

export const title = 'The context of a child';
export const expected = ['true', 'true'];

export function main({ launch }: CoroutineScope, { println }: Output): void {
  launch(Dispatchers.Default, ({ launch }) => {
    const scopeContext = currentCoroutineContext(); // [..., StandaloneCoroutine{Active}@1f, Dispatchers.Default]
    const scopeJob = scopeContext.get(Job)!; // StandaloneCoroutine{Active}@1f

    const parentContext = scopeContext.plus(Dispatchers.IO); // [..., StandaloneCoroutine{Active}@1f, Dispatchers.IO]

    launch(Dispatchers.IO, () => {
      const childContext = currentCoroutineContext(); // [..., StandaloneCoroutine{Active}@20, Dispatchers.IO]
      const childJob = childContext.get(Job)!; // StandaloneCoroutine{Active}@20

      println(childContext.equals(parentContext.plus(childJob))); // true
      println(childJob.parent === scopeJob); // true
    });
  });
}
