// The other way is to ask for the cancellation: isActive() is false as soon as somebody has cancelled the coroutine.
// Computes until the third step finds the answer and cancels the search; the rest of the loop computes nothing.

import { type CoroutineScope, isActive, type Suspend } from 'suspendable';
import type { Output } from './program.js';

export const title = 'Heavy CPU work that asks isActive()';
export const expected = ['step 1', 'step 2', 'step 3', 'found', 'the search is cancelled: true'];

export function* main({ launch }: CoroutineScope, { println }: Output): Suspend<void> {
  function heavyCpuWork(): void {
    for (let step = 1; step <= 1_000_000; step++) {
      if (isActive()) {
        compute(step);
      }
    }
  }

  // On one thread only what the loop itself calls can cancel it: nobody else runs before it suspends or ends.
  function compute(step: number): void {
    println(`step ${step}`);
    if (step === 3) {
      println('found');
      search.cancel();
    }
  }

  const search = launch(heavyCpuWork);
  yield* search.join();
  println(`the search is cancelled: ${search.isCancelled}`);
}
