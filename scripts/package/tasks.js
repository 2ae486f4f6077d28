import { delay } from 'suspendable';

/** @param {number} n */
export function* square(n) {
  yield* delay(1);
  return n * n;
}
