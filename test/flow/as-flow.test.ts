import {
  asFlow,
  delay,
  type Flow,
  flowOf,
  getSuppressed,
  MutableStateFlow,
  run,
  StateFlow,
  type Suspend,
  withTimeoutOrNull,
} from 'suspendable';
import { describe, expect, it, vi } from 'vitest';
import { perform, step } from '../perform.js';
import { collected } from './flows.js';

describe('asFlow', () => {
  it.each<[string, unknown, string[]]>([
    ['an array', [1, 2], ['1', '2']],
    ['a typed array', new Uint8Array([3, 4]), ['3', '4']],
    ['a set', new Set(['a', 'b']), ['a', 'b']],
    ['a text', 'hi', ['h', 'i']],
    ['a plain function', () => 7, ['7']],
    ['another flow', flowOf(8), ['8']],
  ])('gives the elements of %s', (_kind, source, elements) => {
    expect(collected(asFlow(source as Iterable<unknown>))).toEqual([...elements, 'end']);
  });

  it('calls a suspend function once for each collection', () => {
    let calls = 0;
    const counted = asFlow(function* (): Suspend<number> {
      yield* delay(1);
      return ++calls;
    });
    expect(collected(counted)).toEqual(['1', 'end']);
    expect(collected(counted)).toEqual(['2', 'end']);
  });

  it('gives a generator only to its first collection', () => {
    function* numbers(): Generator<number> {
      yield 1;
      yield 2;
    }
    const once = asFlow(numbers());
    expect(collected(once)).toEqual(['1', '2', 'end']);
    expect(collected(once)).toEqual(['end']);
  });

  it('returns an iterator whose flow ends early', () => {
    function* numbers(): Generator<number> {
      try {
        yield 1;
        yield 2;
      } finally {
        step('returned');
      }
    }
    expect(perform(() => asFlow(numbers()).first())).toEqual(['returned', 'end: 1']);
  });

  const closing = () =>
    asFlow({
      *[Symbol.iterator](): Generator<number> {
        try {
          yield 1;
          yield 2;
        } finally {
          throw new Error('cannot close');
        }
      },
    });

  it.each([
    ['take', (flow: Flow<number>) => flow.take(1)],
    ['takeWhile, after a wait', (flow: Flow<number>) => flow.onEach(() => delay(1)).takeWhile((n) => n < 2)],
    ['take, after a wait', (flow: Flow<number>) => flow.onEach(() => delay(1)).take(1)],
    ['takeWhile', (flow: Flow<number>) => flow.takeWhile((n) => n > 1)],
  ])('shows a failure to close an iterator after an early end by %s', (_name, end) => {
    expect(collected(end(closing())).at(-1)).toBe('threw Error(cannot close)');
  });

  it('fails as the collector does, a failure to close an iterator suppressed', () => {
    const steps = perform(function* () {
      try {
        yield* closing().collect(() => {
          throw new Error('collector');
        });
      } catch (error) {
        step(error, getSuppressed(error));
      }
    });
    expect(steps).toEqual(['Error(collector) [Error(cannot close)]', 'end']);
  });

  it('does not let a generator suspend', () => {
    const suspending = asFlow(
      (function* (): Generator<unknown> {
        yield 1;
        yield* delay(1);
      })(),
    );
    expect(collected(suspending)).toEqual([
      '1',
      'threw IllegalStateException(delay was run outside of a coroutine. Call it with yield* in a suspend function that a coroutine runs: run(function* () { ... }))',
    ]);
  });

  it('hides that a flow is hot', () => {
    const hot = new MutableStateFlow(1);
    expect(hot instanceof StateFlow).toBe(true);
    expect(asFlow(hot) instanceof StateFlow).toBe(false);
    expect(perform(() => asFlow(hot).first())).toEqual(['end: 1']);
  });

  it('waits for a promise, and for an async function', async () => {
    expect(await run(() => asFlow(Promise.resolve(5)).toList())).toEqual([5]);
    expect(await run(() => asFlow(async () => 6).toList())).toEqual([6]);
  });

  it('fails as the promise does', async () => {
    await expect(run(() => asFlow(Promise.reject(new Error('no'))).toList())).rejects.toThrow('no');
  });

  it('refuses what has no elements, telling what would do', () => {
    expect(() => asFlow(3 as never)).toThrow(
      'asFlow expects an iterable, an async iterable, a stream, a promise or a function, got 3',
    );
  });
});

