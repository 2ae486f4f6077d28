import { Channel, CoroutineStart, delay, IllegalStateException } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { perform, step } from '../perform.js';
import { bufferingKinds, channelOf, fill, fullChannelOf, kinds, losslessKinds, overKinds, upTo } from './kinds.js';

const UNDISPATCHED = { start: CoroutineStart.UNDISPATCHED };

describe('receive', () => {
  overKinds(kinds, 'from an empty % channel waits for an element', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf<string>(kind);
        launch(function* () {
          step('1 receives');
          step('4 received', yield* channel.receive());
        });
        launch(function* () {
          step('2 sends');
          yield* channel.send('it');
          step('3 goes on before the receiver does');
        });
      }),
    ).toEqual(['1 receives', '2 sends', '3 goes on before the receiver does', '4 received it', 'end']);
  });

  overKinds(losslessKinds, 'takes the elements of a % channel in order', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        launch(function* () {
          for (const n of upTo(500)) yield* channel.send(n);
        });
        for (const n of upTo(500)) if ((yield* channel.receive()) !== n) step('out of order', n);
      }),
    ).toEqual(['end']);
  });

  overKinds(bufferingKinds, 'takes what a % channel holds although cancelled', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind);
        yield* launch(function* (scope) {
          scope.cancel();
          for (const n of upTo(fill(kind))) if ((yield* channel.receive()) !== n) step('out of order', n);
          step('has all');
          try {
            yield* channel.receive();
          } catch (error) {
            step(error);
          }
        }).join();
      }),
    ).toEqual(['has all', 'JobCancellationException(StandaloneCoroutine was cancelled)', 'end']);
  });

  overKinds(kinds, 'that is cancelled leaves a % element to the next', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf<string>(kind);
        const jobs = ['first', 'second', 'third'].map((name) =>
          launch(UNDISPATCHED, function* () {
            step(name, 'receives', yield* channel.receive());
          }),
        );
        jobs[0]!.cancel();
        for (const text of ['a', 'b']) yield* channel.send(text);
      }),
    ).toEqual(['second receives a', 'third receives b', 'end']);
  });

  overKinds(kinds, 'cancelled after the hand-over of a % element throws', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf<string>(kind);
        const job = launch(UNDISPATCHED, function* () {
          try {
            step('unreached', yield* channel.receive());
          } finally {
            step('cancelled');
          }
        });
        yield* channel.send('lost');
        job.cancel();
        yield* job.join();
        step('is empty', channel.isEmpty, channel.tryReceive());
      }),
    ).toEqual(['cancelled', 'is empty true Value(Failed)', 'end']);
  });

  test('one call object serves for every receive', () => {
    expect(
      perform(function* () {
        const channel = new Channel<number>(2);
        const receive = channel.receive();
        for (const n of [1, 2]) yield* channel.send(n);
        return [yield* receive, yield* receive];
      }),
    ).toEqual(['end: [1, 2]']);
  });

  test('outside of every coroutine says where it belongs', () => {
    expect(() => new Channel<number>().receive().next()).toThrow(IllegalStateException);
  });
});

describe('receiveCatching', () => {
  overKinds(kinds, 'gives the element of a % channel as a value', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf<string | null>(kind);
        launch(function* () {
          yield* channel.send('waited for');
          yield* delay(1);
          yield* channel.send(null);
        });
        step(yield* channel.receiveCatching());
        yield* delay(2);
        step(yield* channel.receiveCatching());
      }),
    ).toEqual(['Value(waited for)', 'Value(null)', 'end']);
  });

  overKinds(kinds, 'of a % channel still throws the own cancellation', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        const job = launch(UNDISPATCHED, function* () {
          try {
            step('unreached', yield* channel.receiveCatching());
          } catch (error) {
            step(error);
          }
        });
        job.cancel();
      }),
    ).toEqual(['JobCancellationException(StandaloneCoroutine was cancelled)', 'end']);
  });

  overKinds(kinds, 'waiting on a % channel wakes with its end', (kind) => {
    expect(
      perform(function* ({ launch }) {
        for (const cause of [undefined, new Error('boom')]) {
          const channel = channelOf(kind);
          launch(UNDISPATCHED, function* () {
            const result = yield* channel.receiveCatching();
            step(result.isClosed, result.exceptionOrNull());
          });
          channel.close(cause);
        }
      }),
    ).toEqual(['true null', 'true Error(boom)', 'end']);
  });
});
