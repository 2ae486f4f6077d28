/** Where there is no element yet, or no more: no value that users could have. */
export const NONE: unique symbol = Symbol('none');
