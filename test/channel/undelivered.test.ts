import {
  Channel,
  CoroutineStart,
  Dispatchers,
  onTimeout,
  SupervisorJob,
  type Suspend,
  select,
  withTimeoutOrNull,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { perform, step } from '../perform.js';
import {
  boundedKinds,
  channelOf,
  dropped,
  droppingKinds,
  fullChannelOf,
  type Kind,
  kinds,
  losslessKinds,
  overKinds,
  upTo,
} from './kinds.js';

const UNDISPATCHED = { start: CoroutineStart.UNDISPATCHED };

/** Notes what is undelivered as a step. */
const noting = { onUndeliveredElement: (element: unknown) => step('undelivered', element) };

/** Every call that waits for an element. */
const receives: Record<string, (channel: Channel<number>) => Suspend<unknown>> = {
  receive: (channel) => channel.receive(),
  receiveCatching: (channel) => channel.receiveCatching(),
  hasNext: (channel) => channel.iterator().hasNext(),
  toList: (channel) => channel.toList(),
  'select with onReceive': (channel) => select(channel.onReceive((n) => n)),
  'select with onReceiveCatching': (channel) => select(channel.onReceiveCatching((n) => n)),
  'select in a timeout': (channel) => withTimeoutOrNull(50, () => select(channel.onReceive((n) => n))),
};

/** A select that sends 1 to a closed channel. */
const selectClosed = (kind: Kind) =>
  perform(function* () {
    const channel = channelOf(kind, noting);
    channel.close();
    yield* select(channel.onSend(1, () => {}));
  });

describe('an element is handed to onUndeliveredElement', () => {
  for (const [name, receive] of Object.entries(receives)) {
    overKinds(kinds, `by ${name} of % when cancelled after the hand-over`, (kind) => {
      expect(
        perform(function* ({ launch }) {
          const channel = channelOf<number>(kind, noting);
          const job = launch(UNDISPATCHED, function* () {
            step('unreached', yield* receive(channel));
          });
          yield* channel.send(1);
          job.cancel();
          yield* job.join();
        }),
      ).toEqual(['undelivered 1', 'end']);
    });
  }

  overKinds(boundedKinds, 'by a cancelled send to a full % channel', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind, noting);
        const job = launch(UNDISPATCHED, () => channel.send(101));
        job.cancel();
        step('cancelled');
        yield* job.join();
        for (let i = 0; i < kind.room; i++) channel.tryReceive();
      }),
    ).toEqual(['undelivered 101', 'cancelled', 'end']);
  });

  overKinds(boundedKinds, 'by a select whose onSend to % lost', (kind) => {
    expect(
      perform(function* () {
        const channel = fullChannelOf(kind, noting);
        step(
          yield* select(
            channel.onSend(101, () => 'sent'),
            onTimeout(0, () => 'lost to what was ready'),
          ),
        );
        step(
          yield* select(
            channel.onSend(102, () => 'sent'),
            onTimeout(10, () => 'lost to what came first'),
          ),
        );
      }),
    ).toEqual(['undelivered 101', 'lost to what was ready', 'undelivered 102', 'lost to what came first', 'end']);
  });

  overKinds(boundedKinds, 'by a select that is cancelled before it waits for room in %', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind, noting);
        const job = launch({ start: CoroutineStart.ATOMIC }, () =>
          select(channel.onSend(101, () => step('unreached'))),
        );
        job.cancel();
        yield* job.join();
        step(channel.tryReceive().getOrNull() !== 101);
      }),
    ).toEqual(['undelivered 101', 'true', 'end']);
  });

  const waits: Record<string, (channel: Channel<number>, n: number) => Suspend<unknown>> = {
    send: (channel, n) => channel.send(n),
    onSend: (channel, n) => select(channel.onSend(n, () => step('unreached'))),
  };
  for (const [name, wait] of Object.entries(waits)) {
    overKinds(boundedKinds, `once, though one ${name} to a cancelled % cancels the next`, (kind) => {
      const lost: number[] = [];
      expect(
        perform(function* ({ launch }) {
          const channel = fullChannelOf(kind, { onUndeliveredElement: (n) => lost.push(n) });
          const parent = new SupervisorJob();
          // Goes on within the cancellation of the channel.
          launch(Dispatchers.Unconfined, function* () {
            try {
              yield* wait(channel, 101);
            } finally {
              parent.cancel();
            }
          });
          launch({ context: parent, start: CoroutineStart.UNDISPATCHED }, () => wait(channel, 102));
          channel.cancel();
          yield* parent.join();
        }),
      ).toEqual(['end']);
      expect(lost).toEqual([102, 101, ...upTo(kind.room).reverse()]);
    });
  }

  overKinds(kinds, 'by a send to a closed % channel', (kind) => {
    expect(
      perform(function* () {
        const channel = channelOf(kind, noting);
        channel.close();
        try {
          yield* channel.send(1);
        } catch (error) {
          step(error);
        }
        step(channel.trySend(2).isClosed);
      }),
    ).toEqual(['undelivered 1', 'ClosedSendChannelException(Channel was closed)', 'true', 'end']);
  });

  overKinds(droppingKinds, 'by send to a full % channel for the dropped one', (kind) => {
    const lost: number[] = [];
    expect(
      perform(function* () {
        const channel = channelOf<number>(kind, { onUndeliveredElement: (n) => lost.push(n) });
        for (const n of upTo(9)) yield* channel.send(n);
      }),
    ).toEqual(['end']);
    expect(lost).toEqual(dropped(kind, upTo(9)));
  });

  overKinds(droppingKinds, 'by trySend to % only for an older one', (kind) => {
    const lost: number[] = [];
    const channel = channelOf<number>(kind, { onUndeliveredElement: (n) => lost.push(n) });
    for (const n of upTo(9)) expect(channel.trySend(n).isSuccess).toBe(true);
    expect(lost).toEqual(kind.drops === 'the latest' ? [] : dropped(kind, upTo(9)));
  });

  overKinds(droppingKinds, 'by onSend to % only for an older one', (kind) => {
    const lost: number[] = [];
    expect(
      perform(function* () {
        const channel = channelOf<number>(kind, { onUndeliveredElement: (n) => lost.push(n) });
        for (const n of upTo(9)) yield* select(channel.onSend(n, () => {}));
      }),
    ).toEqual(['end']);
    expect(lost).toEqual(kind.drops === 'the latest' ? [] : dropped(kind, upTo(9)));
  });

  overKinds(losslessKinds, 'by onSend to a closed % channel', (kind) => {
    expect(selectClosed(kind)).toEqual(['undelivered 1', 'threw ClosedSendChannelException(Channel was closed)']);
  });
});

