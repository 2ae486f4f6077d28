import { Channel, CoroutineStart, delay } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { perform, step } from '../perform.js';
import {
  boundedKinds,
  channelOf,
  droppingKinds,
  fill,
  fullChannelOf,
  kept,
  kinds,
  overKinds,
  unlimitedKinds,
  upTo,
} from './kinds.js';

const UNDISPATCHED = { start: CoroutineStart.UNDISPATCHED };

describe('trySend', () => {
  overKinds(boundedKinds, 'to a full % channel fails and changes nothing', (kind) => {
    const undelivered: number[] = [];
    const channel = fullChannelOf(kind, { onUndeliveredElement: (n) => undelivered.push(n) });
    const refused = channel.trySend(99);
    expect([`${refused}`, refused.isFailure, refused.isClosed]).toEqual(['Value(Failed)', true, false]);
    expect(upTo(kind.room).map(() => channel.tryReceive().getOrNull())).toEqual(upTo(kind.room));
    expect(`${channel.tryReceive()}`).toBe('Value(Failed)');
    expect(undelivered).toEqual([]);
  });

  overKinds([...unlimitedKinds, ...droppingKinds], 'to a % channel always succeeds', (kind) => {
    const channel = channelOf(kind);
    const results = upTo(10).map((n) => `${channel.trySend(n)}`);
    expect(new Set(results)).toEqual(new Set(['Value(undefined)']));
    expect(kept(kind, upTo(10)).map(() => channel.tryReceive().getOrNull())).toEqual(kept(kind, upTo(10)));
  });

  overKinds(kinds, 'to a % channel succeeds when a receiver waits', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        const job = launch(UNDISPATCHED, function* () {
          step('received', yield* channel.receive());
        });
        step(channel.trySend(1).isSuccess);
        yield* job.join();
      }),
    ).toEqual(['true', 'received 1', 'end']);
  });

  overKinds(kinds, 'to a closed % channel tells its cause', (kind) => {
    const undelivered: number[] = [];
    for (const cause of [undefined, new Error('boom')]) {
      const channel = channelOf(kind, { onUndeliveredElement: (n) => undelivered.push(n) });
      channel.close(cause);
      const result = channel.trySend(1);
      expect([result.isClosed, result.isFailure, result.isSuccess]).toEqual([true, true, false]);
      const text = cause === undefined ? 'ClosedSendChannelException: Channel was closed' : 'Error: boom';
      expect(`${result.exceptionOrNull()}`).toBe(text);
      expect(() => result.getOrThrow()).toThrow(cause ?? 'Channel was closed');
    }
    expect(undelivered).toEqual([]);
  });

  test('to a rendezvous channel needs a receiver that waits', () => {
    expect(
      perform(function* ({ launch }) {
        const channel = new Channel<string>();
        launch(function* () {
          step('2 trySend', channel.trySend('early').isSuccess);
          step('4 received', yield* channel.receive());
        });
        launch(function* () {
          yield* delay(10);
          step('3 trySend', channel.trySend('ok').isSuccess);
          yield* delay(10);
          step('5 trySend', channel.trySend('late').isSuccess);
        });
        step('1 trySend', channel.trySend('too early').isSuccess);
      }),
    ).toEqual(['1 trySend false', '2 trySend false', '3 trySend true', '4 received ok', '5 trySend false', 'end']);
  });
});

describe('tryReceive', () => {
  overKinds(kinds, 'from an empty % channel fails without closing', (kind) => {
    const result = channelOf(kind).tryReceive();
    expect([`${result}`, result.isFailure, result.isClosed, result.getOrNull()]).toEqual([
      'Value(Failed)',
      true,
      false,
      null,
    ]);
  });

  overKinds(kinds, 'tells an empty % channel from a closed one', (kind) => {
    for (const cause of [null, new Error('boom')]) {
      const channel = fullChannelOf(kind);
      channel.close(cause);
      for (const n of upTo(fill(kind))) expect(channel.tryReceive().getOrNull()).toBe(n);
      const result = channel.tryReceive();
      expect([result.isClosed, result.exceptionOrNull()]).toEqual([true, cause]);
    }
  });

  overKinds(boundedKinds, 'takes the element of a sender to % that waits', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind);
        launch(UNDISPATCHED, function* () {
          yield* channel.send(99);
          step('sent 99');
        });
        step('empty', channel.isEmpty);
        const all = [...upTo(kind.room), 99].map(() => channel.tryReceive().getOrNull());
        step('last', all.at(-1), 'then', channel.tryReceive(), 'empty', channel.isEmpty);
      }),
    ).toEqual(['empty false', 'last 99 then Value(Failed) empty true', 'sent 99', 'end']);
  });
});

describe('isEmpty', () => {
  overKinds(kinds, 'of a % channel follows what is in it', (kind) => {
    const channel = channelOf(kind);
    const seen = [channel.isEmpty];
    const sent = channel.trySend(1).isSuccess;
    seen.push(channel.isEmpty);
    channel.tryReceive();
    seen.push(channel.isEmpty);
    expect(seen).toEqual([true, !sent, true]);
  });
});
