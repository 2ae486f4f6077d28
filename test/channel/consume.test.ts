import { CancellationException, Channel, IllegalArgumentException, type Suspend, yieldNow } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { causes, perform, step } from '../perform.js';
import { bufferingKinds, channelOf, fill, fullChannelOf, kinds, losslessKinds, overKinds, upTo } from './kinds.js';

/** How a receive from the channel ends. */
function* end(channel: Channel<number>): Suspend<string> {
  try {
    return `${yield* channel.receive()}`;
  } catch (error) {
    return causes(error);
  }
}

/** Ways to consume a channel, each ended early by the error. */
const failing: Record<string, (channel: Channel<number>, error: Error) => Suspend<unknown>> = {
  consume: (channel, error) =>
    channel.consume(function* () {
      throw error;
    }),
  'consume with a plain block': (channel, error) =>
    channel.consume(() => {
      throw error;
    }),
  consumeEach: (channel, error) =>
    channel.consumeEach(function* () {
      throw error;
    }),
};

describe('consume', () => {
  overKinds(kinds, 'gives the result of its block and cancels %', (kind) => {
    expect(
      perform(function* () {
        const channel = fullChannelOf(kind);
        const result = yield* channel.consume(function* (own) {
          step('same', own === channel);
          yield* yieldNow();
          return 'result';
        });
        step(result, yield* end(channel));
      }),
    ).toEqual(['same true', 'result CancellationException(Channel was cancelled)', 'end']);
  });

  for (const [name, consume] of Object.entries(failing)) {
    overKinds(bufferingKinds, `that fails cancels % with the failure (${name})`, (kind) => {
      expect(
        perform(function* () {
          const channel = fullChannelOf(kind);
          const error = new Error('boom');
          try {
            yield* consume(channel, error);
          } catch (thrown) {
            step('same', thrown === error);
          }
          step(yield* end(channel));
        }),
      ).toEqual([
        'same true',
        'CancellationException(Channel was consumed, consumer had failed) <- Error(boom)',
        'end',
      ]);
    });

    overKinds(bufferingKinds, `that is cancelled hands its cause to % (${name})`, (kind) => {
      expect(
        perform(function* () {
          const channel = fullChannelOf(kind);
          const cause = new CancellationException('enough');
          try {
            yield* consume(channel, cause);
          } catch (thrown) {
            step('same', thrown === cause, channel.tryReceive().exceptionOrNull() === cause);
          }
        }),
      ).toEqual(['same true true', 'end']);
    });
  }

  overKinds(kinds, 'leaves the cause of a closed % as it was', (kind) => {
    expect(
      perform(function* () {
        const channel = channelOf(kind);
        channel.close();
        yield* channel.consume(() => {});
        return yield* end(channel);
      }),
    ).toEqual(['end: ClosedReceiveChannelException(Channel was closed)']);
  });

  test('refuses a block that is no function', () => {
    expect(() => [...(new Channel().consume(1 as never) as Iterable<unknown>)]).toThrow(
      new IllegalArgumentException('consume expects a function as its block, got 1'),
    );
  });
});

describe('consumeEach', () => {
  overKinds(losslessKinds, 'gives each element of % until it is closed', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        launch(function* () {
          for (const n of upTo(3)) yield* channel.send(n);
          channel.close();
        });
        yield* channel.consumeEach(step);
        step(yield* end(channel));
      }),
    ).toEqual(['1', '2', '3', 'ClosedReceiveChannelException(Channel was closed)', 'end']);
  });

  overKinds(bufferingKinds, 'of a cancelled coroutine goes on until % is empty', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind);
        let count = 0;
        yield* launch(function* (scope) {
          yield* channel.consumeEach(() => {
            if (++count === 1) scope.cancel();
          });
        }).join();
        step('took all', count === fill(kind), 'closed', channel.isClosedForSend);
      }),
    ).toEqual(['took all true closed true', 'end']);
  });

  test.each([
    [0, [0], [1]],
    [1, [0, 1], [3, 2]],
    [2, [0, 1, 2], [4, 3, 99]],
    [3, [0, 1, 2, 3], [5, 4, 99]],
  ])('of a cancelled coroutine leaves what it would wait for (buffer of %s)', (capacity, taken, left) => {
    expect(
      perform(function* ({ launch }) {
        const channel = new Channel<number>(capacity, { onUndeliveredElement: (n) => step('undelivered', n) });
        launch(function* () {
          for (let i = 0; i < capacity + 3; i++) yield* channel.send(i);
          yield* yieldNow();
          yield* channel.send(99);
        });
        yield* yieldNow();
        yield* launch(function* (scope) {
          yield* channel.consumeEach((n) => {
            scope.cancel();
            step('took', n);
          });
        }).join();
        step('closed', channel.isClosedForReceive);
      }),
    ).toEqual([...taken.map((n) => `took ${n}`), ...left.map((n) => `undelivered ${n}`), 'closed true', 'end']);
  });

  test('whose action suspends ends at its cancellation', () => {
    expect(
      perform(function* ({ launch }) {
        const channel = new Channel<number>(5);
        for (const n of upTo(5)) yield* channel.send(n);
        yield* launch(function* (scope) {
          yield* channel.consumeEach(function* (n) {
            step(n);
            if (n === 2) scope.cancel();
            yield* yieldNow();
          });
        }).join();
        step(yield* end(channel));
      }),
    ).toEqual(['1', '2', 'JobCancellationException(StandaloneCoroutine was cancelled)', 'end']);
  });
});

describe('toList', () => {
  overKinds(losslessKinds, 'has everything that was sent to %', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        launch(function* () {
          for (const n of upTo(200)) yield* channel.send(n);
          channel.close();
        });
        const list = yield* channel.toList();
        step(
          list.length,
          list.every((n, i) => n === i + 1),
        );
      }),
    ).toEqual(['200 true', 'end']);
  });

  overKinds(kinds, 'fails with what % was closed with', (kind) => {
    expect(
      perform(function* () {
        const channel = fullChannelOf(kind);
        channel.close(new Error('boom'));
        yield* channel.toList();
      }),
    ).toEqual(['threw Error(boom)']);
  });
});
