// A sequence is lazy: an element is computed when it is asked for. It is synchronous: nothing else runs meanwhile.

import { type CoroutineScope, sequence } from 'suspendable';
import type { Output } from './program.js';

export const title = 'A sequence';
export const expected = ['compute 1', '1', 'compute 2', '2', 'compute 3', '3'];

export function main(_scope: CoroutineScope, { println }: Output): void {
  const numbers = sequence<number>(function* () {
    for (let i = 1; ; i++) {
      println(`compute ${i}`);
      yield i;
    }
  });
  for (const number of numbers.take(3)) println(number);
}
