// Parent context = defaults + inherited context + arguments; the new coroutine's context = parent context + its own Job.
// Prints the dispatcher that comes from each of the three, and whose Job is whose.

import {
  ContinuationInterceptor,
  CoroutineName,
  CoroutineScope,
  currentCoroutineContext,
  Dispatchers,
  EmptyCoroutineContext,
  Job,
  type Suspend,
} from 'suspendable';
import type { Output } from './program.js';

export const title = 'Parent context = defaults + inherited + arguments';
export const expected = [
  'defaults: Dispatchers.Default, null',
  'inherited: Dispatchers.Main, CoroutineName(name)',
  'arguments: Dispatchers.IO, CoroutineName(name)',
  "the parent's Job is the scope's: true",
  'the coroutine has a Job of its own: true',
];

export function* main(_scope: CoroutineScope, { println }: Output): Suspend<void> {
  const show = (origin: string) => {
    const context = currentCoroutineContext();
    println(`${origin}: ${context.get(ContinuationInterceptor)}, ${context.get(CoroutineName)}`);
  };
  const plain = new CoroutineScope(EmptyCoroutineContext);
  yield* plain.launch(() => show('defaults')).join();

  const scopeJob = new Job();
  const scope = new CoroutineScope(scopeJob.plus(Dispatchers.Main).plus(new CoroutineName('name')));
  yield* scope.launch(() => show('inherited')).join();

  const job = scope.launch(Dispatchers.IO, () => show('arguments'));
  const parent = job.parent;
  yield* job.join();
  println(`the parent's Job is the scope's: ${parent === scopeJob}`);
  println(`the coroutine has a Job of its own: ${job !== scopeJob}`);
}
