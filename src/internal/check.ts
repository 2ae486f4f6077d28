import { named } from './exceptions.js';

/** Thrown when the library contradicts itself: a defect of the library, never of the program that uses it. */
export class InvariantViolation extends Error {}
named('InvariantViolation', InvariantViolation);

/**
 * States a fact that must hold here. When it does not, the message says the fact and prints the state it failed on.
 * `state` is turned into text only then, so passing an object costs nothing.
 */
export function check(holds: boolean, fact: string, state?: unknown): void {
  if (!holds) throw new InvariantViolation(`${fact} (state: ${String(state)})`);
}