describe('asFlow of an async iterable', () => {
  async function* numbers(log: string[], count = 3): AsyncGenerator<number> {
    try {
      for (let i = 1; i <= count; i++) yield i;
    } finally {
      await Promise.resolve();
      log.push('closed');
    }
  }

  it('gives its elements one by one', async () => {
    const log: string[] = [];
    expect(await run(() => asFlow(numbers(log)).toList())).toEqual([1, 2, 3]);
    expect(log).toEqual(['closed']);
  });

  it('is closed, and waited for, when the flow ends early', async () => {
    const log: string[] = [];
    const first = await run(function* () {
      const element = yield* asFlow(numbers(log)).first();
      log.push('went on');
      return element;
    });
    expect(first).toBe(1);
    expect(log).toEqual(['closed', 'went on']);
  });

  it('is told, but not waited for, when cancelled while waiting', async () => {
    const log: string[] = [];
    const never: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise(() => {}),
        return: () => {
          log.push('told');
          return new Promise(() => {});
        },
      }),
    };
    await run(function* ({ launch }) {
      const job = launch(() => asFlow(never).collect());
      yield* delay(1);
      yield* job.cancelAndJoin();
    });
    expect(log).toEqual(['told']);
  });

  it('fails with its own failure', async () => {
    async function* failing(): AsyncGenerator<number> {
      yield 1;
      throw new Error('lost');
    }
    const seen: number[] = [];
    await expect(run(() => asFlow(failing()).collect((n) => void seen.push(n)))).rejects.toThrow('lost');
    expect(seen).toEqual([1]);
  });

  it('shows a failure to close after an early end', async () => {
    const closing: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: async () => ({ done: false, value: 1 }),
        return: async () => {
          throw new Error('cannot close');
        },
      }),
    };
    await expect(run(() => asFlow(closing).first())).rejects.toThrow('cannot close');
    const failing = asFlow(closing).collect(() => {
      throw new Error('collector');
    });
    await expect(run(() => failing)).rejects.toThrow('collector');
  });
});

describe('asFlow of an async iterator written by hand, as for await takes it', () => {
  const handmade = <T>(iterator: object) =>
    ({ [Symbol.asyncIterator]: () => iterator as AsyncIterator<T> }) as AsyncIterable<T>;
  const one = async () => ({ done: false, value: 1 });
  const never = () => new Promise(() => {});
  const throwing = () => {
    throw new Error('cannot close');
  };

  it('takes results of next that are no promises', async () => {
    let i = 0;
    const numbers = handmade<number>({ next: () => ({ done: i === 2, value: i++ }) });
    expect(await run(() => asFlow(numbers).toList())).toEqual([0, 1]);
  });

  it.each([
    ['is no promise', () => ({ done: true, value: undefined })],
    ['is undefined', () => undefined],
    ['is never there, since it throws', throwing],
  ])('is told when cancelled while waiting; the answer %s', async (_kind, answer) => {
    const told = vi.fn(answer);
    const silent = handmade({ next: never, return: told });
    expect(await run(() => withTimeoutOrNull(1, () => asFlow(silent).toList()))).toBe(null);
    expect(told).toHaveBeenCalledOnce();
  });

  it.each([
    ['is no promise', () => ({ done: true, value: undefined })],
    ['is undefined', () => undefined],
  ])('is told when the flow ends early; the answer %s', async (_kind, answer) => {
    const told = vi.fn(answer);
    const ones = handmade<number>({ next: one, return: told });
    expect(await run(() => asFlow(ones).first())).toBe(1);
    expect(told).toHaveBeenCalledOnce();
  });

  it('fails as next does, whatever return does', async () => {
    const failing = handmade({ next: () => Promise.reject(new Error('lost')), return: throwing });
    await expect(run(() => asFlow(failing).toList())).rejects.toThrow('lost');
  });

  it('fails as the collector does, a failure to close suppressed', async () => {
    const collector = new Error('collector');
    const failing = asFlow(handmade<number>({ next: one, return: throwing })).collect(() => {
      throw collector;
    });
    await expect(run(() => failing)).rejects.toBe(collector);
    expect(getSuppressed(collector)).toEqual([new Error('cannot close')]);
  });

  it('shows a failure to close after an early end', async () => {
    const closing = handmade<number>({ next: one, return: throwing });
    await expect(run(() => asFlow(closing).first())).rejects.toThrow('cannot close');
  });
});

describe('asFlow of a stream', () => {
  function stream(log: string[]): ReadableStream<number> {
    let i = 0;
    return new ReadableStream({
      pull: (controller) => (++i > 3 ? controller.close() : controller.enqueue(i)),
      cancel: () => void log.push('cancelled'),
    });
  }

  it('gives its chunks and leaves it unlocked', async () => {
    const log: string[] = [];
    const source = stream(log);
    expect(await run(() => asFlow(source).toList())).toEqual([1, 2, 3]);
    expect(source.locked).toBe(false);
    expect(log).toEqual([]);
  });

  it('is cancelled and unlocked when the flow ends early', async () => {
    const log: string[] = [];
    const source = stream(log);
    expect(await run(() => asFlow(source).take(2).toList())).toEqual([1, 2]);
    expect(source.locked).toBe(false);
    expect(log).toEqual(['cancelled']);
  });
});
