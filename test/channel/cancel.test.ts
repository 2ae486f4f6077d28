import {
  CancellationException,
  Channel,
  CoroutineStart,
  Dispatchers,
  type Job,
  type Suspend,
  select,
} from 'suspendable';
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

describe('a cancelled channel', () => {
  overKinds(kinds, '% drops what it holds, the youngest first', (kind) => {
    const undelivered: number[] = [];
    const channel = fullChannelOf(kind, { onUndeliveredElement: (n) => undelivered.push(n) });
    channel.cancel();
    expect(undelivered).toEqual(upTo(fill(kind)).reverse());
    expect([channel.isClosedForSend, channel.isClosedForReceive, channel.isEmpty]).toEqual([true, true, false]);
    channel.cancel();
    expect(undelivered).toHaveLength(fill(kind));
  });

  overKinds(kinds, '% throws the cause from every later operation', (kind) => {
    expect(
      perform(function* () {
        const cause = new CancellationException('enough');
        const channel = fullChannelOf(kind);
        channel.cancel(cause);
        for (const call of [() => channel.send(1), () => channel.receive(), () => channel.iterator().hasNext()]) {
          step((yield* attempt(call)) === cause);
        }
        step((yield* channel.receiveCatching()).exceptionOrNull() === cause);
        step(channel.trySend(1).exceptionOrNull() === cause, channel.tryReceive().exceptionOrNull() === cause);
        step('closes', channel.close());
      }),
    ).toEqual(['true', 'true', 'true', 'true', 'true true', 'closes false', 'end']);
  });

  overKinds(kinds, '% has a cause even if none is given', (kind) => {
    const channel = channelOf(kind);
    channel.cancel();
    const cause = channel.tryReceive().exceptionOrNull();
    expect(cause).toBeInstanceOf(CancellationException);
    expect(`${cause}`).toBe('CancellationException: Channel was cancelled');
  });

  overKinds(boundedKinds, '% sends its waiting senders away in order', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind, { onUndeliveredElement: (n) => n > 100 && step('undelivered', n) });
        for (const n of [101, 102]) {
          launch(UNDISPATCHED, function* () {
            step(n, yield* attempt(() => channel.send(n)));
          });
        }
        channel.cancel(new CancellationException('enough'));
        step('cancelled');
      }),
    ).toEqual([
      'undelivered 102',
      'undelivered 101',
      'cancelled',
      '101 CancellationException(enough)',
      '102 CancellationException(enough)',
      'end',
    ]);
  });

  overKinds(kinds, '% sends its waiting receivers away in order', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        for (const name of ['A', 'B']) {
          launch(UNDISPATCHED, function* () {
            step(name, yield* attempt(() => channel.receive()));
          });
        }
        launch(UNDISPATCHED, function* () {
          step('C', yield* attempt(() => channel.iterator().hasNext()));
        });
        channel.cancel(new CancellationException('enough'));
      }),
    ).toEqual([
      'A CancellationException(enough)',
      'B CancellationException(enough)',
      'C CancellationException(enough)',
      'end',
    ]);
  });

  overKinds(kinds, '% that was closed before keeps its cause', (kind) => {
    const undelivered: number[] = [];
    const channel = fullChannelOf(kind, { onUndeliveredElement: (n) => undelivered.push(n) });
    const cause = new Error('closed');
    channel.close(cause);
    channel.cancel(new CancellationException('late'));
    expect(undelivered).toEqual(upTo(fill(kind)).reverse());
    expect(channel.tryReceive().exceptionOrNull()).toBe(cause);
    expect(channel.isClosedForReceive).toBe(true);
  });

  const looks: Record<string, [look: (channel: Channel<number>) => unknown, answer: string]> = {
    isClosedForReceive: [(channel) => channel.isClosedForReceive, 'true'],
    isClosedForSend: [(channel) => channel.isClosedForSend, 'true'],
    isEmpty: [(channel) => channel.isEmpty, 'false'],
    trySend: [(channel) => channel.trySend(9), 'Closed(CancellationException: Channel was cancelled)'],
    tryReceive: [(channel) => channel.tryReceive(), 'Closed(CancellationException: Channel was cancelled)'],
    close: [(channel) => channel.close(), 'false'],
    cancel: [(channel) => channel.cancel(), 'undefined'],
  };

  for (const [name, [look, answer]] of Object.entries(looks)) {
    test(`drops the rest when a handler looks at it by ${name}`, () => {
      expect(
        perform(function* ({ launch }) {
          const channel: Channel<number> = new Channel(2, {
            onUndeliveredElement: (n) => {
              step(n, 'begins');
              step(n, 'finds', look(channel));
            },
          });
          for (const n of upTo(2)) yield* channel.send(n);
          for (const n of [3, 4]) {
            launch(Dispatchers.Unconfined, function* () {
              step('sender', n, yield* attempt(() => channel.send(n)));
            });
          }
          channel.invokeOnClose(() => step('closed'));
          channel.cancel();
        }),
      ).toEqual([
        '4 begins',
        '3 begins',
        '2 begins',
        '1 begins',
        `1 finds ${answer}`,
        `2 finds ${answer}`,
        `3 finds ${answer}`,
        'sender 3 CancellationException(Channel was cancelled)',
        `4 finds ${answer}`,
        'sender 4 CancellationException(Channel was cancelled)',
        'closed',
        'end',
      ]);
    });
  }

  test.each<[string, (channel: Channel<number>, n: number) => Suspend<unknown>]>([
    ['send', (channel, n) => channel.send(n)],
    ['a select with onSend', (channel, n) => select(channel.onSend(n, () => {}))],
  ])('leaves the element of %s to a handler that cancels the sender', (_name, send) => {
    expect(
      perform(function* ({ launch }) {
        const senders: Job[] = [];
        const channel: Channel<number> = new Channel(0, {
          onUndeliveredElement: (n) => {
            step(n, 'begins');
            if (n === 3) senders[1]!.cancel(new CancellationException('by the handler'));
            step(n, 'ends');
          },
        });
        for (const n of upTo(3)) {
          senders.push(
            launch(UNDISPATCHED, function* () {
              step('sender', n, yield* attempt(() => send(channel, n)));
            }),
          );
        }
        channel.cancel();
      }),
    ).toEqual([
      '3 begins',
      '2 begins',
      '2 ends',
      '3 ends',
      '1 begins',
      '1 ends',
      'sender 2 CancellationException(by the handler)',
      'sender 1 CancellationException(Channel was cancelled)',
      'sender 3 CancellationException(Channel was cancelled)',
      'end',
    ]);
  });

  test('makes the sender fail without cancelling its coroutine', () => {
    expect(
      perform(function* ({ launch }) {
        const channel = new Channel<number>();
        const job = launch(UNDISPATCHED, function* (scope) {
          step(yield* attempt(() => channel.send(1)));
          step('active', scope.isActive);
        });
        channel.cancel();
        yield* job.join();
        step('cancelled', job.isCancelled);
      }),
    ).toEqual(['CancellationException(Channel was cancelled)', 'active true', 'cancelled false', 'end']);
  });
});
