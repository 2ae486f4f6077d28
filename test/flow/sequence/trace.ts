/*
 * How the tests of sequences tell what ran, and in which order. An element that a source gives is noted as `a1`, a function
 * that is applied to it as `map1`.
 */
import { type Sequence, sequence } from 'suspendable';
import { text } from '../../perform.js';

let steps: string[] = [];

/** What `block` noted, in order, with its result or failure as the last step. */
export function trace(block: () => unknown): string {
  steps = [];
  try {
    steps.push('=> ' + shown(block()));
  } catch (error) {
    steps.push('!! ' + text(error));
  }
  return steps.join(' ');
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(', ')}]`;
  return value instanceof Map
    ? `{${[...value].map(([key, each]) => `${shown(key)}: ${shown(each)}`).join(', ')}}`
    : text(value);
}

export function note(word: unknown): void {
  steps.push(shown(word));
}

/** A function that notes `name` with its argument and gives it back. */
export function noting<T>(name: string): (value: T) => T {
  return (value) => {
    note(name + shown(value));
    return value;
  };
}

/** The numbers up to `count`, noted as they are given; `name.` is noted when the source has come to its end. */
export function upTo(name: string, count: number): Sequence<number> {
  return sequence(function* () {
    for (let i = 1; i <= count; i++) {
      note(name + i);
      yield i;
    }
    note(`${name}.`);
  });
}

/** The numbers from 1 on without an end; `name!` is noted when it is left. */
export function endless(name: string): Sequence<number> {
  return sequence(function* () {
    try {
      for (let i = 1; ; i++) {
        note(name + i);
        yield i;
      }
    } finally {
      note(`${name}!`);
    }
  });
}
