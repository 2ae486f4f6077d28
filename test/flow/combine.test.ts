import {
  CancellationException,
  CoroutineName,
  combine,
  combineTransform,
  coroutineScope,
  currentCoroutineContext,
  delay,
  type Flow,
  flow,
  withContext,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { otherDispatcher, perform, step } from '../perform.js';
import { collected, collectedInTime, hang, of, timed } from './flows.js';

const name = () => currentCoroutineContext().get(CoroutineName)?.name ?? 'none';
const elsewhere = (text: string) => otherDispatcher().plus(new CoroutineName(text));

type Two = <T, U>(first: Flow<T>, second: Flow<U>, fn: (a: T, b: U) => string) => Flow<string>;

/** Every way to combine two flows. */
const kinds: [string, Two][] = [
  ['the method combine', (first, second, fn) => first.combine(second, fn)],
  ['the function combine', (first, second, fn) => combine(first, second, fn)],
  [
    'combine of a list',
    (first, second, fn) => combine([first, second] as Flow<never>[], ([a, b]) => fn(a as never, b as never)),
  ],
  ['combineTransform', (first, second, fn) => combineTransform(first, second, (a, b, { emit }) => emit(fn(a, b)))],
  [
    'combineTransform of a list',
    (first, second, fn) =>
      combineTransform<never, string>([first, second] as Flow<never>[], ([a, b], { emit }) =>
        emit(fn(a as never, b as never)),
      ),
  ],
];

describe.each(kinds)('%s', (_name, two) => {
  const joined = (first: Flow<unknown>, second: Flow<unknown>) => two(first, second, (a, b) => `${a}${b}`);

  it('gives the latest of both, step by step', () => {
    expect(collected(joined(of('a', 'b', 'c'), of(1, 2, 3)))).toEqual(['a1', 'b2', 'c3', 'end']);
  });

  it('takes null and undefined for elements like others', () => {
    expect(collected(joined(of('a', null, undefined), of(undefined, 2, null)))).toEqual([
      'aundefined',
      'null2',
      'undefinednull',
      'end',
    ]);
  });

  it.each([
    ['both are', of(), of()],
    ['the first is', of(), of(1)],
    ['the second is', of('a'), of()],
  ])('gives nothing when %s empty', (_which, first, second) => {
    expect(collected(joined(first, second))).toEqual(['end']);
  });

  it('gives a combination whenever one of them has changed', () => {
    expect(collectedInTime(joined(timed<string>('a', [20], 'b'), timed<number>([10], 1, [30], 2)))).toEqual([
      '10: a1',
      '20: b1',
      '40: b2',
      '40: over',
    ]);
  });

  it('lets both flows take turns, element by element', () => {
    const first = flow<string>(function* ({ emit }) {
      step(1);
      yield* emit('a');
      step(3);
      yield* emit('b');
      yield* emit('c');
      step(4);
    });
    const second = flow<number>(function* ({ emit }) {
      step(2);
      yield* emit(1);
      yield* yieldNow();
      yield* yieldNow();
      step(5);
      yield* emit(2);
      step(6);
      yield* yieldNow();
      step(7);
      yield* emit(3);
    });
    const seen: string[] = [];
    expect(perform(() => joined(first, second).collect((text) => void seen.push(text)))).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      'end',
    ]);
    expect(seen).toEqual(['a1', 'b1', 'c1', 'c2', 'c3']);
  });

  it('keeps the contexts of all flows to themselves', () => {
    expect(
      perform(() => {
        const first = flow<string>(({ emit }) => {
          step(`first in ${name()}`);
          return emit('a');
        }).flowOn(elsewhere('one'));
        const second = flow<number>(({ emit }) => {
          step(`second in ${name()}`);
          return emit(1);
        }).flowOn(elsewhere('two'));
        return withContext(new CoroutineName('main'), () =>
          two(first, second, (a, b) => `${a}${b} in ${name()}`).collect((text) => step(text)),
        );
      }),
    ).toEqual(['first in one', 'second in two', 'a1 in main', 'end']);
  });

  it('cancels both when what follows has failed', () => {
    const first = flow<string>(function* ({ emit }) {
      yield* emit('a');
      yield* hang('first cancelled');
    });
    const second = flow<number>(function* ({ emit }) {
      yield* emit(1);
      yield* hang('second cancelled');
    });
    expect(
      perform(() =>
        joined(first, second).collect(function* () {
          yield* yieldNow();
          throw new Error('enough');
        }),
      ),
    ).toEqual(['first cancelled', 'second cancelled', 'threw Error(enough)']);
  });

  it('cancels the other when one of them fails', () => {
    const waiting = flow<string>(function* ({ emit }) {
      yield* emit('a');
      yield* hang('other cancelled');
    });
    const broken = timed<number>([10]).map((): number => 0);
    const failing = flow<number>(function* ({ emit }) {
      yield* broken.collect();
      yield* emit(1);
      throw new Error('broken');
    });
    expect(collected(joined(waiting, failing))).toEqual(['a1', 'other cancelled', 'threw Error(broken)']);
  });

  it('ends with a cancellation that one of them throws', () => {
    const first = flow<number>(function* ({ emit }) {
      step(1);
      yield* emit(1);
      throw new CancellationException('upstream');
    });
    const second = flow<number>(function* ({ emit }) {
      yield* emit(1);
      step('not reached');
    });
    expect(perform(() => joined(first, second).collect(() => step(2)))).toEqual([
      '1',
      '2',
      'threw CancellationException(upstream)',
    ]);
  });

  it('gives nothing in a scope that is cancelled', () => {
    expect(
      perform(() =>
        coroutineScope(function* (scope) {
          scope.cancel();
          yield* joined(of(1), of(2)).collect(() => step('not reached'));
        }),
      ),
    ).toEqual(['threw JobCancellationException(ScopeCoroutine was cancelled)']);
  });
});

