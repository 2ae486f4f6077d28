// A launched coroutine starts when its parent suspends or ends, not inside the call of launch.
// Prints five lines in the order of the numbers.

import { type CoroutineScope, delay } from 'suspendable';
import type { Output } from './program.js';

export const title = 'Who runs when: a parent and two coroutines';
export const expected = [
  'parent starts',
  'parent launched 2 coroutines',
  'second coroutine',
  'third coroutine',
  'second coroutine resumed',
];

export function main({ launch }: CoroutineScope, { println }: Output): void {
  println('parent starts'); // 1

  launch(function* () {
    println('second coroutine'); // 3
    yield* delay(100);
    println('second coroutine resumed'); // 5
  });

  launch(() => {
    println('third coroutine'); // 4
  });

  println('parent launched 2 coroutines'); // 2
}
