import { Channel, CoroutineStart, IllegalStateException, select, yieldNow } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { noted, perform, step } from '../perform.js';
import {
  boundedKinds,
  bufferingKinds,
  channelOf,
  droppingKinds,
  fill,
  fullChannelOf,
  kinds,
  overKinds,
  unlimitedKinds,
  upTo,
} from './kinds.js';

const UNDISPATCHED = { start: CoroutineStart.UNDISPATCHED };

describe('send', () => {
  test('to a rendezvous channel, sender and receiver meet step by step', () => {
    expect(
      perform(function* ({ launch }) {
        const channel = new Channel<number>();
        launch(function* () {
          step('1 sends');
          yield* channel.send(1);
          step('5 sent 1');
          yield* channel.send(2);
          step('6 sent 2 to the receiver that waits');
        });
        launch(function* () {
          step('2 receives');
          step('3 received', yield* channel.receive());
          step('4 receives and has to wait');
          step('7 received', yield* channel.receive());
        });
      }),
    ).toEqual([
      '1 sends',
      '2 receives',
      '3 received 1',
      '4 receives and has to wait',
      '5 sent 1',
      '6 sent 2 to the receiver that waits',
      '7 received 2',
      'end',
    ]);
  });

  overKinds(boundedKinds, 'to a % channel waits once it is full', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        let sent = 0;
        launch(function* () {
          for (const n of upTo(kind.room + 2)) {
            yield* channel.send(n);
            sent = n;
          }
        });
        launch(function* () {
          step('sent', sent - kind.room);
          for (let i = 0; i < 2; i++) {
            yield* channel.receive();
            yield* yieldNow();
            step('sent', sent - kind.room);
          }
        });
      }),
    ).toEqual(['sent 0', 'sent 1', 'sent 2', 'end']);
  });

  overKinds([...unlimitedKinds, ...droppingKinds], 'to a % channel never waits', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        launch(() => step('2 another coroutine'));
        for (const n of upTo(100)) yield* channel.send(n);
        step('1 all are sent');
      }),
    ).toEqual(['1 all are sent', '2 another coroutine', 'end']);
  });

  overKinds(bufferingKinds, 'to a % channel with room ignores cancellation', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        yield* launch(function* (scope) {
          scope.cancel();
          for (const n of upTo(fill(kind))) yield* channel.send(n);
          step('sent although cancelled');
        }).join();
        for (const n of upTo(fill(kind))) if (channel.tryReceive().getOrNull() !== n) step('lost', n);
      }),
    ).toEqual(['sent although cancelled', 'end']);
  });

  overKinds(boundedKinds, 'to a full % channel ends with the cancellation', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind);
        const job = launch(UNDISPATCHED, function* () {
          try {
            yield* channel.send(100);
          } catch (error) {
            step(error);
          }
        });
        job.cancel();
        yield* job.join();
        for (let i = 0; i < kind.room; i++) channel.tryReceive();
        step('left', channel.tryReceive());
      }),
    ).toEqual(['JobCancellationException(StandaloneCoroutine was cancelled)', 'left Value(Failed)', 'end']);
  });

  overKinds(boundedKinds, 'that is cancelled leaves a % channel to the next', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind);
        const jobs = [101, 102, 103].map((n) => launch(UNDISPATCHED, () => channel.send(n)));
        jobs[1]!.cancel();
        for (let i = 0; i < kind.room; i++) yield* channel.receive();
        return [yield* channel.receive(), yield* channel.receive(), channel.tryReceive()];
      }),
    ).toEqual(['end: [101, 103, Value(Failed)]']);
  });

  overKinds(boundedKinds, 'cancelled after its element was taken from a % channel', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind);
        const job = launch(UNDISPATCHED, function* () {
          try {
            yield* channel.send(100);
            step('unreached');
          } finally {
            step('cancelled');
          }
        });
        for (let i = 0; i < kind.room; i++) yield* channel.receive();
        step('received', yield* channel.receive());
        job.cancel();
      }),
    ).toEqual(['received 100', 'cancelled', 'end']);
  });

  overKinds(kinds, 'to a % channel delivers values of every sort', (kind) => {
    const values = [null, undefined, 0, '', Number.NaN, new Error('x'), () => 1];
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf<unknown>(kind);
        launch(function* () {
          for (const value of values) {
            const received = yield* channel.receive();
            step(Object.is(received, value));
          }
        });
        for (const value of values) {
          yield* channel.send(value);
          yield* launch(() => {}).join();
        }
      }),
    ).toEqual([...values.map(() => 'true'), 'end']);
  });

  overKinds(kinds, 'to a % channel never asks the element for anything', (kind) => {
    const refuse = () => {
      throw new Error('asked');
    };
    const element = new Proxy({}, { get: refuse, has: refuse, getPrototypeOf: refuse, ownKeys: refuse });
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf<object>(kind);
        launch(function* () {
          yield* channel.send(element);
          yield* yieldNow();
          yield* select(channel.onSend(element, () => {}));
          channel.close();
        });
        step((yield* channel.receive()) === element);
        yield* select(channel.onReceive((got) => step(got === element)));
      }),
    ).toEqual(['true', 'true', 'end']);
  });

  test('does nothing before it is run and runs once', () => {
    expect(
      perform(function* () {
        const channel = new Channel<number>(4);
        const one = channel.send(1);
        const two = channel.send(2);
        step('in it', channel.isEmpty);
        yield* two;
        yield* one;
        step(noted(channel.tryReceive()), channel.tryReceive());
        yield* one;
      }),
    ).toEqual([
      'in it true',
      'Value(2)',
      'Value(2) Value(1)',
      'threw IllegalStateException(send was run before: a suspend call runs once. Make a new call for another run)',
    ]);
  });

  test('outside of every coroutine says where it belongs', () => {
    expect(() => new Channel<number>(1).send(1).next()).toThrow(IllegalStateException);
  });
});
