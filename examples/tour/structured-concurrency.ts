// Every coroutine of a scope is a child of its Job; an unhandled failure cancels that Job and with it all other children.
// Prints the failure, the cleanup of the sibling, and that the Job is cancelled.

import {
  awaitCancellation,
  CoroutineExceptionHandler,
  CoroutineScope,
  Dispatchers,
  Job,
  type Suspend,
} from 'suspendable';
import type { Output } from './program.js';

export const title = 'Structured concurrency: a failure cancels the parent and its children';
export const expected = ['handler: boom', 'the sibling cleans up', 'the job is cancelled: true'];

export function* main(_scope: CoroutineScope, { println }: Output): Suspend<void> {
  const job = new Job();
  const handler = new CoroutineExceptionHandler((_context, error) => println(`handler: ${(error as Error).message}`));
  const { launch } = new CoroutineScope(job.plus(Dispatchers.Default).plus(handler));

  launch(function* () {
    try {
      yield* awaitCancellation();
    } finally {
      println('the sibling cleans up');
    }
  });
  launch(() => {
    throw new Error('boom');
  });

  yield* job.join();
  println(`the job is cancelled: ${job.isCancelled}`);
}
