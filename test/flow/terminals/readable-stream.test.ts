import { delay, flow, run } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { of } from '../flows.js';

describe('asReadableStream', () => {
  it('gives the elements to a reader as chunks', async () => {
    const chunks: unknown[] = [];
    for await (const chunk of of<unknown>(1, null, undefined, 'a').asReadableStream()) chunks.push(chunk);
    expect(chunks).toEqual([1, null, undefined, 'a']);
  });

  it('runs the flow only while a reader waits', async () => {
    const emitted: number[] = [];
    const numbers = flow<number>(function* ({ emit }) {
      for (let i = 1; ; i++) {
        emitted.push(i);
        yield* emit(i);
      }
    });
    const reader = numbers.asReadableStream().getReader();
    await run(() => delay(1));
    expect(emitted).toEqual([]);
    expect(await reader.read()).toEqual({ done: false, value: 1 });
    expect(await reader.read()).toEqual({ done: false, value: 2 });
    expect(emitted).toEqual([1, 2]);
    await reader.cancel();
  });

  it('cancelling it waits for the cleanup of the flow', async () => {
    let cleanedUp = false;
    const numbers = flow<number>(function* ({ emit }) {
      try {
        for (let i = 1; ; i++) yield* emit(i);
      } finally {
        cleanedUp = true;
      }
    });
    const reader = numbers.asReadableStream().getReader();
    await reader.read();
    await reader.cancel();
    expect(cleanedUp).toBe(true);
  });

  it('fails with the null that the flow throws', async () => {
    const reader = flow<number>(() => {
      throw null;
    })
      .asReadableStream()
      .getReader();
    expect(await reader.read().then(String, (error) => ({ error }))).toEqual({ error: null });
  });

  it('fails with what the flow has failed with', async () => {
    const broken = flow<number>(function* ({ emit }) {
      yield* emit(1);
      throw new Error('broken');
    });
    const reader = broken.asReadableStream().getReader();
    await reader.read();
    await expect(reader.read()).rejects.toThrow('broken');
  });
});
