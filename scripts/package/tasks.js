// The worker module of threads.js: the same in every runtime.
import { delay, flow, isActive } from 'suspendable';

/** @param {number} n */
export function square(n) {
  return n * n;
}

/** Computes until it is cancelled, and never lets go of the thread. */
export function spin() {
  let rounds = 0;
  while (isActive()) rounds++;
  return rounds;
}

/** @returns {never} */
export function spinForEver() {
  for (;;);
}

/**
 * @param {string} message
 * @returns {never}
 */
export function fail(message) {
  throw new RangeError(message, { cause: new TypeError('the reason') });
}

/** @param {number} limit */
export function countTo(limit) {
  return flow(function* ({ emit }) {
    for (let n = 1; n <= limit; n++) {
      yield* delay(1);
      yield* emit(n);
    }
  });
}

/**
 * @param {import('suspendable').SendChannel<number>} out
 * @param {number} limit
 * @returns {import('suspendable').Suspend<void>}
 */
export function* sendTo(out, limit) {
  for (let n = 1; n <= limit; n++) yield* out.send(n);
  out.close();
}
