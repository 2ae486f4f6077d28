import { BufferOverflow, Channel, CoroutineName, delay, type Flow, flow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { now, otherDispatcher, perform, step } from '../../perform.js';

const N = 200;

/** Emits 0 to N - 1 and gives, for each run of emissions and of collections, how many they were. */
function batches(operator: (flow: Flow<number>) => Flow<number>): number[] {
  const runs: number[] = [];
  let last = '';
  const note = (kind: string) => {
    if (kind === last) runs[runs.length - 1]!++;
    else runs.push(1);
    last = kind;
  };
  const steps = perform(function* () {
    const source = flow<number>(function* ({ emit }) {
      for (let i = 0; i < N; i++) {
        note('emit');
        yield* emit(i);
      }
    });
    yield* operator(source).collect(() => note('collect'));
  });
  expect(steps).toEqual(['end']);
  return runs;
}

/** A channel hands one element to a waiting receiver and holds another with its sender, so a batch is two more than it takes. */
function batchesOf(capacity: number): number[] {
  const size = capacity + 2;
  const sizes: number[] = [];
  for (let left = N; left > 0; left -= size) sizes.push(Math.min(size, left), Math.min(size, left));
  return sizes;
}

const { DROP_OLDEST, DROP_LATEST } = BufferOverflow;
const name = new CoroutineName('name');

describe('buffer: how far emission runs ahead of collection', () => {
  const cases: [string, number, (flow: Flow<number>) => Flow<number>][] = [
    ['no buffer', -1, (f) => f],
    ['buffer()', 64, (f) => f.buffer()],
    ['buffer(0)', 0, (f) => f.buffer(0)],
    ['buffer(1)', 1, (f) => f.buffer(1)],
    ['buffer(2)', 2, (f) => f.buffer(2)],
    ['buffer(3)', 3, (f) => f.buffer(3)],
    ['buffer(UNLIMITED)', N, (f) => f.buffer(Channel.UNLIMITED)],
    ['buffer(0).buffer(0)', 0, (f) => f.buffer(0).buffer(0)],
    ['buffer(0).buffer(1)', 1, (f) => f.buffer(0).buffer(1)],
    ['buffer(1).buffer(1)', 2, (f) => f.buffer(1).buffer(1)],
    ['buffer(1).buffer(1).buffer(1)', 3, (f) => f.buffer(1).buffer(1).buffer(1)],
    ['buffer(1).buffer(2).buffer(3)', 6, (f) => f.buffer(1).buffer(2).buffer(3)],
    ['buffer(UNLIMITED).buffer(2)', N, (f) => f.buffer(Channel.UNLIMITED).buffer(2)],
    ['buffer().buffer()', 64, (f) => f.buffer().buffer()],
    ['buffer().buffer(7)', 7, (f) => f.buffer().buffer(7)],
    ['buffer(8).buffer()', 8, (f) => f.buffer(8).buffer()],
    ['flowOn(name)', -1, (f) => f.flowOn(name)],
    ['flowOn(dispatcher)', 64, (f) => f.flowOn(otherDispatcher())],
    ['flowOn(dispatcher).buffer(5)', 5, (f) => f.flowOn(otherDispatcher()).buffer(5)],
    ['buffer(6).flowOn(dispatcher)', 6, (f) => f.buffer(6).flowOn(otherDispatcher())],
    ['flowOn(name).buffer(7)', 7, (f) => f.flowOn(name).buffer(7)],
    ['buffer(8).flowOn(name)', 8, (f) => f.buffer(8).flowOn(name)],
    [
      'three buffers with contexts between them',
      12,
      (f) => f.flowOn(otherDispatcher()).buffer(3).flowOn(name).buffer(4).flowOn(otherDispatcher()).buffer(5),
    ],
  ];
  it.each(cases)('%s gives batches as a channel of %i does', (_name, capacity, operator) => {
    expect(batches(operator)).toEqual(batchesOf(capacity));
  });
});

describe('buffer: what is kept when emission never waits', () => {
  const first = (count: number) => Array.from({ length: count + 1 }, (_, i) => i);
  const last = (count: number) => [0, ...Array.from({ length: count }, (_, i) => N - count + i)];
  const dropping = (onBufferOverflow: BufferOverflow) => ({ onBufferOverflow });
  const cases: [string, number[], (flow: Flow<number>) => Flow<number>][] = [
    ['conflate()', last(1), (f) => f.conflate()],
    ['buffer(CONFLATED)', last(1), (f) => f.buffer(Channel.CONFLATED)],
    ['oldest dropped', last(1), (f) => f.buffer(Channel.BUFFERED, dropping(DROP_OLDEST))],
    ['oldest of 0 dropped', last(1), (f) => f.buffer(0, dropping(DROP_OLDEST))],
    ['oldest of 1 dropped', last(1), (f) => f.buffer(1, dropping(DROP_OLDEST))],
    ['oldest of 10 dropped', last(10), (f) => f.buffer(10, dropping(DROP_OLDEST))],
    ['buffer(42).conflate()', last(1), (f) => f.buffer(42).conflate()],
    ['conflate().conflate()', last(1), (f) => f.conflate().conflate()],
    ['conflate().buffer(10)', last(10), (f) => f.conflate().buffer(10)],
    ['latest dropped', first(1), (f) => f.buffer(Channel.BUFFERED, dropping(DROP_LATEST))],
    ['latest of 0 dropped', first(1), (f) => f.buffer(0, dropping(DROP_LATEST))],
    ['latest of 1 dropped', first(1), (f) => f.buffer(1, dropping(DROP_LATEST))],
    ['latest dropped after buffer(42)', first(1), (f) => f.buffer(42).buffer(Channel.BUFFERED, dropping(DROP_LATEST))],
    ['latest dropped after conflate', first(1), (f) => f.conflate().buffer(Channel.BUFFERED, dropping(DROP_LATEST))],
    ['latest of default, then of 7', first(7), (f) => f.buffer(Channel.BUFFERED, dropping(DROP_LATEST)).buffer(7)],
    ['conflate after latest dropped', last(1), (f) => f.buffer(Channel.BUFFERED, dropping(DROP_LATEST)).conflate()],
    [
      'oldest of 3 after latest of 8',
      last(3),
      (f) => f.buffer(8, dropping(DROP_LATEST)).buffer(3, dropping(DROP_OLDEST)),
    ],
  ];
  it.each(cases)('%s', (_name, expected, operator) => {
    const kept: number[] = [];
    const steps = perform(function* () {
      const source = flow<number>(function* ({ emit }) {
        for (let i = 0; i < N; i++) yield* emit(i);
        step('all emitted');
      });
      yield* operator(source).collect((n) => void kept.push(n));
    });
    expect(steps).toEqual(['all emitted', 'end']);
    expect(kept).toEqual(expected);
  });
});

describe('buffer and time', () => {
  const everySecond = flow<number>(function* ({ emit }) {
    for (let i = 1; i <= 3; i++) {
      yield* delay(1000);
      yield* emit(i);
    }
  });
  const slowly = (source: Flow<number>) =>
    perform(() =>
      source.collect(function* (n) {
        yield* delay(3000);
        step(`${n} at ${now()}`);
      }),
    );

  it('without one, making and using an element take turns', () => {
    expect(slowly(everySecond)).toEqual(['1 at 4000', '2 at 8000', '3 at 12000', 'end']);
  });

  it('with one, elements are made while one is used', () => {
    expect(slowly(everySecond.buffer())).toEqual(['1 at 4000', '2 at 7000', '3 at 10000', 'end']);
  });

  it('conflated, a slow collector gets the latest element', () => {
    const steady = flow<number>(function* ({ emit }) {
      for (let i = 1; i <= 5; i++) {
        yield* delay(1000);
        yield* emit(i);
      }
    });
    expect(slowly(steady.conflate())).toEqual(['1 at 4000', '3 at 7000', '5 at 10000', 'end']);
  });
});

describe('buffer: ends', () => {
  it('a failure before it is not kept behind the elements', () => {
    const failing = flow<number>(function* ({ emit }) {
      yield* emit(1);
      yield* emit(2);
      throw new Error('broken');
    });
    expect(perform(() => failing.buffer().collect((n) => step(n)))).toEqual(['threw Error(broken)']);
  });

  it('a collector that fails cancels what is before it', () => {
    const endless = flow<number>(function* ({ emit }) {
      try {
        for (let i = 0; ; i++) yield* emit(i);
      } finally {
        step('cleaned up');
      }
    });
    expect(
      perform(() =>
        endless.buffer(1).collect(() => {
          throw new Error('enough');
        }),
      ),
    ).toEqual(['cleaned up', 'threw Error(enough)']);
  });

  it('take ends it without waiting for another element', () => {
    const source = flow<number>(function* ({ emit }) {
      for (let i = 1; i <= 4; i++) {
        step(`emit ${i}`);
        yield* emit(i);
      }
    });
    expect(
      perform(() =>
        source
          .buffer(0)
          .take(2)
          .collect((n) => step(n)),
      ),
    ).toEqual(['emit 1', 'emit 2', '1', '2', 'end']);
  });

  it('cancelling the collector cancels what is before it', () => {
    const waiting = flow<number>(function* () {
      try {
        yield* delay(1000);
      } finally {
        step(`cleaned up at ${now()}`);
      }
    });
    expect(
      perform(function* ({ launch }) {
        const job = launch(() => waiting.buffer().collect());
        yield* delay(10);
        yield* job.cancelAndJoin();
        step(`cancelled at ${now()}`);
      }),
    ).toEqual(['cleaned up at 10', 'cancelled at 10', 'end']);
  });
});

describe('buffer: misuse', () => {
  const empty = flow<number>(() => {});

  it.each([-4, -3, 1.5, Number.NaN, -Infinity, '3'])('refuses the capacity %s at once', (capacity) => {
    expect(() => empty.buffer(capacity as number)).toThrow(
      `Buffer size should be non-negative, BUFFERED, or CONFLATED, but was ${capacity === '3' ? '"3"' : capacity}`,
    );
  });

  it.each([DROP_OLDEST, DROP_LATEST])('refuses a conflated buffer with the policy %s', (onBufferOverflow) => {
    expect(() => empty.buffer(Channel.CONFLATED, { onBufferOverflow })).toThrow(
      'CONFLATED capacity cannot be used with non-default onBufferOverflow',
    );
  });

  it('refuses a policy that there is not', () => {
    expect(() => empty.buffer(1, { onBufferOverflow: 'drop' as never })).toThrow(
      'onBufferOverflow is one of suspend, drop-oldest, drop-latest, got "drop"',
    );
  });
});
