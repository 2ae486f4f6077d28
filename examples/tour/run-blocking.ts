// The same Hello World from ordinary code: runBlocking holds the calling thread until all its coroutines have ended.
// Prints `Hello World!` before the statement after it. Its time is real, on every clock, so the delay is short here.

import { type CoroutineScope, delay, runBlocking } from 'suspendable';
import type { Output } from './program.js';

export const title = 'Hello World: runBlocking blocks the thread';
export const expected = ['Hello World!', 'and only then the next statement'];

export function main(_scope: CoroutineScope, { print, println }: Output): void {
  runBlocking(({ launch }) => {
    launch(function* () {
      yield* delay(10);
      println('World!');
    });
    print('Hello ');
  });
  println('and only then the next statement');
}
