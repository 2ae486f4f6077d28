import { named } from './exceptions.js';

/**
 * The object does not offer the operation at all.
 *
 * @example
 * ```ts
 * import { Dispatchers, UnsupportedOperationException } from 'suspendable';
 *
 * try {
 *   Dispatchers.Unconfined.limitedParallelism(1);
 * } catch (error) {
 *   console.log(error instanceof UnsupportedOperationException); // true
 * }
 * ```
 */
export class UnsupportedOperationException extends Error {}
named('UnsupportedOperationException', UnsupportedOperationException);
