import { flowOf, type Suspend } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { callbackKinds } from '../callbacks.js';
import { collected, of } from '../flows.js';

// What each of the operators does with the elements, with every kind of callback.
describe.each(callbackKinds)('given $kind', ({ as }) => {
  const isEven = as((n: number) => n % 2 === 0);
  const isSmall = as((n: number) => n < 3);
  const sum = as((a: number, b: number) => a + b);

  it('map gives what it makes of each element', () => {
    expect(collected(of(1, 2).map(as((n: number) => n * 10)))).toEqual(['10', '20', 'end']);
  });

  it('mapNotNull leaves out null and undefined, not 0', () => {
    const halves = of(0, 1, 2, 3).mapNotNull(as((n: number) => [0, null, undefined, 3][n]));
    expect(collected(halves)).toEqual(['0', '3', 'end']);
  });

  it('filter keeps the elements that it holds for', () => {
    expect(collected(of(1, 2, 3, 4).filter(isEven))).toEqual(['2', '4', 'end']);
  });

  it('filterNot keeps the elements that it does not hold for', () => {
    expect(collected(of(1, 2, 3, 4).filterNot(isEven))).toEqual(['1', '3', 'end']);
  });

  it('onEach is called before the element goes on', () => {
    const seen: number[] = [];
    const flow = of(1, 2).onEach(as((n: number) => void seen.push(n)));
    expect(collected(flow.map((n) => `${n} of ${seen}`))).toEqual(['1 of 1', '2 of 1,2', 'end']);
  });

  it('takeWhile ends the flow with the first refused element', () => {
    expect(collected(of(1, 2, 3, 1).takeWhile(isSmall))).toEqual(['1', '2', 'end']);
  });

  it('dropWhile asks about the first elements only', () => {
    expect(collected(of(1, 2, 3, 1).dropWhile(isSmall))).toEqual(['3', '1', 'end']);
  });

  it.each(['scan', 'runningFold'] as const)('%s gives the seed and all accumulated values', (name) => {
    expect(collected(of(1, 2, 3)[name](10, sum))).toEqual(['10', '11', '13', '16', 'end']);
  });

  it('runningReduce begins with the first element', () => {
    expect(collected(of(1, 2, 3).runningReduce(sum))).toEqual(['1', '3', '6', 'end']);
    expect(collected(of<number>().runningReduce(sum))).toEqual(['end']);
  });

  it('distinctUntilChanged asks it whether two are equivalent', () => {
    const near = as((a: number, b: number) => Math.abs(a - b) < 2);
    expect(collected(of(1, 2, 3, 4, 2).distinctUntilChanged(near))).toEqual(['1', '3', 'end']);
  });

  it('distinctUntilChangedBy compares the keys that it gives', () => {
    expect(collected(of(1, 3, 2, 4, 5).distinctUntilChangedBy(as((n: number) => n % 2)))).toEqual([
      '1',
      '2',
      '5',
      'end',
    ]);
  });

  it('flatMapConcat gives one flow after the other', () => {
    expect(collected(of(1, 2).flatMapConcat(as((n: number) => of(n, n * 10))))).toEqual(['1', '10', '2', '20', 'end']);
  });
});

