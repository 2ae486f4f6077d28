// launch starts a coroutine next to the one that calls it; delay suspends it for a second and holds no thread.
// Prints `Hello World!`, complete after one second.

import { type CoroutineScope, delay } from 'suspendable';
import type { Output } from './program.js';

export const title = 'Hello World: launch and delay';
export const expected = ['Hello World!'];

export function main({ launch }: CoroutineScope, { print, println }: Output): void {
  launch(function* () {
    yield* delay(1000);
    println('World!');
  });
  print('Hello ');
}
