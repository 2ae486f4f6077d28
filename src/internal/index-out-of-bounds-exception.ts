import { named } from './exceptions.js';

/**
 * There is no element at an index.
 *
 * @example
 * ```ts
 * import { IndexOutOfBoundsException, sequenceOf } from 'suspendable';
 *
 * try {
 *   sequenceOf('a', 'b').elementAt(2);
 * } catch (error) {
 *   console.log(error instanceof IndexOutOfBoundsException); // true
 * }
 * ```
 */
export class IndexOutOfBoundsException extends RangeError {}
named('IndexOutOfBoundsException', IndexOutOfBoundsException);