describe('elements in general', () => {
  it('have their place with withIndex', () => {
    expect(
      collected(
        of('a', 'b')
          .withIndex()
          .map(({ index, value }) => `${index}${value}`),
      ),
    ).toEqual(['0a', '1b', 'end']);
  });

  it('can be emitted by transform, none or several each', () => {
    const doubled = of(1, 2, 3).transform<number>(function* (n, { emit }): Suspend<void> {
      if (n === 2) return;
      yield* emit(n);
      yield* emit(n * 10);
    });
    expect(collected(doubled)).toEqual(['1', '10', '3', '30', 'end']);
  });

  it('are emitted by transform with a call that is returned', () => {
    expect(collected(of(1, 2).transform<number>((n, { emit }) => emit(-n)))).toEqual(['-1', '-2', 'end']);
  });

  it('are emitted by transformWhile until it says no', () => {
    const upToTwo = of(1, 2, 3).transformWhile<string>(function* (n, { emit }): Suspend<boolean> {
      yield* emit(`got ${n}`);
      return n < 2;
    });
    expect(collected(upToTwo)).toEqual(['got 1', 'got 2', 'end']);
    expect(collected(of(1, 2, 3).transformWhile(() => false))).toEqual(['end']);
  });

  it('that are null or undefined are left out by filterNotNull', () => {
    expect(collected(of<unknown>(0, null, '', undefined).filterNotNull())).toEqual(['0', '', 'end']);
  });

  it('of other classes are left out by filterIsInstance', () => {
    expect(collected(of<unknown>(1, new RangeError('r'), new Date(0)).filterIsInstance(Error))).toEqual([
      'RangeError(r)',
      'end',
    ]);
  });

  it('follow the seed of scan even if there are none', () => {
    expect(collected(of<number>().scan(7, (a, b) => a + b))).toEqual(['7', 'end']);
  });

  it('of inner flows are joined by flattenConcat', () => {
    expect(collected(flowOf(of(1), of<number>(), of(2, 3)).flattenConcat())).toEqual(['1', '2', '3', 'end']);
  });
});

describe('distinctUntilChanged', () => {
  it('compares with Object.is and lets a first undefined through', () => {
    expect(collected(of(undefined, undefined, null, Number.NaN, Number.NaN, 0, -0).distinctUntilChanged())).toEqual([
      'undefined',
      'null',
      'NaN',
      '0',
      '0',
      'end',
    ]);
  });

  it('gives itself when applied again in the same way', () => {
    const key = (n: number) => n % 2;
    const distinct = of(1).distinctUntilChanged();
    const byKey = of(1).distinctUntilChangedBy(key);
    expect(distinct.distinctUntilChanged()).toBe(distinct);
    expect(byKey.distinctUntilChangedBy(key)).toBe(byKey);
    expect(byKey.distinctUntilChanged()).not.toBe(byKey);
    expect(byKey.distinctUntilChangedBy((n) => n % 2)).not.toBe(byKey);
  });
});

describe('chunked', () => {
  it('gives lists of the size, the rest last', () => {
    expect(collected(of(1, 2, 3, 4, 5).chunked(2))).toEqual(['[1, 2]', '[3, 4]', '[5]', 'end']);
    expect(collected(of(1, 2).chunked(2))).toEqual(['[1, 2]', 'end']);
    expect(collected(of().chunked(2))).toEqual(['end']);
  });
});

describe('an operator on elements', () => {
  it.each([
    ['drop', -1, 'Drop count should be non-negative, but had -1'],
    ['drop', 1.5, 'Drop count should be non-negative, but had 1.5'],
    ['take', 0, 'Requested element count 0 should be positive'],
    ['take', -1, 'Requested element count -1 should be positive'],
  ] as const)('%s refuses %s at once', (name, count, message) => {
    expect(() => of(1)[name](count)).toThrow(message);
  });

  it('takes and drops as many as there are where told Infinity', () => {
    expect(collected(of(1, 2).take(Infinity))).toEqual(['1', '2', 'end']);
    expect(collected(of(1, 2).drop(Infinity))).toEqual(['end']);
  });

  it.each([0, -1, 1.5])('chunked refuses a size of %s at once', (size) => {
    expect(() => of(1).chunked(size)).toThrow(`Expected positive chunk size, but got ${size}`);
  });

  it.each([
    'map',
    'mapNotNull',
    'filter',
    'filterNot',
    'filterIsInstance',
    'onEach',
    'transform',
    'transformWhile',
    'takeWhile',
    'dropWhile',
    'runningReduce',
    'distinctUntilChanged',
    'distinctUntilChangedBy',
    'flatMapConcat',
    'onStart',
    'onCompletion',
    'onEmpty',
    'catch',
    'retryWhen',
  ] as const)('%s refuses what is not a function at once', (name) => {
    const operator = of(1)[name] as (fn: unknown) => unknown;
    expect(() => operator.call(of(1), 'text')).toThrow(`${name} expects a function as its block, got "text"`);
  });

  it.each(['scan', 'runningFold'] as const)('%s refuses what is not a function at once', (name) => {
    expect(() => of(1)[name](0, null as never)).toThrow(`${name} expects a function as its block, got null`);
  });
});
