const suppressed = new WeakMap<object, unknown[]>();
const NONE: readonly unknown[] = /* @__PURE__ */ Object.freeze([]);

/** Anything can be thrown, but only objects and functions can be the key of a weak map. */
function canCarry(error: unknown): error is object {
  return Object(error) === error;
}

/**
 * Remembers that `other` was thrown as well while `error` was on its way. Returns false when `error` is not an object
 * (`throw 'text'`) and so can carry nothing: the caller must then report `other` by another way.
 */
export function addSuppressed(error: unknown, other: unknown): boolean {
  if (!canCarry(error)) return false;
  const list = suppressed.get(error);
  if (list === undefined) suppressed.set(error, [other]);
  else list.push(other);
  return true;
}

/**
 * The failures that happened on the way of `error` and that it stands for: when several children of a job fail, the
 * first failure is thrown and the others, in the order of their arrival, are found here. Empty when there are none.
 *
 * @example
 * ```ts
 * import { getSuppressed, run, delay } from 'suspendable';
 *
 * const error = await run(function* ({ launch }) {
 *   launch(function* () { try { yield* delay(1000); } finally { throw new Error('second'); } });
 *   launch(() => { throw new Error('first'); });
 * }).catch((e) => e);
 * console.log(error.message, getSuppressed(error).map((e) => (e as Error).message)); // first [ 'second' ]
 * ```
 */
export function getSuppressed(error: unknown): readonly unknown[] {
  return (canCarry(error) && suppressed.get(error)) || NONE;
}
