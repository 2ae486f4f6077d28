import { describe, expect, it } from 'vitest';
import { creationLines, learnFrom, segmentsOf, takeStack } from '../../src/debug/stack.js';

const library = new URL('../../src/', import.meta.url).pathname;
const driver = `${library}suspend/driver.ts:2:3`;
const frame = `${library}suspend/frame.ts:4:5`;
const scope = `${library}debug/probes.ts:6:7`;
const taken = `${library}debug/stack.ts:1:1`;
const call = `${library}debug/samples.ts:2:2`;

function stackOf(...lines: string[]): Error {
  const error = new Error();
  error.stack = lines.join('\n');
  return error;
}

/** A stack of these lines, as V8 (Node, Deno, Chromium) writes it. */
function v8(...places: string[]): Error {
  return stackOf('Error', ...places.map((place) => `    at ${/[(]/.test(place) ? place : `work (file://${place})`}`));
}

/** What the library's own lines look like. */
function learn(write: (...places: string[]) => Error): void {
  learnFrom({
    inGenerator: write(taken, call, '/app/a.ts:1:1', driver, '/lib/b.js:1:1', '/lib/c.js:1:1', '/app/d.ts:1:1'),
    inBlock: write(taken, call, `${driver}1`),
    inFrame: write(taken, call, '/app/a.ts:1:1', frame, scope, '/app/a.ts:1:1', driver),
    inScope: write(taken, call, '/app/a.ts:1:1', driver, '/lib/b.js:1:1', scope, '/app/a.ts:1:1', driver),
  });
}

const inV8 = v8(
  taken,
  call,
  'load (file:///app/shop.ts:3:10)',
  'load.next (<anonymous>)',
  frame,
  scope,
  'MapSink.mapper [as fn] (file:///app/shop.ts:5:10)',
  'async Shop.open (file:///app/shop.ts:6:10)',
  'file:///lib/b.js:9:9 (file:///lib/b.js:9:9)',
  'BuiltCoroutine.<anonymous> (file:///app/shop.ts:7:10)',
  driver,
  '/lib/c.js:1:1',
  'main (file:///app/main.ts:8:10)',
  driver,
);

describe('a stack trace', () => {
  it('is split where frames and scopes are entered, up to the driver', () => {
    learn(v8);
    expect(segmentsOf(inV8, true)).toEqual([
      ['load (file:///app/shop.ts:3:10)'],
      [],
      ['mapper (file:///app/shop.ts:5:10)', 'Shop.open (file:///app/shop.ts:6:10)', 'file:///app/shop.ts:7:10'],
    ]);
  });

  it('is read in the form of other engines', () => {
    const jsc = (...places: string[]) => stackOf(...places.map((place) => (/@/.test(place) ? place : `work@${place}`)));
    learn(jsc);
    const stack = jsc(
      taken,
      call,
      'load@http://localhost:8080/shop.js:3:10',
      'next@[native code]',
      `${driver}1`,
      scope,
      '@http://localhost:8080/shop.js:5:10',
      driver,
      'main@http://localhost:8080/shop.js:6:10',
    );
    expect(segmentsOf(stack, true)).toEqual([
      ['load (http://localhost:8080/shop.js:3:10)'],
      ['http://localhost:8080/shop.js:5:10'],
    ]);
  });

  it('keeps the lines of the library if wanted, or if there are no others', () => {
    learn(v8);
    expect(segmentsOf(inV8, false)[0]).toEqual([
      `work (file://${taken})`,
      `work (file://${call})`,
      'load (file:///app/shop.ts:3:10)',
    ]);
    expect(segmentsOf(v8('/lib/b.js:1:2', '/lib/b.js:3:4', driver, '/lib/b.js:5:6'), true)).toEqual([
      ['work (file:///lib/b.js:1:2)', 'work (file:///lib/b.js:3:4)'],
    ]);
  });

  it('is taken as deep as calls may be, whatever the limit of the host', () => {
    const { stackTraceLimit } = Error;
    const deep = (n: number): Error => (n === 0 ? takeStack() : deep(n - 1));
    expect(creationLines(deep(50), true).length).toBeGreaterThan(50);
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
  });

  it('may be missing, or no text at all', () => {
    const error = new Error();
    Object.assign(error, { stack: undefined });
    expect(segmentsOf(error, true)).toEqual([[]]);
    expect(creationLines(error, true)).toEqual([]);
  });
});
