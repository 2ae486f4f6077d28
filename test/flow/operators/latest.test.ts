import { delay, type Flow, flow, NonCancellable, type Suspend, withContext, yieldNow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { now, otherDispatcher, perform, step } from '../../perform.js';
import { collected, collectedInTime, hang, of, timed } from '../flows.js';

type Inner = (n: number) => Suspend<unknown> | void;

/** Every operator that cancels what runs for the element before, with a block that gives nothing. */
const kinds: [string, (upstream: Flow<number>, block: Inner) => Suspend<void>][] = [
  ['transformLatest', (upstream, block) => upstream.transformLatest((n) => block(n)).collect()],
  ['mapLatest', (upstream, block) => upstream.mapLatest((n) => block(n)).collect()],
  ['flatMapLatest', (upstream, block) => upstream.flatMapLatest((n) => flow(() => block(n))).collect()],
  ['collectLatest', (upstream, block) => upstream.collectLatest((n) => block(n))],
];

describe.each(kinds)('%s', (_name, latest) => {
  it('runs plain blocks to their end for each element', () => {
    expect(perform(() => latest(of(1, 2, 3), (n) => step(n)))).toEqual(['1', '2', '3', 'end']);
  });

  it('cancels a block that waits when an element comes', () => {
    const slowly = function* (n: number): Suspend<void> {
      step(`${now()}: begin ${n}`);
      try {
        yield* delay(15);
        step(`${now()}: done ${n}`);
      } finally {
        step(`${now()}: end ${n}`);
      }
    };
    expect(perform(() => latest(timed<number>(1, [10], 2, [20], 3), slowly))).toEqual([
      '0: begin 1',
      '10: end 1',
      '10: begin 2',
      '25: done 2',
      '25: end 2',
      '30: begin 3',
      '45: done 3',
      '45: end 3',
      'end',
    ]);
  });

  it('begins no block before the one before it has ended', () => {
    const cleaning = function* (n: number): Suspend<void> {
      step(`${now()}: begin ${n}`);
      try {
        yield* delay(5);
      } finally {
        yield* withContext(NonCancellable, () => delay(10));
        step(`${now()}: end ${n}`);
      }
    };
    expect(perform(() => latest(timed<number>(1, [1], 2), cleaning))).toEqual([
      '0: begin 1',
      '11: end 1',
      '11: begin 2',
      '26: end 2',
      'end',
    ]);
  });

  it('fails with what one of its blocks throws', () => {
    const failing = function* (n: number): Suspend<void> {
      if (n === 1) yield* hang('first cancelled');
      throw new Error('broken');
    };
    expect(perform(() => latest(of(1, 2), failing))).toEqual(['first cancelled', 'threw Error(broken)']);
  });

  it('cancels the block when what is before it fails', () => {
    const failing = flow<number>(function* ({ emit }) {
      yield* emit(1);
      yield* yieldNow();
      throw new Error('broken');
    });
    expect(perform(() => latest(failing, () => hang('cancelled')))).toEqual(['cancelled', 'threw Error(broken)']);
  });

  it('cancels all when the collector is cancelled', () => {
    expect(
      perform(function* ({ launch }) {
        const upstream = flow<number>(function* ({ emit }) {
          yield* emit(1);
          yield* hang('upstream cancelled');
        });
        const job = launch(() => latest(upstream, () => hang('block cancelled')));
        yield* delay(10);
        yield* job.cancelAndJoin();
      }),
    ).toEqual(['block cancelled', 'upstream cancelled', 'end']);
  });

  it('ends at once where there are no elements', () => {
    expect(perform(() => latest(of(), () => step('not reached')))).toEqual(['end']);
  });
});

describe('transformLatest', () => {
  it('emits any number of elements for an element', () => {
    const twice = of(1, 2, 3).transformLatest<number>(function* (n, { emit }) {
      yield* emit(n);
      yield* emit(n + 1);
    });
    expect(collected(twice)).toEqual(['1', '2', '2', '3', '3', '4', 'end']);
  });

  it('cancels where the block gives others a turn', () => {
    const shown = of(1, 2, 3, 4, 5).transformLatest<number>(function* (n, { emit }) {
      yield* emit(n);
      yield* yieldNow();
      step(`after ${n}`);
    });
    expect(collected(shown)).toEqual(['1', '2', '3', '4', '5', 'after 5', 'end']);
  });

  it('without a buffer cancels emissions that wait', () => {
    const shown = of(1, 2, 3, 4, 5)
      .transformLatest<number>(function* (n, { emit }) {
        yield* emit(n);
        step(`emitted ${n}`);
      })
      .buffer(0);
    expect(collected(shown)).toEqual(['emitted 1', '1', 'emitted 3', '3', 'emitted 5', '5', 'end']);
  });

  it('with a small buffer emits as far as there is room', () => {
    const shown = of(1, 2, 3, 4, 5)
      .transformLatest<number>(function* (n, { emit }) {
        yield* emit(n);
        step(`emitted ${n}`);
      })
      .buffer(2);
    expect(collected(shown)).toEqual(['emitted 1', 'emitted 2', 'emitted 3', '1', '2', '3', 'emitted 5', '5', 'end']);
  });

  it('emits from the coroutines that its block starts', () => {
    const shown = of(1, 2).transformLatest<string>((n, { emit, emitAll }) =>
      emitAll(
        flow<string>(function* (inner) {
          yield* inner.emit(`a${n}`);
          yield* emit(`b${n}`);
        }).flowOn(otherDispatcher()),
      ),
    );
    expect(collected(() => shown)).toEqual(['b2', 'a2', 'end']);
  });

  it('is ended by take after enough elements', () => {
    expect(
      collected(
        of(1, 2, 3)
          .transformLatest<number>((n, { emit }) => emit(n))
          .take(1),
      ),
    ).toEqual(['1', 'end']);
  });
});

describe('mapLatest', () => {
  it('gives what a plain function makes of each element', () => {
    expect(collected(of(1, 2, 3).mapLatest((n) => n * n))).toEqual(['1', '4', '9', 'end']);
  });

  it('gives the results that come before the next element', () => {
    const slow = timed<number>(1, [10], 2, [30], 3).mapLatest(function* (n) {
      yield* delay(20);
      return n;
    });
    expect(collectedInTime(slow)).toEqual(['30: 2', '60: 3', '60: over']);
  });
});

describe('flatMapLatest', () => {
  it('gives the elements of each inner flow in turn', () => {
    expect(collected(of(1, 2, 3).flatMapLatest((n) => of(n, n + 1)))).toEqual(['1', '2', '2', '3', '3', '4', 'end']);
  });

  it('leaves an inner flow when an element comes', () => {
    const switching = timed<string>('a', [25], 'b').flatMapLatest((text) =>
      flow<string>(function* ({ emit }) {
        for (let i = 1; i <= 3; i++) {
          yield* delay(10);
          yield* emit(`${text}${i}`);
        }
      }),
    );
    expect(collectedInTime(switching)).toEqual(['10: a1', '20: a2', '35: b1', '45: b2', '55: b3', '55: over']);
  });

  it('takes a suspend function that gives the flow', () => {
    const found = timed<number>(1, [10], 2).flatMapLatest(function* (n) {
      yield* delay(20);
      return of(n, n);
    });
    expect(collectedInTime(found)).toEqual(['30: 2', '30: 2', '30: over']);
  });
});

describe('collectLatest', () => {
  it('runs to the end only the last that waits', () => {
    expect(
      perform(() =>
        of(1, 2, 3).collectLatest(function* (n) {
          yield* yieldNow();
          step(n);
        }),
      ),
    ).toEqual(['3', 'end']);
  });

  it('shows every value that lasts as long as its action', () => {
    const everySecond = timed<number>([1000], 1, [1000], 2, [1000], 3);
    expect(
      perform(() =>
        everySecond.collectLatest(function* (n) {
          step(`begin ${n} at ${now()}`);
          yield* delay(3000);
          step(`done ${n} at ${now()}`);
        }),
      ),
    ).toEqual(['begin 1 at 1000', 'begin 2 at 2000', 'begin 3 at 3000', 'done 3 at 6000', 'end']);
  });
});

describe('operators for the latest element: misuse', () => {
  it.each(['transformLatest', 'mapLatest', 'flatMapLatest', 'collectLatest'] as const)(
    '%s refuses at once what is no function',
    (name) => {
      expect(() => of(1)[name](1 as never)).toThrow(`${name} expects a function as its block, got 1`);
    },
  );
});
