import { describe } from './describe.js';

/**
 * A value of the user's as text, as `String(value)` gives it. Some objects cannot be turned into text; that must not take the place
 * of what was to be said about them.
 */
export function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return describe(value);
  }
}
