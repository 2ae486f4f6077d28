/*
 * Iterators of the language, generators above all, are run outside of any coroutine. A suspend call in a generator would pass its mark on as
 * an element, and leave the coroutine that asks for elements waiting for what nobody waits for.
 */
import { running } from '../suspend/running.js';

export function stepIterator<T>(iterator: Iterator<T, unknown, undefined>): IteratorResult<T, unknown> {
  const { coroutine } = running;
  running.coroutine = null;
  try {
    return iterator.next();
  } finally {
    running.coroutine = coroutine;
  }
}

export function leaveIterator(iterator: Iterator<unknown, unknown, undefined>): void {
  const { coroutine } = running;
  running.coroutine = null;
  try {
    iterator.return?.();
  } finally {
    running.coroutine = coroutine;
  }
}
