import {
  channelFlow,
  coroutineScope,
  delay,
  flow,
  flowOf,
  NonCancellable,
  run,
  type Suspend,
  withContext,
} from 'suspendable';
import { describe, expect, it } from 'vitest';

/** Numbers without end, with a cleanup that waits. */
function endless(log: string[]) {
  return flow<number>(function* ({ emit }) {
    try {
      for (let i = 1; ; i++) {
        log.push(`emit ${i}`);
        yield* emit(i);
      }
    } finally {
      yield* withContext(NonCancellable, () => delay(1));
      log.push('cleaned up');
    }
  });
}

function* failing(): Suspend<void> {
  yield* delay(0);
  throw new Error('broken');
}

describe('for await over a flow', () => {
  it('gets all elements', async () => {
    const seen: number[] = [];
    for await (const n of flowOf(1, 2, 3)) seen.push(n);
    expect(seen).toEqual([1, 2, 3]);
  });

  it('collects anew each time', async () => {
    const numbers = flowOf(1);
    for (let i = 0; i < 2; i++) for await (const n of numbers) expect(n).toBe(1);
  });

  it('that is left cancels the flow and waits for its cleanup', async () => {
    const log: string[] = [];
    for await (const n of endless(log)) if (n === 2) break;
    log.push('left');
    expect(log).toEqual(['emit 1', 'emit 2', 'cleaned up', 'left']);
  });

  it('that throws waits for the cleanup as well', async () => {
    const log: string[] = [];
    const loop = async () => {
      for await (const n of endless(log)) throw new Error(`at ${n}`);
    };
    await expect(loop()).rejects.toThrow('at 1');
    expect(log).toEqual(['emit 1', 'cleaned up']);
  });

  it('throws what the flow fails with', async () => {
    const seen: number[] = [];
    const loop = async () => {
      for await (const n of flow<number>(function* ({ emit }) {
        yield* emit(1);
        yield* failing();
      }))
        seen.push(n);
    };
    await expect(loop()).rejects.toThrow('broken');
    expect(seen).toEqual([1]);
  });

  it.each([null, undefined])('throws even the %s that the flow throws', async (thrown) => {
    const loop = async () => {
      for await (const _ of flow(() => {
        throw thrown;
      }));
    };
    expect(await loop().then(String, (error) => ({ error }))).toEqual({ error: thrown });
  });

  it('gets what several coroutines emit at once', async () => {
    const numbers = flow<number>(() => {
      throw new Error('broken');
    }).catch<number>((_error, { emit }) =>
      coroutineScope(({ launch }) => {
        for (const n of [1, 2, 3]) launch(() => emit(n));
      }),
    );
    const seen: number[] = [];
    for await (const n of numbers) seen.push(n);
    expect(seen).toEqual([1, 2, 3]);
  });

  it('throws what the flow fails with between two elements', async () => {
    const numbers = channelFlow<number>(function* ({ send }) {
      yield* send(1);
      yield* delay(1);
      throw new Error('broken');
    });
    const seen: number[] = [];
    const loop = async () => {
      for await (const n of numbers) {
        seen.push(n);
        await run(() => delay(5));
      }
    };
    await expect(loop()).rejects.toThrow('broken');
    expect(seen).toEqual([1]);
  });

  it('that is left throws what the cleanup fails with', async () => {
    const loop = async () => {
      for await (const _ of flow<number>(function* ({ emit }) {
        try {
          yield* emit(1);
        } finally {
          throw new Error('cleanup');
        }
      }))
        break;
    };
    await expect(loop()).rejects.toThrow('cleanup');
  });
});

describe('the iterator of a flow', () => {
  it('begins at the first call and runs only when asked', async () => {
    const log: string[] = [];
    const iterator = endless(log)[Symbol.asyncIterator]();
    await Promise.resolve();
    expect(log).toEqual([]);
    expect(await iterator.next()).toEqual({ done: false, value: 1 });
    expect(log).toEqual(['emit 1']);
    expect(await iterator.next()).toEqual({ done: false, value: 2 });
    expect(await iterator.return!()).toEqual({ done: true, value: undefined });
    expect(log).toEqual(['emit 1', 'emit 2', 'cleaned up']);
  });

  it('answers several calls in order', async () => {
    const iterator = flowOf(1, 2)[Symbol.asyncIterator]();
    const results = await Promise.all([iterator.next(), iterator.next(), iterator.next(), iterator.next()]);
    expect(results.map(({ value }) => value)).toEqual([1, 2, undefined, undefined]);
    expect(results.map(({ done }) => done)).toEqual([false, false, true, true]);
  });

  it('fails one call and has ended for the others', async () => {
    const iterator = flow<number>(() => failing())[Symbol.asyncIterator]();
    const [first, second] = await Promise.allSettled([iterator.next(), iterator.next()]);
    expect(first).toMatchObject({ status: 'rejected', reason: { message: 'broken' } });
    expect(second).toEqual({ status: 'fulfilled', value: { done: true, value: undefined } });
  });

  it('tells of a failure once, and then that it has ended', async () => {
    const iterator = flow<number>(() => failing())[Symbol.asyncIterator]();
    await expect(iterator.next()).rejects.toThrow('broken');
    expect(await iterator.return!()).toEqual({ done: true, value: undefined });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it('tells of a failure to clean up once', async () => {
    const iterator = flow<number>(function* ({ emit }) {
      try {
        yield* emit(1);
      } finally {
        throw new Error('cleanup');
      }
    })[Symbol.asyncIterator]();
    await iterator.next();
    await expect(iterator.return!()).rejects.toThrow('cleanup');
    expect(await iterator.return!()).toEqual({ done: true, value: undefined });
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
  });

  it('gives nothing after it was returned, begun or not', async () => {
    for (const begun of [false, true]) {
      const iterator = endless([])[Symbol.asyncIterator]();
      if (begun) await iterator.next();
      await iterator.return!();
      expect(await iterator.next()).toEqual({ done: true, value: undefined });
    }
  });

  it('that is returned ends a call that waits', async () => {
    const iterator = flow<number>(() => delay(Infinity))[Symbol.asyncIterator]();
    const waiting = iterator.next();
    await iterator.return!();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});
