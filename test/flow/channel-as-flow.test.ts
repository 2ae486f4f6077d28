import { Channel, consumeAsFlow, type Flow, type ReceiveChannel, receiveAsFlow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { perform, step } from '../perform.js';

/** A channel that has these elements and is closed. */
function channelOf<T>(...elements: T[]): Channel<T> {
  const channel = new Channel<T>(Channel.UNLIMITED);
  for (const element of elements) channel.trySend(element);
  channel.close();
  return channel;
}

const kinds: [string, <T>(channel: ReceiveChannel<T>) => Flow<T>][] = [
  ['receiveAsFlow', receiveAsFlow],
  ['consumeAsFlow', consumeAsFlow],
];

describe.each(kinds)('%s', (_name, asFlow) => {
  it('gives all elements until the channel is closed', () => {
    expect(perform(() => asFlow(channelOf(1, null, undefined, 2)).collect((n) => step(n)))).toEqual([
      '1',
      'null',
      'undefined',
      '2',
      'end',
    ]);
  });

  it('fails with what the channel was closed with', () => {
    expect(
      perform(() => {
        const channel = new Channel<number>();
        channel.close(new Error('offline'));
        return asFlow(channel).collect();
      }),
    ).toEqual(['threw Error(offline)']);
  });

  it('gives them through a buffer where one is asked for', () => {
    expect(
      perform(() =>
        asFlow(channelOf(1, 2, 3))
          .conflate()
          .collect((n) => step(n)),
      ),
    ).toEqual(['1', '3', 'end']);
  });
});

describe('receiveAsFlow', () => {
  it('shares the elements among its collectors', () => {
    expect(
      perform(function* ({ launch }) {
        const channel = new Channel<number>();
        const shared = receiveAsFlow(channel);
        launch(() => shared.collect((n) => step('one', n)));
        launch(() => shared.collect((n) => step('other', n)));
        for (let i = 1; i <= 4; i++) yield* channel.send(i);
        channel.close();
      }),
    ).toEqual(['one 1', 'one 2', 'one 4', 'other 3', 'end']);
  });

  it('leaves the channel open when a collector has enough', () => {
    expect(
      perform(function* () {
        const channel = channelOf(1, 2, 3);
        yield* receiveAsFlow(channel)
          .take(1)
          .collect((n) => step(n));
        step(yield* channel.toList());
      }),
    ).toEqual(['1', '[2, 3]', 'end']);
  });
});

describe('consumeAsFlow', () => {
  it('cancels the channel when the collector has enough', () => {
    expect(
      perform(function* () {
        const channel = channelOf(1, 2, 3);
        yield* consumeAsFlow(channel)
          .take(1)
          .collect((n) => step(n));
        step(channel.tryReceive().isClosed);
      }),
    ).toEqual(['1', 'true', 'end']);
  });

  const again =
    'threw IllegalStateException(ReceiveChannel.consumeAsFlow can be collected just once. To collect several times use receiveAsFlow)';

  it('can be collected no more than once', () => {
    expect(
      perform(function* () {
        const once = consumeAsFlow(channelOf(1));
        yield* once.collect();
        yield* once.collect();
      }),
    ).toEqual([again]);
  });

  it('counts a collection into another channel as well', () => {
    expect(
      perform((scope) => {
        const once = consumeAsFlow(channelOf(1));
        once.produceIn(scope);
        once.produceIn(scope);
      }),
    ).toEqual([again]);
  });
});
