// (Dispatchers.Main, "name") + Dispatchers.IO = (Dispatchers.IO, "name"): only the element of the same kind is replaced.
// Prints the context before and after.

import { CoroutineName, type CoroutineScope, Dispatchers } from 'suspendable';
import type { Output } from './program.js';

export const title = 'plus overrides what stands on its left';
export const expected = ['[CoroutineName(name), Dispatchers.Main]', '[CoroutineName(name), Dispatchers.IO]'];

export function main(_scope: CoroutineScope, { println }: Output): void {
  const context = Dispatchers.Main.plus(new CoroutineName('name'));
  println(context);
  println(context.plus(Dispatchers.IO));
}
