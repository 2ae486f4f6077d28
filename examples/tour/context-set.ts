// A coroutine context is an indexed set of elements, and each element is a context of one; plus prefers its right side.
// Prints what is found under the keys CoroutineName and Job.

import { type CoroutineContext, CoroutineName, type CoroutineScope, Job } from 'suspendable';
import type { Output } from './program.js';

export const title = 'A context is an indexed set of elements';
export const expected = [
  'CoroutineName(foo)',
  'null',
  'CoroutineName(bar)',
  'null',
  'CoroutineName(bar)',
  'CoroutineName(foo)',
];

export function main(_scope: CoroutineScope, { println }: Output): void {
  const foo: CoroutineContext = new CoroutineName('foo');
  println(foo.get(CoroutineName)); // CoroutineName(foo)
  println(foo.get(Job)); // null

  const bar: CoroutineContext = new CoroutineName('bar');
  println(bar.get(CoroutineName)); // CoroutineName(bar)
  println(foo.get(Job)); // null

  println(foo.plus(bar).get(CoroutineName)); // CoroutineName(bar)
  println(bar.plus(foo).get(CoroutineName)); // CoroutineName(foo)
}
