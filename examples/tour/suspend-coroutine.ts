// Suspension is under your control: suspendCoroutine hands you the continuation, and resume gets you back.
// A callback becomes a suspend function; prints three lines, the last one when the button is clicked after 300 ms.

import { type CoroutineScope, delay, type Suspend, suspendCoroutine } from 'suspendable';
import type { Output } from './program.js';

export const title = 'suspendCoroutine: from a callback to a suspend function';
export const expected = ['waiting for a click', 'click!', 'clicked at 3, 4'];

/** Something with a callback, as hosts and libraries have it. */
class Button {
  onClick = (_x: number, _y: number): void => {};
}

const nextClick = (button: Button): Suspend<{ x: number; y: number }> =>
  suspendCoroutine((continuation) => {
    button.onClick = (x, y) => continuation.resume({ x, y });
  });

export function* main({ launch }: CoroutineScope, { println }: Output): Suspend<void> {
  const button = new Button();

  launch(function* () {
    println('waiting for a click');
    const { x, y } = yield* nextClick(button);
    println(`clicked at ${x}, ${y}`);
  });

  yield* delay(300);
  println('click!');
  button.onClick(3, 4);
}
