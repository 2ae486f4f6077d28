import { delay, flow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { now, perform, step } from '../../perform.js';
import { collected, collectedInTime, hang, of, timed } from '../flows.js';

describe('throttleFirst', () => {
  it('drops what follows an element too soon', () => {
    const script = timed<string>('a', [50], 'b', [60], 'c', [90], 'd', [10], 'e');
    expect(collectedInTime(script.throttleFirst(100))).toEqual(['0: a', '110: c', '210: e', '210: over']);
  });

  it('does not count while the code before it waits', () => {
    expect(
      perform(() =>
        timed<number>(1, [10], 2, [10], 3)
          .throttleFirst(30)
          .collect(function* (n) {
            step(`${now()}: ${n}`);
            yield* delay(25);
          }),
      ),
    ).toEqual(['0: 1', '35: 2', '70: 3', 'end']);
  });

  it('counts anew for each of its collectors', () => {
    const clicks = of(1, 2).throttleFirst(100);
    expect(collected(clicks)).toEqual(['1', 'end']);
    expect(collected(clicks)).toEqual(['1', 'end']);
  });
});

describe('throttleLatest', () => {
  it('gives the first at once and then the latest', () => {
    const script = timed<string>('a', [50], 'b', [20], 'c', [90], 'd', [250], 'e', [1000]);
    expect(collectedInTime(script.throttleLatest(100))).toEqual(['0: a', '100: c', '200: d', '410: e', '1410: over']);
  });

  it('gives the last in its time when the flow ends', () => {
    expect(collectedInTime(timed<number>(1, [10], 2, [10], 3).throttleLatest(100))).toEqual([
      '0: 1',
      '100: 3',
      '100: over',
    ]);
  });

  it('ends with the flow when nothing is left', () => {
    expect(collectedInTime(timed<number>(1, [10]).throttleLatest(100))).toEqual(['0: 1', '10: over']);
    expect(collectedInTime(of().throttleLatest(100))).toEqual(['0: over']);
  });

  it('waits no longer when the collector was slow', () => {
    expect(
      perform(() =>
        timed<number>(1, [50], 2, [50], 3)
          .throttleLatest(100)
          .collect(function* (n) {
            step(`${now()}: ${n}`);
            yield* delay(150);
          }),
      ),
    ).toEqual(['0: 1', '150: 3', 'end']);
  });

  it('fails at once with what is before it', () => {
    const failing = flow<number>(function* ({ emit }) {
      yield* emit(1);
      yield* delay(10);
      throw new Error('broken');
    });
    expect(collectedInTime(failing.throttleLatest(100))).toEqual(['0: 1', '10: Error(broken)']);
  });

  it('cancels what is before it when what follows fails', () => {
    expect(
      perform(() =>
        flow<number>(function* ({ emit }) {
          yield* emit(1);
          yield* hang('cancelled');
        })
          .throttleLatest(100)
          .collect(function* () {
            yield* delay(1);
            throw new Error('enough');
          }),
      ),
    ).toEqual(['cancelled', 'threw Error(enough)']);
  });
});

describe.each(['throttleFirst', 'throttleLatest'] as const)('%s: misuse', (name) => {
  it.each([0, -1, -Infinity])('refuses the time %s at once', (millis) => {
    expect(() => of(1)[name](millis)).toThrow(`${name} expects a positive number of milliseconds, got ${millis}`);
  });

  it('refuses a time that is no number', () => {
    expect(() => of(1)[name]('1' as never)).toThrow(`${name} expects a number of milliseconds, got "1"`);
  });
});
