import { describe } from '../internal/describe.js';
import { IllegalArgumentException } from '../internal/exceptions.js';

/**
 * A time in whole milliseconds: fractions are rounded up, so that nothing ends early; `Infinity` is for ever.
 * @throws IllegalArgumentException when it is no number, or NaN.
 */
export function milliseconds(value: number, taker: string): number {
  if (typeof value !== 'number' || Number.isNaN(value)) {
    throw new IllegalArgumentException(`${taker} expects a number of milliseconds, got ${describe(value)}`);
  }
  return Math.ceil(value);
}
