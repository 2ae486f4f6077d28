// The states of a Job, seen through isActive, isCancelled and isCompleted.
// Prints the three flags in each of New, Active, Completing, Completed, Cancelling and Cancelled.

import {
  type CoroutineScope,
  CoroutineStart,
  delay,
  type Job,
  NonCancellable,
  type Suspend,
  withContext,
} from 'suspendable';
import type { Output } from './program.js';

export const title = 'The life of a Job';
export const expected = [
  'New:        isActive=false isCancelled=false isCompleted=false',
  'Active:     isActive=true isCancelled=false isCompleted=false',
  'Completing: isActive=true isCancelled=false isCompleted=false',
  'Completed:  isActive=false isCancelled=false isCompleted=true',
  'Cancelling: isActive=false isCancelled=true isCompleted=false',
  'Cancelled:  isActive=false isCancelled=true isCompleted=true',
];

export function* main({ launch }: CoroutineScope, { println }: Output): Suspend<void> {
  const show = (state: string, { isActive, isCancelled, isCompleted }: Job) => {
    println(`${`${state}:`.padEnd(11)} isActive=${isActive} isCancelled=${isCancelled} isCompleted=${isCompleted}`);
  };

  const completed = launch({ start: CoroutineStart.LAZY }, function* ({ launch }) {
    launch(() => delay(1000));
    yield* delay(500);
  });
  show('New', completed);
  completed.start();
  show('Active', completed);
  yield* delay(750);
  show('Completing', completed); // its block has returned, its child has not
  yield* completed.join();
  show('Completed', completed);

  const cancelled = launch(function* () {
    try {
      yield* delay(1000);
    } finally {
      yield* withContext(NonCancellable, () => delay(100)); // cleanup that takes its time
    }
  });
  yield* delay(500);
  cancelled.cancel();
  show('Cancelling', cancelled);
  yield* cancelled.join();
  show('Cancelled', cancelled);
}
