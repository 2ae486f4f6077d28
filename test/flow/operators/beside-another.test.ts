import { delay, flow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { now, perform, step } from '../../perform.js';
import { collected, collectedInTime, hang, of, timed } from '../flows.js';

const join = (a: unknown, b: unknown) => `${a}${b}`;

describe('withLatestFrom', () => {
  it('gives each element with the latest of the other', () => {
    const elements = timed<number>(1, [20], 2, [20], 3, [20], 4);
    const other = timed<string>([10], 'a', [20], 'b', [20], 'c', [1000], 'd');
    expect(collectedInTime(elements.withLatestFrom(other, join))).toEqual(['20: 2a', '40: 3b', '60: 4c', '60: over']);
  });

  it('sees what the other flow has at once', () => {
    expect(collected(of(1, 2).withLatestFrom(of('a', 'b'), join))).toEqual(['1b', '2b', 'end']);
  });

  it('takes null and undefined for elements like others', () => {
    expect(collected(of(null).withLatestFrom(of(undefined), join))).toEqual(['nullundefined', 'end']);
  });

  it('goes on when the other flow has ended', () => {
    expect(collectedInTime(timed<number>([10], 1).withLatestFrom(of('a'), join))).toEqual(['10: 1a', '10: over']);
  });

  it('waits for a function that is a suspend function', () => {
    const slow = of(1, 2).withLatestFrom(of(10), function* (a, b) {
      yield* delay(10);
      return a + b;
    });
    expect(collectedInTime(slow)).toEqual(['10: 11', '20: 12', '20: over']);
  });

  it('cancels the other flow at its own end', () => {
    const other = flow<number>(() => hang('other cancelled'));
    expect(collected(of(1).withLatestFrom(other, join))).toEqual(['other cancelled', 'end']);
  });

  it('fails when the other flow has failed', () => {
    const other = flow<number>(function* () {
      yield* delay(10);
      throw new Error('broken');
    });
    const elements = flow<number>(() => hang('cancelled'));
    expect(collected(elements.withLatestFrom(other, join))).toEqual(['cancelled', 'threw Error(broken)']);
  });

  it('refuses at once what is no flow or function', () => {
    expect(() => of(1).withLatestFrom(1 as never, join)).toThrow('withLatestFrom expects a flow, got 1');
    expect(() => of(1).withLatestFrom(of(1), 1 as never)).toThrow(
      'withLatestFrom expects a function as its block, got 1',
    );
  });
});

describe('takeUntil', () => {
  it('ends when the other flow gives an element', () => {
    const elements = flow<number>(function* ({ emit }) {
      try {
        for (let i = 1; ; i++) {
          yield* delay(10);
          yield* emit(i);
        }
      } finally {
        step(`cleaned up at ${now()}`);
      }
    });
    const other = flow<string>(function* ({ emit }) {
      yield* delay(25);
      yield* emit('stop');
      step('not reached');
    });
    expect(collected(elements.takeUntil(other))).toEqual(['1', '2', 'cleaned up at 25', 'end']);
  });

  it('gives nothing where the other has one at once', () => {
    expect(collected(of(1, 2).takeUntil(of('stop')))).toEqual(['end']);
  });

  it('goes on when the other ends without an element', () => {
    expect(collectedInTime(timed<number>(1, [20], 2).takeUntil(timed<number>([10])))).toEqual([
      '0: 1',
      '20: 2',
      '20: over',
    ]);
  });

  it('cancels the other flow at its own end', () => {
    expect(collected(of(1).takeUntil(flow<void>(() => hang('other cancelled'))))).toEqual([
      '1',
      'other cancelled',
      'end',
    ]);
  });

  it('lets the collector finish with its element', () => {
    expect(
      perform(() =>
        of(1, 2)
          .takeUntil(timed<number>([10], 0))
          .collect(function* (n) {
            yield* delay(20);
            step(`${n} at ${now()}`);
          }),
      ),
    ).toEqual(['1 at 20', 'end']);
  });

  it('fails with either of the two flows', () => {
    const broken = flow<number>(function* () {
      yield* delay(10);
      throw new Error('broken');
    });
    const waiting = () => flow<number>(() => hang('cancelled'));
    expect(collected(broken.takeUntil(waiting()))).toEqual(['cancelled', 'threw Error(broken)']);
    expect(collected(waiting().takeUntil(broken))).toEqual(['cancelled', 'threw Error(broken)']);
  });

  it('refuses at once what is no flow', () => {
    expect(() => of(1).takeUntil(Promise.resolve() as never)).toThrow('takeUntil expects a flow, got');
  });
});
