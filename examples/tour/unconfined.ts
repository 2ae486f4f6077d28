// Dispatchers.Unconfined starts a coroutine inside the call of launch and resumes it inside the call of resume.
// Prints four lines in the order of the numbers.

import { type Continuation, type CoroutineScope, Dispatchers, suspendCoroutine } from 'suspendable';
import type { Output } from './program.js';

export const title = 'Dispatchers.Unconfined: scheduled at once';
export const expected = [
  '1 started by launch',
  '2 launch has returned',
  '3 resumed by resume',
  '4 resume has returned',
];

export function main({ launch }: CoroutineScope, { println }: Output): void {
  let waiting: Continuation<string> | undefined;

  launch(Dispatchers.Unconfined, function* () {
    println('1 started by launch');
    const by = yield* suspendCoroutine<string>((continuation) => {
      waiting = continuation;
    });
    println(`3 resumed by ${by}`);
  });

  println('2 launch has returned');
  waiting?.resume('resume');
  println('4 resume has returned');
}
