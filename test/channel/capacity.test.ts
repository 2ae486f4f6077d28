import { BufferOverflow, Channel, IllegalArgumentException, select } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { perform, step } from '../perform.js';
import {
  boundedKinds,
  channelOf,
  droppingKinds,
  kept,
  losslessKinds,
  overKinds,
  unlimitedKinds,
  upTo,
} from './kinds.js';

describe('the capacity of a channel', () => {
  overKinds(boundedKinds, 'a % channel takes as many elements as stated, while nobody receives', (kind) => {
    const channel = channelOf(kind);
    const taken = upTo(kind.room + 5).filter((n) => channel.trySend(n).isSuccess);
    expect(taken).toEqual(upTo(kind.room));
  });

  overKinds(unlimitedKinds, 'an % channel takes ten thousand elements and keeps them', (kind) => {
    expect(
      perform(function* () {
        const channel = channelOf(kind);
        for (const n of upTo(10_000)) yield* channel.send(n);
        channel.close();
        const list = yield* channel.toList();
        step(list.length, list[0], list[9_999]);
      }),
    ).toEqual(['10000 1 10000', 'end']);
  });

  overKinds(unlimitedKinds, 'an % channel has no use for a policy', (kind) => {
    expect(
      perform(function* () {
        const channel = channelOf<number>(kind, { onUndeliveredElement: (n) => step('undelivered', n) });
        step(upTo(100).every((n) => channel.trySend(n).isSuccess));
        yield* channel.send(101);
        yield* select(channel.onSend(102, () => step('sent')));
        channel.close();
        step(channel.trySend(103));
        try {
          yield* select(channel.onSend(104, () => step('unreached')));
        } catch (error) {
          step(error);
        }
        step((yield* channel.toList()).length);
      }),
    ).toEqual([
      'true',
      'sent',
      'Closed(ClosedSendChannelException: Channel was closed)',
      'undelivered 104',
      'ClosedSendChannelException(Channel was closed)',
      '102',
      'end',
    ]);
  });

  overKinds(droppingKinds, 'a full % channel keeps what its policy says', (kind) => {
    expect(
      perform(function* () {
        const channel = channelOf(kind);
        for (const n of upTo(10)) yield* channel.send(n);
        channel.close();
        return yield* channel.toList();
      }),
    ).toEqual([`end: [${kept(kind, upTo(10)).join(', ')}]`]);
  });

  overKinds(droppingKinds, 'room made in a % channel is used again', (kind) => {
    const channel = channelOf(kind);
    for (const n of upTo(kind.room + 1)) channel.trySend(n);
    channel.tryReceive();
    channel.trySend(99);
    const rest = [];
    for (let next = channel.tryReceive(); next.isSuccess; next = channel.tryReceive()) rest.push(next.getOrThrow());
    expect(rest).toEqual([...kept(kind, upTo(kind.room + 1)).slice(1), 99]);
  });

  test('a buffer that wraps around keeps the order', () => {
    for (const kind of losslessKinds.filter(({ room }) => room > 1)) {
      const channel = channelOf(kind);
      let sent = 0;
      let received = 0;
      let wrong = 0;
      for (let round = 0; round < 200; round++) {
        while (sent - received < Math.min(kind.room, 5 + (round % 60))) channel.trySend(sent++);
        const some = 1 + (round % 3);
        for (let n = 0; n < some || sent - received > 7; n++) {
          if (channel.tryReceive().getOrNull() !== received++) wrong++;
        }
      }
      expect(wrong).toBe(0);
    }
  });

  test('a channel of no stated capacity is a rendezvous', () => {
    expect(new Channel<number>().trySend(1).isSuccess).toBe(false);
  });

  test('each overflow policy may be given as a literal', () => {
    expect(BufferOverflow).toEqual({ SUSPEND: 'suspend', DROP_OLDEST: 'drop-oldest', DROP_LATEST: 'drop-latest' });
    const channel = new Channel<number>(1, { onBufferOverflow: 'drop-oldest' });
    channel.trySend(1);
    channel.trySend(2);
    expect(channel.tryReceive().getOrThrow()).toBe(2);
  });

  test('a channel prints its class and an identity', () => {
    expect(`${new Channel()}`).toMatch(/^Channel@[0-9a-f]+$/);
  });
});

describe('a channel is refused', () => {
  test.each([-3, -100, 1.5, -Infinity, Number.NaN])('with a capacity of %s, which says nothing', (capacity) => {
    expect(() => new Channel(capacity)).toThrow(
      new IllegalArgumentException(`Invalid channel capacity: ${capacity}, should be >= 0`),
    );
  });

  test('with a capacity that is not even a number', () => {
    expect(() => new Channel('4' as unknown as number)).toThrow(
      new IllegalArgumentException('Invalid channel capacity: "4", should be >= 0'),
    );
  });

  test.each([BufferOverflow.DROP_OLDEST, BufferOverflow.DROP_LATEST])(
    'when it is conflated and has a policy of %s',
    (onBufferOverflow) => {
      expect(() => new Channel(Channel.CONFLATED, { onBufferOverflow })).toThrow(
        new IllegalArgumentException('CONFLATED capacity cannot be used with non-default onBufferOverflow'),
      );
    },
  );

  test('with an overflow policy that does not exist', () => {
    expect(() => new Channel(1, { onBufferOverflow: 'drop' as BufferOverflow })).toThrow(
      new IllegalArgumentException('onBufferOverflow is one of suspend, drop-oldest, drop-latest, got "drop"'),
    );
  });
});
