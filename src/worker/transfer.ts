import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';

/** A value together with what of it moves to the other thread instead of being copied. */
export class Transferred {
  constructor(
    readonly value: unknown,
    readonly list: readonly Transferable[],
  ) {}
}

/**
 * Marks an argument of a worker call, or what a worker function returns: the objects in `list` are moved to the other thread
 * and not copied, and cannot be used on this one any more. Array buffers, streams and ports can be moved.
 *
 * It stands for `value`, as an argument or a result by itself and not within another object.
 *
 * @throws IllegalArgumentException when `list` is no array.
 * @example
 * ```ts
 * import { run, transfer, workerModule } from 'suspendable';
 *
 * const tasks = workerModule<{ size(bytes: Uint8Array): number }>(
 *   'data:text/javascript,export const size = (bytes) => bytes.length',
 * );
 * await run(function* () {
 *   const bytes = new Uint8Array(1_000_000);
 *   console.log(yield* tasks.size(transfer(bytes, [bytes.buffer]))); // 1000000
 *   console.log(bytes.length); // 0
 * });
 * ```
 */
export function transfer<T>(value: T, list: readonly Transferable[]): T {
  if (!Array.isArray(list)) {
    throw new IllegalArgumentException(
      `transfer expects a list of what is to be moved, transfer(bytes, [bytes.buffer]), got ${describe(list)}`,
    );
  }
  return new Transferred(value, list) as unknown as T;
}
