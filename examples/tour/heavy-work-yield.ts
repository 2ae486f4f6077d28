// Kotlin's yield(), here yieldNow(), gives way to the other coroutines.
// The two of them take turns.

import { type CoroutineScope, type Suspend, yieldNow } from 'suspendable';
import type { Output } from './program.js';

export const title = 'Heavy CPU work that gives way: yieldNow()';
export const expected = ['first 1', 'second 1', 'first 2', 'second 2', 'first 3', 'second 3'];

export function main({ launch }: CoroutineScope, { println }: Output): void {
  function* heavyCpuWork(name: string): Suspend<void> {
    for (let step = 1; step <= 3; step++) {
      println(`${name} ${step}`); // stands for compute()
      yield* yieldNow();
    }
  }

  launch(() => heavyCpuWork('first'));
  launch(() => heavyCpuWork('second'));
}
