// A scope may have a SupervisorJob, which outlives the failures of its children; below a coroutine the parent is a plain Job.
// Prints the failure, that the scope goes on, and which parents are supervisors.

import {
  CoroutineExceptionHandler,
  CoroutineScope,
  currentCoroutineContext,
  Dispatchers,
  Job,
  SupervisorJob,
  type Suspend,
} from 'suspendable';
import type { Output } from './program.js';

export const title = 'A scope with a SupervisorJob';
export const expected = [
  'handler: boom',
  'the scope is active: true',
  'the parent of launch is a SupervisorJob: true',
  'the parent of the nested launch is a SupervisorJob: false',
];

export function* main(_scope: CoroutineScope, { println }: Output): Suspend<void> {
  const handler = new CoroutineExceptionHandler((_context, error) => println(`handler: ${(error as Error).message}`));
  const scope = new CoroutineScope(new SupervisorJob().plus(Dispatchers.Default).plus(handler));
  const parentIsSupervisor = () => currentCoroutineContext().get(Job)?.parent instanceof SupervisorJob;

  const failing = scope.launch(() => {
    throw new Error('boom');
  });
  yield* failing.join();
  println(`the scope is active: ${scope.isActive}`);

  const job = scope.launch(({ launch }) => {
    println(`the parent of launch is a SupervisorJob: ${parentIsSupervisor()}`);
    launch(() => println(`the parent of the nested launch is a SupervisorJob: ${parentIsSupervisor()}`));
  });
  yield* job.join();
}