describe('combine', () => {
  it('takes any number of flows of any types', () => {
    const text: Flow<string> = combine(of(1), of('a'), of(true), of(null), of(5), of(6), (a, b, c, d, e, f) =>
      [a.toFixed(1), b.toUpperCase(), c, d, e, f].join(),
    );
    expect(collected(text)).toEqual(['1.0,A,true,,5,6', 'end']);
  });

  it('of one flow gives what the function makes of it', () => {
    expect(collected(combine(of(1, 2), (n) => n * 10))).toEqual(['10', '20', 'end']);
  });

  it('of no flows ends at once without an element', () => {
    expect(collected(combine([], () => 1))).toEqual(['end']);
    expect(collected(combine(() => 1))).toEqual(['end']);
    expect(collected(combineTransform([], () => step('not reached')))).toEqual(['end']);
  });

  it('gives each call a list of its own', () => {
    const lists: number[][] = [];
    perform(() =>
      combine([of(1, 2), of(3, 4)], (values) => {
        lists.push(values);
        return values;
      }).collect((values) => values.fill(0)),
    );
    expect(lists.length).toBe(2);
    expect(lists[0]).not.toBe(lists[1]);
  });

  it('waits for a function that is a suspend function', () => {
    const sum = combine(of(1), of(2), function* (a, b) {
      yield* delay(10);
      return a + b;
    });
    expect(collectedInTime(sum)).toEqual(['10: 3', '10: over']);
  });

  it('passes over what a slow collector cannot see', () => {
    const many = flow<number>(function* ({ emit }) {
      for (let i = 1; i <= 100; i++) yield* emit(i);
    });
    const seen: number[] = [];
    perform(() =>
      combine(many, of(0), (n) => n).collect(function* (n) {
        seen.push(n);
        yield* delay(10);
      }),
    );
    expect(seen.at(-1)).toBe(100);
    expect(seen.length).toBeLessThan(100);
  });

  it('lets no flow starve, however many there are', () => {
    const counts = new Array(300).fill(0);
    const flows = counts.map((_, i) =>
      flow<number>(function* ({ emit }) {
        for (let n = 1; n <= 3; n++) {
          counts[i] = n;
          yield* emit(n);
        }
      }),
    );
    const lasts: number[] = [];
    perform(() => combine(flows, (values) => values.reduce((a, b) => a + b)).collect((sum) => void lasts.push(sum)));
    expect(lasts.at(-1)).toBe(900);
    expect(lasts.length).toBeGreaterThan(2);
  });

  it('refuses at once what is no flow or function', () => {
    expect(() => combine(of(1), 2 as never, () => 1)).toThrow('combine expects a flow, got 2');
    expect(() => combine(of(1), of(2) as never)).toThrow('combine expects a function as its block, got');
    expect(() => combineTransform([1] as never, () => {})).toThrow('combineTransform expects a flow, got 1');
    expect(() => of(1).combine(2 as never, () => 1)).toThrow('combine expects a flow, got 2');
  });
});

describe('combineTransform', () => {
  it('emits any number of elements for a combination', () => {
    const both = combineTransform(of(1, 2), of(3, 4), function* (a, b, { emit }) {
      if (a === 1) return;
      yield* emit(a);
      yield* emit(b);
    });
    expect(collected(both)).toEqual(['2', '4', 'end']);
  });

  it('refuses emission from a coroutine that is launched', () => {
    const launched = combineTransform(of(1), (n, { emit }) =>
      coroutineScope(({ launch }) => {
        launch(() => emit(n));
      }),
    );
    expect(collected(launched)[0]).toContain('Emission from another coroutine is detected');
  });
});
