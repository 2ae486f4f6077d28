// launch is for coroutines without a result; async returns a Deferred, and await suspends until its value is there.
// Prints 42 after one second, not two: the halves are computed side by side.

import { type CoroutineScope, delay, type Suspend } from 'suspendable';
import type { Output } from './program.js';

export const title = 'A result from a coroutine: async and await';
export const expected = ['42'];

function* half(value: number): Suspend<number> {
  yield* delay(1000);
  return value / 2;
}

export function* main({ async }: CoroutineScope, { println }: Output): Suspend<void> {
  const first = async(() => half(40));
  const second = async(() => half(44));
  println((yield* first.await()) + (yield* second.await()));
}
