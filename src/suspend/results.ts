import type { Suspension } from './continuation.js';

/** The result that means: the coroutine waits. Its value passes through every `yield*`, so it is known by that. */
export const SUSPENDED: IteratorYieldResult<Suspension> = { done: false, value: {} as Suspension };

const DONE: IteratorReturnResult<undefined> = { done: true, value: undefined };

/** The result of a call that has ended with `value`. */
export function returned<T>(value: T): IteratorReturnResult<T> {
  // Most calls return nothing. A value is not kept in a shared object: that would hold it until the next call.
  return value === undefined ? (DONE as IteratorReturnResult<T>) : { done: true, value };
}

/** The method of all generators of this realm. */
export const generatorNext: (this: unknown) => IteratorResult<Suspension, unknown> = Object.getPrototypeOf(
  function* () {}.prototype,
).next;

/** On the prototype of every suspend call that is not a generator. */
export const suspendMark: unique symbol = Symbol('suspend');

interface Marked {
  readonly next?: unknown;
  readonly [suspendMark]?: true;
}

/** Whether a block or callback returned a suspend call to be run, rather than its value. */
export function isSuspend(value: unknown): boolean {
  // Few words: so small a function is part of its caller wherever V8 compiles that.
  return typeof value === 'object' && suspendKind(value) > 0;
}

/** No suspend call. */
export const VALUE = 0;
/** A generator of this realm. */
export const OWN_GENERATOR = 1;
/** Another suspend call. */
const CALL = 2;

/** What kind of suspend call it is, if any. */
export function suspendKind(value: unknown): number {
  if (typeof value !== 'object' || value === null) return VALUE;
  try {
    const { next } = value as Marked;
    if (next === generatorNext) return OWN_GENERATOR;
    if ((value as Marked)[suspendMark] === true) return CALL;
    // A generator of another realm (an iframe, a vm context) has another prototype.
    return typeof next === 'function' && Object.prototype.toString.call(value) === '[object Generator]' ? CALL : VALUE;
  } catch {
    return VALUE; // a proxy that throws for properties it does not know: `launch(() => expect(1).toBe(1))` returns one
  }
}
