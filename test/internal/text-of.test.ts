import { expect, describe as suite, test } from 'vitest';
import { describe } from '../../src/internal/describe.js';
import { textOf } from '../../src/internal/text-of.js';

function revoked(target: object): unknown {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

class Secretive {
  toString(): string {
    throw new Error('no text');
  }
}

const throwing = {
  get constructor(): never {
    throw new Error('no constructor');
  },
};
const nameless = { constructor: { name: Symbol('x') } };

/** What it is, the value, its text and its description. */
const values: readonly (readonly [string, unknown, string, string])[] = [
  ['a number', 1, '1', '1'],
  ['a string', 'text', 'text', '"text"'],
  ['null', null, 'null', 'null'],
  ['a symbol', Symbol('x'), 'Symbol(x)', 'Symbol(x)'],
  ['a list', [1, 2], '1,2', 'an object of class Array'],
  ['an error', new Error('boom'), 'Error: boom', 'an object of class Error'],
  ['a function', parseInt, String(parseInt), 'the function parseInt'],
  ['an object without prototype', Object.create(null), 'an object', 'an object'],
  ['an object whose toString throws', new Secretive(), 'an object of class Secretive', 'an object of class Secretive'],
  ['an object whose constructor throws', Object.create(throwing), '[object Object]', 'an object'],
  ['an object whose class has no name', Object.create(nameless), '[object Object]', 'an object'],
  ['a revoked proxy', revoked({}), 'an object', 'an object'],
  ['a revoked proxy of a function', revoked(() => {}), 'an object', 'an object'],
];

suite('a value in a message', () => {
  for (const [name, value, text, description] of values) {
    test(`that is ${name} has a text and a description`, () => {
      expect([textOf(value), describe(value)]).toEqual([text, description]);
    });
  }
});