describe('an element is not handed to onUndeliveredElement', () => {
  // The one operation that Kotlin's dropping channels keep silent about.
  overKinds(droppingKinds, 'by onSend to a closed % channel', (kind) => {
    expect(selectClosed(kind)).toEqual(['threw ClosedSendChannelException(Channel was closed)']);
  });

  overKinds(kinds, 'when it was received from a % channel', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind, noting);
        launch(function* () {
          for (const n of [1, 2]) {
            yield* channel.send(n);
            yield* launch(() => {}).join();
          }
          channel.close();
        });
        const list = yield* channel.toList();
        channel.cancel();
        return list;
      }),
    ).toEqual(['end: [1, 2]']);
  });

  overKinds(boundedKinds, 'when only the sender to % misses its arrival', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind, noting);
        const sends = [
          launch(UNDISPATCHED, () => channel.send(101)),
          launch(UNDISPATCHED, () => select(channel.onSend(102, () => step('unreached')))),
        ];
        for (let i = 0; i < kind.room; i++) yield* channel.receive();
        step(yield* channel.receive(), yield* channel.receive());
        for (const job of sends) job.cancel();
      }),
    ).toEqual(['101 102', 'end']);
  });

  test('between hasNext and next of an iterator', () => {
    expect(
      perform(function* () {
        const channel = new Channel<number>(1, noting);
        yield* channel.send(1);
        const iterator = channel.iterator();
        yield* iterator.hasNext();
        channel.cancel();
        return iterator.next();
      }),
    ).toEqual(['end: 1']);
  });
});
