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

/**
 * A positive time in whole milliseconds.
 * @throws IllegalArgumentException when it is not.
 */
export function period(value: number, taker: string): number {
  const whole = milliseconds(value, taker);
  if (whole > 0) return whole;
  throw new IllegalArgumentException(`${taker} expects a positive number of milliseconds, got ${describe(value)}`);
}
