import { Channel, type Suspend } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { perform, step } from '../perform.js';
import { channelOf, fill, fullChannelOf, kinds, losslessKinds, overKinds, upTo } from './kinds.js';

function* attempt(call: () => unknown): Suspend<unknown> {
  try {
    return call();
  } catch (error) {
    return error;
  }
}

describe('the iterator of a channel', () => {
  overKinds(losslessKinds, 'gives the elements of % until it is closed', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        launch(function* () {
          for (const n of upTo(3)) yield* channel.send(n);
          channel.close();
        });
        const iterator = channel.iterator();
        while (yield* iterator.hasNext()) step(iterator.next());
      }),
    ).toEqual(['1', '2', '3', 'end']);
  });

  overKinds(kinds, 'waits for the first element of an empty %', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf<string>(kind);
        launch(function* () {
          const iterator = channel.iterator();
          step('1 asks');
          step('3 has', yield* iterator.hasNext());
          step('4 takes', iterator.next());
        });
        launch(function* () {
          yield* channel.send('it');
          step('2 sent');
        });
      }),
    ).toEqual(['1 asks', '2 sent', '3 has true', '4 takes it', 'end']);
  });

  overKinds(kinds, 'asked twice takes one element of %', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        launch(() => channel.send(1));
        const iterator = channel.iterator();
        step(yield* iterator.hasNext(), yield* iterator.hasNext(), yield* iterator.hasNext());
        step(iterator.next(), channel.tryReceive());
      }),
    ).toEqual(['true true true', '1 Value(Failed)', 'end']);
  });

  overKinds(kinds, 'refuses next before hasNext of %', (kind) => {
    expect(
      perform(function* () {
        const channel = fullChannelOf(kind);
        const iterator = channel.iterator();
        step(yield* attempt(() => iterator.next()));
        if (fill(kind) === 0) return;
        yield* iterator.hasNext();
        if (iterator.next() !== 1) step('wrong');
        const again = yield* attempt(() => iterator.next());
        if (`${again}` !== 'IllegalStateException: `hasNext()` has not been invoked') step(again);
      }),
    ).toEqual(['IllegalStateException(`hasNext()` has not been invoked)', 'end']);
  });

  overKinds(kinds, 'refuses next after the end of %', (kind) => {
    expect(
      perform(function* () {
        const channel = channelOf(kind);
        channel.close();
        const iterator = channel.iterator();
        step(yield* iterator.hasNext(), yield* attempt(() => iterator.next()));
      }),
    ).toEqual(['false ClosedReceiveChannelException(Channel was closed)', 'end']);
  });

  overKinds(kinds, 'tells the end of % once for each hasNext that found it', (kind) => {
    expect(
      perform(function* () {
        const channel = channelOf(kind);
        const iterator = channel.iterator();
        channel.close();
        for (let i = 0; i < 2; i++) {
          step(yield* attempt(() => iterator.next()));
          step(yield* iterator.hasNext(), yield* attempt(() => iterator.next()));
        }
      }),
    ).toEqual([
      'IllegalStateException(`hasNext()` has not been invoked)',
      'false ClosedReceiveChannelException(Channel was closed)',
      'IllegalStateException(`hasNext()` has not been invoked)',
      'false ClosedReceiveChannelException(Channel was closed)',
      'end',
    ]);
  });

  test('knows nothing of an end that came after its last hasNext', () => {
    expect(
      perform(function* () {
        const channel = new Channel<number>(1);
        yield* channel.send(1);
        const iterator = channel.iterator();
        step(yield* iterator.hasNext(), iterator.next());
        channel.close();
        step(yield* attempt(() => iterator.next()));
      }),
    ).toEqual(['true 1', 'IllegalStateException(`hasNext()` has not been invoked)', 'end']);
  });

  overKinds(kinds, 'throws the cause that % was closed with', (kind) => {
    expect(
      perform(function* () {
        const channel = channelOf(kind);
        channel.close(new Error('boom'));
        const iterator = channel.iterator();
        try {
          yield* iterator.hasNext();
        } catch (error) {
          step(error, yield* attempt(() => iterator.next()));
        }
      }),
    ).toEqual(['Error(boom) Error(boom)', 'end']);
  });

  overKinds(kinds, 'left early leaves % open', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        launch(() => channel.send(1));
        const iterator = channel.iterator();
        while (yield* iterator.hasNext()) {
          step(iterator.next());
          break;
        }
        step('closed', channel.isClosedForSend);
      }),
    ).toEqual(['1', 'closed false', 'end']);
  });

  test('keeps its element when the channel is cancelled meanwhile', () => {
    expect(
      perform(function* () {
        const channel = new Channel<number>(1);
        yield* channel.send(1);
        const iterator = channel.iterator();
        yield* iterator.hasNext();
        channel.cancel();
        step(iterator.next());
        yield* iterator.hasNext();
      }),
    ).toEqual(['1', 'threw CancellationException(Channel was cancelled)']);
  });

  test('shares the elements with the other iterators', () => {
    expect(
      perform(function* () {
        const channel = new Channel<number>(3);
        for (const n of upTo(3)) yield* channel.send(n);
        const [a, b] = [channel.iterator(), channel.iterator()];
        step(yield* a.hasNext(), yield* b.hasNext(), b.next(), a.next());
        step(yield* b.hasNext(), b.next(), channel.isEmpty);
      }),
    ).toEqual(['true true 2 1', 'true 3 true', 'end']);
  });
});
