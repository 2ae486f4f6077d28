// Whatever an operator is given may be a plain function or a suspend function. Its behaviour is tested with each of these.

import { delay, type Suspend } from 'suspendable';

type Callback<A extends unknown[], R> = (...args: A) => R;

/** A way to write a callback: `as(fn)` does what the plain function `fn` does. */
export interface CallbackKind {
  readonly kind: string;
  as<A extends unknown[], R>(fn: Callback<A, R>): Callback<A, Suspend<R> | R>;
}

export const callbackKinds: CallbackKind[] = [
  { kind: 'a plain function', as: (fn) => fn },
  {
    kind: 'a suspend function that does not wait',
    as: (fn) =>
      function* (...args) {
        return fn(...args);
      },
  },
  {
    kind: 'a suspend function that waits',
    as: (fn) =>
      function* (...args) {
        yield* delay(1);
        return fn(...args);
      },
  },
];
