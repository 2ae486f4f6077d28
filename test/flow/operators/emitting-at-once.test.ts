import { combine, coroutineScope, delay, type Flow, flow, flowOf, type Suspend } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { perform } from '../../perform.js';
import { collected } from '../flows.js';

/** Waits, longer for the first number than for the others. */
function* slowly<R>(n: number, result: R): Suspend<R> {
  yield* delay(n === 1 ? 9 : n + 3);
  return result;
}

const failing = flow<number>(() => {
  throw new Error('upstream');
});

/** Unlike other code in flows, that of `catch` and `retryWhen` may emit in several coroutines at once. */
const sources: [string, Flow<number>][] = [
  [
    'catch',
    failing.catch<number>((_error, { emit }) =>
      coroutineScope(({ launch }) => {
        for (const n of [1, 2, 3]) launch(() => emit(n));
      }),
    ),
  ],
  [
    'retryWhen',
    failing
      .retryWhen<number>(function* (_error, _attempt, { emit }): Suspend<boolean> {
        yield* coroutineScope(({ launch }) => {
          for (const n of [1, 2, 3]) launch(() => emit(n));
        });
        return false;
      })
      .catch(() => {}),
  ],
];

describe.each(sources)('elements that %s emits at once keep apart', (_source, numbers) => {
  it.each<[string, Flow<unknown>]>([
    ['map', numbers.map((n) => slowly(n, n))],
    ['mapNotNull', numbers.mapNotNull((n) => slowly(n, n))],
    ['onEach', numbers.onEach((n) => slowly(n, null))],
    ['filter', numbers.filter((n) => slowly(n, true))],
    ['filterNot', numbers.filterNot((n) => slowly(n, false))],
    ['dropWhile', numbers.dropWhile((n) => slowly(n, false))],
    ['takeWhile', numbers.takeWhile((n) => slowly(n, true))],
    // Which is not asked about the first.
    [
      'distinctUntilChanged',
      numbers
        .onStart(({ emit }) => emit(0))
        .distinctUntilChanged((_old, n) => slowly(n, false))
        .drop(1),
    ],
    ['distinctUntilChangedBy', numbers.distinctUntilChangedBy((n) => slowly(n, n))],
    ['flatMapConcat', numbers.flatMapConcat((n) => slowly(n, flowOf(n)))],
  ])('in %s', (_name, flow) => {
    expect(collected(flow)).toEqual(['2', '3', '1', 'end']);
  });

  it('in combine', () => {
    // The second is in the same batch as the first.
    expect(collected(combine(numbers, flowOf(7), (n, m) => n * m).onEach(() => delay(5)))).toEqual(['14', '21', 'end']);
  });

  it('in zip', () => {
    const pairs = numbers.zip(flowOf(7, 8, 9), (n, m) => `${n}${m}`);
    expect(collected(pairs)).toEqual(['17', '28', '39', 'end']);
    expect(collected(pairs.onEach(() => delay(5)))).toEqual(['17', '28', '39', 'end']);
  });

  it('in associateBy, associateWith and groupBy', () => {
    const entries = function* (map: Suspend<Map<number, unknown>>): Suspend<string> {
      return [...(yield* map)].join(' ');
    };
    const self = (n: number) => slowly(n, n);
    expect(perform(() => entries(numbers.associateBy(self, self)))).toEqual(['end: 2,2 3,3 1,1']);
    expect(perform(() => entries(numbers.associateWith(self)))).toEqual(['end: 2,2 3,3 1,1']);
    expect(perform(() => entries(numbers.groupBy(self, self)))).toEqual(['end: 2,2 3,3 1,1']);
  });
});
