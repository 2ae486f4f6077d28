import { Channel, CoroutineStart, IllegalStateException, NoSuchElementException, type Suspend } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { perform, step } from '../perform.js';
import { boundedKinds, channelOf, fill, fullChannelOf, kinds, overKinds, upTo } from './kinds.js';

const UNDISPATCHED = { start: CoroutineStart.UNDISPATCHED };

function* attempt(call: () => Suspend<unknown>): Suspend<unknown> {
  try {
    return yield* call();
  } catch (error) {
    return error;
  }
}

describe('a closed channel', () => {
  overKinds(kinds, '% still gives what was sent before', (kind) => {
    expect(
      perform(function* () {
        const channel = fullChannelOf(kind);
        step('closes', channel.close());
        step('refuses', yield* attempt(() => channel.send(99)));
        for (const n of upTo(fill(kind))) if ((yield* channel.receive()) !== n) step('out of order', n);
        step('ends', yield* attempt(() => channel.receive()));
      }),
    ).toEqual([
      'closes true',
      'refuses ClosedSendChannelException(Channel was closed)',
      'ends ClosedReceiveChannelException(Channel was closed)',
      'end',
    ]);
  });

  overKinds(boundedKinds, '% still takes what senders wait with', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind);
        for (const n of [101, 102]) {
          launch(UNDISPATCHED, function* () {
            yield* channel.send(n);
            step('sent', n);
          });
        }
        channel.close(new Error('no more'));
        step('refuses', yield* attempt(() => channel.send(103)));
        for (const n of upTo(kind.room)) if ((yield* channel.receive()) !== n) step('out of order', n);
        step('received', yield* channel.receive(), yield* channel.receive());
        step('ends', yield* attempt(() => channel.receive()));
      }),
    ).toEqual(['refuses Error(no more)', 'received 101 102', 'ends Error(no more)', 'sent 101', 'sent 102', 'end']);
  });

  overKinds(kinds, '% throws its very cause from every operation', (kind) => {
    expect(
      perform(function* () {
        const cause = new Error('boom');
        const channel = fullChannelOf(kind);
        channel.close(cause);
        for (const _ of upTo(fill(kind))) yield* channel.receive();
        const { iterator, ...thrown } = {
          send: yield* attempt(() => channel.send(1)),
          receive: yield* attempt(() => channel.receive()),
          iterator: channel.iterator(),
        };
        step(thrown.send === cause, thrown.receive === cause);
        step((yield* attempt(() => iterator.hasNext())) === cause);
        step((yield* channel.receiveCatching()).exceptionOrNull() === cause);
        step((yield* attempt(() => channel.toList())) === cause);
        step((yield* attempt(() => channel.consumeEach(() => {}))) === cause);
      }),
    ).toEqual(['true true', 'true', 'true', 'true', 'true', 'end']);
  });

  overKinds(kinds, '% ends iteration and toList without a cause', (kind) => {
    expect(
      perform(function* () {
        const channel = fullChannelOf(kind);
        channel.close();
        const list = yield* channel.toList();
        step(list.length === fill(kind), yield* channel.iterator().hasNext(), yield* channel.receiveCatching());
      }),
    ).toEqual(['true false Closed(null)', 'end']);
  });

  overKinds(kinds, '% keeps its first cause and closes once', (kind) => {
    const channel = channelOf(kind);
    const first = new Error('first');
    expect([channel.close(first), channel.close(new Error('second')), channel.close()]).toEqual([true, false, false]);
    channel.cancel();
    expect(channel.close(new Error('third'))).toBe(false);
    expect(channel.trySend(1).exceptionOrNull()).toBe(first);
    expect(channel.tryReceive().exceptionOrNull()).toBe(first);
  });

  overKinds(kinds, '% wakes all receivers in the order of arrival', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        for (const name of ['A', 'B']) {
          launch(UNDISPATCHED, function* () {
            step(name, yield* attempt(() => channel.receive()));
          });
        }
        launch(UNDISPATCHED, function* () {
          step('C', yield* channel.receiveCatching());
        });
        launch(UNDISPATCHED, function* () {
          step('D', yield* channel.iterator().hasNext());
        });
        channel.close();
        step('closed');
      }),
    ).toEqual([
      'closed',
      'A ClosedReceiveChannelException(Channel was closed)',
      'B ClosedReceiveChannelException(Channel was closed)',
      'C Closed(null)',
      'D false',
      'end',
    ]);
  });

  overKinds(kinds, '% is closed for receive once it is drained', (kind) => {
    const channel = fullChannelOf(kind);
    const state = () => [channel.isClosedForSend, channel.isClosedForReceive, channel.isEmpty];
    const full = fill(kind) > 0;
    expect(state()).toEqual([false, false, !full]);
    channel.close();
    expect(state()).toEqual([true, !full, false]);
    for (const _ of upTo(fill(kind))) channel.tryReceive();
    expect(state()).toEqual([true, true, false]);
  });

  overKinds(kinds, '% refuses a cancelled sender by the cancellation, unless it drops', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf<number>(kind, { onUndeliveredElement: (n) => step('undelivered', n) });
        channel.close();
        const job = launch({ start: CoroutineStart.ATOMIC }, function* () {
          step(yield* attempt(() => channel.send(1)));
        });
        job.cancel();
        yield* job.join();
      }),
    ).toEqual([
      'undelivered 1',
      kind.drops === 'nothing'
        ? 'JobCancellationException(StandaloneCoroutine was cancelled)'
        : 'ClosedSendChannelException(Channel was closed)',
      'end',
    ]);
  });

  test('throws errors of the classes that Kotlin names', () => {
    const channel = new Channel<number>();
    channel.close();
    expect(channel.trySend(1).exceptionOrNull()).toBeInstanceOf(IllegalStateException);
    expect(
      perform(function* () {
        return (yield* attempt(() => channel.receive())) instanceof NoSuchElementException;
      }),
    ).toEqual(['end: true']);
  });

  test('counts a sender that waits among its elements', () => {
    expect(
      perform(function* ({ launch }) {
        const channel = new Channel<number>();
        launch(UNDISPATCHED, () => channel.send(1));
        channel.close();
        step(channel.isClosedForReceive, channel.isEmpty);
        step(channel.tryReceive(), channel.isClosedForReceive, channel.isEmpty);
      }),
    ).toEqual(['false false', 'Value(1) true false', 'end']);
  });
});
