import { Channel, produce, run, type Suspend, yieldNow } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { boundedKinds, channelOf, fill, fullChannelOf, kinds, losslessKinds, upTo } from './kinds.js';

/** Sends in a coroutine of its own while async code receives. */
const sending = (channel: Channel<number>, count: number): Promise<void> =>
  run(function* () {
    for (const n of upTo(count)) yield* channel.send(n);
    channel.close();
  });

/** Lets everything that is due happen. */
const settled = () =>
  run(function* () {
    for (let i = 0; i < 10; i++) yield* yieldNow();
  });

describe('for await over a channel', () => {
  test.each(losslessKinds)('has every element of $name in order', async (kind) => {
    const channel = channelOf(kind);
    const sent = sending(channel, 200);
    const seen: number[] = [];
    for await (const n of channel) seen.push(n);
    await sent;
    expect(seen).toEqual(upTo(200));
  });

  test.each(kinds)('left by break leaves $name open', async (kind) => {
    const channel = channelOf(kind);
    const sent = run(() => channel.send(1));
    for await (const n of channel) {
      expect(n).toBe(1);
      break;
    }
    await sent;
    expect([channel.isClosedForSend, channel.trySend(2).isClosed]).toEqual([false, false]);
  });

  test.each(kinds)('throws what $name was closed with', async (kind) => {
    const channel = fullChannelOf(kind);
    const boom = new Error('boom');
    channel.close(boom);
    const seen: number[] = [];
    const loop = async () => {
      for await (const n of channel) seen.push(n);
    };
    await expect(loop()).rejects.toBe(boom);
    expect(seen).toEqual(upTo(fill(kind)));
  });

  test('waits for elements and for the end', async () => {
    const channel = new Channel<number>();
    const seen: number[] = [];
    const loop = (async () => {
      for await (const n of channel) seen.push(n);
      seen.push(0);
    })();
    await settled();
    await run(() => channel.send(1));
    await settled();
    expect(seen).toEqual([1]);
    channel.close();
    await loop;
    expect(seen).toEqual([1, 0]);
  });

  test('gives each element to one of two loops', async () => {
    const channel = new Channel<number>();
    const seen: number[] = [];
    const loop = async () => {
      for await (const n of channel) seen.push(n);
    };
    const loops = [loop(), loop()];
    await sending(channel, 100);
    await Promise.all(loops);
    expect(seen.sort((a, b) => a - b)).toEqual(upTo(100));
  });

  test('receives from a producer, whose failure it throws', async () => {
    const seen: number[] = [];
    const program = run(function* (scope): Suspend<void> {
      const numbers = produce<number>(scope, function* ({ send }) {
        yield* send(1);
        throw new Error('boom');
      });
      yield* scope
        .launch(async () => {
          for await (const n of numbers) seen.push(n);
        })
        .join();
    });
    await expect(program).rejects.toThrow('boom');
    expect(seen).toEqual([1]);
  });
});

describe('the async iterator of a channel', () => {
  test.each(kinds)('ends a next that waits for $name when returned', async (kind) => {
    const channel = channelOf(kind);
    const iterator = channel[Symbol.asyncIterator]();
    const next = iterator.next();
    await settled();
    expect(await iterator.return!()).toEqual({ done: true, value: undefined });
    expect(await next).toEqual({ done: true, value: undefined });
    expect(channel.isClosedForSend).toBe(false);
  });

  test.each(boundedKinds)('no longer waits for $name once returned', async (kind) => {
    const channel = channelOf(kind);
    const iterator = channel[Symbol.asyncIterator]();
    const pending = [iterator.next(), iterator.next()];
    await settled();
    await iterator.return!();
    await Promise.all(pending);
    expect(channel.trySend(1).isSuccess).toBe(kind.room > 0);
    expect(channel.tryReceive().getOrNull()).toBe(kind.room > 0 ? 1 : null);
  });

  test('is at its end after return, and takes nothing', async () => {
    const channel = new Channel<number>(1);
    const iterator = channel[Symbol.asyncIterator]();
    await iterator.return!();
    channel.trySend(1);
    expect(await iterator.next()).toEqual({ done: true, value: undefined });
    expect(channel.tryReceive().getOrNull()).toBe(1);
  });

  test('serves calls of next in the order they came', async () => {
    const channel = new Channel<number>();
    const iterator = channel[Symbol.asyncIterator]();
    const pending = Promise.all([iterator.next(), iterator.next(), iterator.next()]);
    await sending(channel, 2);
    expect((await pending).map(({ value }) => value)).toEqual([1, 2, undefined]);
  });

  test('hands on an element that return came too early for', async () => {
    const undelivered: number[] = [];
    const channel = new Channel<number>(0, { onUndeliveredElement: (n) => undelivered.push(n) });
    const iterator = channel[Symbol.asyncIterator]();
    const next = iterator.next();
    await settled();
    expect(channel.trySend(1).isSuccess).toBe(true);
    await iterator.return!();
    const { done } = await next;
    expect([done, undelivered]).toEqual([true, [1]]);
  });
});
