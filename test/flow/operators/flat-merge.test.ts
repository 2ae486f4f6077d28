import { CancellationException, Channel, coroutineScope, delay, type Flow, flow, merge, yieldNow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { otherDispatcher, perform, step } from '../../perform.js';
import { collected, collectedInTime, hang, of, timed } from '../flows.js';

const kinds: [string, <T, R>(upstream: Flow<T>, fn: (value: T) => Flow<R>, concurrency?: number) => Flow<R>][] = [
  [
    'flatMapMerge',
    (upstream, fn, concurrency) => upstream.flatMapMerge(fn, concurrency === undefined ? {} : { concurrency }),
  ],
  [
    'flattenMerge',
    (upstream, fn, concurrency) => upstream.map(fn).flattenMerge(concurrency === undefined ? {} : { concurrency }),
  ],
];

describe.each(kinds)('%s', (_name, flatMerge) => {
  it('gives the elements of all flows as they come', () => {
    const waiting = flatMerge(of(30, 10, 20), (millis) => timed<number>([millis], millis));
    expect(collectedInTime(waiting)).toEqual(['10: 10', '20: 20', '30: 30', '30: over']);
  });

  it('takes null and undefined for elements like others', () => {
    expect(collected(flatMerge(of(null, undefined), (value) => of(value)))).toEqual(['null', 'undefined', 'end']);
  });

  it('collects 16 flows at a time unless told', () => {
    let running = 0;
    const busy = flatMerge(of(...Array.from({ length: 40 }, (_, i) => i)), () =>
      flow<number>(function* ({ emit }) {
        running++;
        yield* delay(10);
        yield* emit(running);
        running--;
      }),
    );
    const seen: number[] = [];
    perform(() => busy.collect((n) => void seen.push(n)));
    expect(Math.max(...seen)).toBe(16);
    expect(seen.length).toBe(40);
  });

  it.each([2, 3, Infinity])('collects no more than %s flows at a time', (concurrency) => {
    let begun = 0;
    const busy = flatMerge(
      of(1, 2, 3, 4, 5),
      () =>
        flow<number>(() => {
          begun++;
          return hang('cancelled');
        }),
      concurrency,
    );
    const steps = perform(function* ({ launch }) {
      const job = launch(() => busy.collect());
      yield* delay(10);
      yield* job.cancelAndJoin();
    });
    expect(begun).toBe(Math.min(concurrency, 5));
    expect(steps).toEqual([...new Array(begun).fill('cancelled'), 'end']);
  });

  it('one at a time keeps the flows in order', () => {
    const waiting = flatMerge(of(30, 10, 20), (millis) => timed<number>([millis], millis), 1);
    expect(collectedInTime(waiting)).toEqual(['30: 30', '40: 10', '60: 20', '60: over']);
  });

  it('a flow that fails cancels all of the others', () => {
    const upstream = flow<number>(function* ({ emit }) {
      step('emit 1');
      yield* emit(1);
      step('emit 2');
      yield* emit(2);
      step('emitted');
    });
    const failing = flatMerge(upstream, (n) =>
      n === 1
        ? flow<number>(() => hang('first cancelled'))
        : flow<number>(() => {
            step('second fails');
            throw new Error('broken');
          }),
    );
    expect(collected(failing)).toEqual([
      'emit 1',
      'emit 2',
      'emitted',
      'second fails',
      'first cancelled',
      'threw Error(broken)',
    ]);
  });

  it('a flow that throws a cancellation ends just itself', () => {
    const cancelled = flatMerge(of(1, 2, 3), (n) =>
      flow<number>(function* ({ emit }) {
        yield* emit(n);
        throw new CancellationException('this one');
      }),
    );
    expect(collected(cancelled)).toEqual(['1', '2', '3', 'end']);
  });

  it('a cancellation thrown before it ends all flows', () => {
    const upstream = flow<number>(function* ({ emit }) {
      yield* emit(1);
      yield* yieldNow();
      throw new CancellationException('upstream');
    });
    expect(collected(flatMerge(upstream, () => flow<number>(() => hang('inner cancelled'))))).toEqual([
      'inner cancelled',
      'threw CancellationException(upstream)',
    ]);
  });

  it('is ended by take without waiting for more', () => {
    const upstream = flow<number>(function* ({ emit }) {
      for (let i = 1; i <= 5; i++) yield* emit(i);
      step('not reached');
    });
    expect(collected(flatMerge(upstream, (n) => of(n), 2).take(2))).toEqual(['1', '2', 'end']);
  });

  it('notices its cancellation between elements that never wait', () => {
    expect(
      perform(() =>
        coroutineScope(function* (scope) {
          const upstream = of(1, 2, 3).map((n) => {
            step(n);
            if (n === 2) scope.cancel();
            return n;
          });
          yield* flatMerge(upstream, (n) => of(n)).collect();
        }),
      ),
    ).toEqual(['1', '2', 'threw JobCancellationException(ScopeCoroutine was cancelled)']);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses the concurrency %s at once', (concurrency) => {
    expect(() => flatMerge(of(1), (n) => of(n), concurrency)).toThrow(
      `Expected positive concurrency level, but had ${concurrency}`,
    );
  });
});

describe('flatMapMerge', () => {
  it('takes a suspend function that gives the flow', () => {
    const found = of(2, 1).flatMapMerge(function* (n) {
      yield* delay(10 * n);
      return of(n);
    });
    expect(collectedInTime(found)).toEqual(['20: 2', '30: 1', '30: over']);
  });

  it('refuses at once what is no function', () => {
    expect(() => of(1).flatMapMerge(1 as never)).toThrow('flatMapMerge expects a function as its block, got 1');
  });
});

describe('merge', () => {
  it('gives the elements of all flows as they come', () => {
    const every = (millis: number) => timed<number>([millis], millis, [millis], 2 * millis);
    expect(collectedInTime(merge(every(20), every(30)))).toEqual(['20: 20', '30: 30', '40: 40', '60: 60', '60: over']);
  });

  it('begins with the flows in their order', () => {
    expect(collected(merge(of(1, 2), of(), of('a'), of(null)))).toEqual(['1', '2', 'a', 'null', 'end']);
  });

  it('of no flows ends at once', () => {
    expect(collected(merge())).toEqual(['end']);
  });

  it('collects any number of flows at the same time', () => {
    const flows = Array.from({ length: 100 }, (_, i) => timed<number>([10], i));
    expect(collectedInTime(merge(...flows)).at(-1)).toBe('10: over');
  });

  it('has the size of the buffer behind it', () => {
    const fast = flow<number>(function* ({ emit }) {
      for (let i = 1; i <= 4; i++) {
        step(`emit ${i}`);
        yield* emit(i);
      }
    });
    expect(collected(merge(fast).buffer(Channel.RENDEZVOUS).take(1))).toEqual(['emit 1', 'emit 2', '1', 'end']);
  });

  it('lets its flows wait though it is conflated', () => {
    const fast = of(1, 2, 3);
    const seen: number[] = [];
    perform(() =>
      merge(fast, fast)
        .conflate()
        .collect(function* (n) {
          yield* delay(10);
          seen.push(n);
        }),
    );
    expect(seen.sort()).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('goes on when one of the flows was cancelled', () => {
    const cancelled = flow<number>(function* ({ emit }) {
      yield* emit(1);
      yield* yieldNow();
      throw new CancellationException('this one');
    });
    expect(collected(merge(cancelled, timed<number>([10], 2)))).toEqual(['1', '2', 'end']);
  });

  it('fails with the first flow that fails', () => {
    const failing = flow<number>(function* () {
      yield* delay(10);
      throw new Error('broken');
    });
    expect(
      collected(
        merge(
          failing,
          flow<number>(() => hang('cancelled')),
        ),
      ),
    ).toEqual(['cancelled', 'threw Error(broken)']);
  });

  it('runs its flows in the context behind it', () => {
    expect(
      perform(() => {
        const there = otherDispatcher();
        return merge(of(1), of(2))
          .flowOn(there)
          .collect((n) => step(n));
      }),
    ).toEqual(['1', '2', 'end']);
  });

  it('refuses at once what is no flow', () => {
    expect(() => merge(of(1), 2 as never)).toThrow('merge expects a flow, got 2');
  });
});
