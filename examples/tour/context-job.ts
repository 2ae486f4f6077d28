// The main elements of a context are the Job and the dispatcher.
// Prints the name (none), the job, and that the job is active until it is cancelled.

import { type CoroutineContext, CoroutineName, type CoroutineScope, Dispatchers, Job } from 'suspendable';
import type { Output } from './program.js';

export const title = 'A context of a dispatcher and a Job';
export const expected = ['null', /^JobImpl\{Active\}@[0-9a-f]+$/, 'true', 'false'];

export function main(_scope: CoroutineScope, { println }: Output): void {
  const foo: CoroutineContext = Dispatchers.Default.plus(new Job());
  println(foo.get(CoroutineName)); // null
  println(foo.get(Job)); // JobImpl{Active}@2a
  println(foo.get(Job)?.isActive); // true

  foo.get(Job)?.cancel();

  println(foo.get(Job)?.isActive); // false
}
