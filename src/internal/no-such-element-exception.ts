import { named } from './exceptions.js';

/**
 * There is no element where one was asked for.
 *
 * @example
 * ```ts
 * import { emptyFlow, NoSuchElementException, run } from 'suspendable';
 *
 * await run(() => emptyFlow<number>().first()).catch((error) => {
 *   console.log(error instanceof NoSuchElementException); // true
 * });
 * ```
 */
export class NoSuchElementException extends Error {}
named('NoSuchElementException', NoSuchElementException);
