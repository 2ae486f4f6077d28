import { Channel, channelFlow, consumeAsFlow, flow, receiveAsFlow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { otherDispatcher, perform, step } from '../../perform.js';

const numbers = (count: number) =>
  flow<number>(function* ({ emit }) {
    for (let i = 1; i <= count; i++) {
      step(`emit ${i}`);
      yield* emit(i);
    }
  });

describe('produceIn', () => {
  it('gives the elements through a channel that it closes', () => {
    expect(
      perform(function* (scope) {
        const channel = numbers(2).produceIn(scope);
        step(yield* channel.toList());
      }),
    ).toEqual(['emit 1', 'emit 2', '[1, 2]', 'end']);
  });

  it('makes a channel of the size behind the flow', () => {
    expect(
      perform(function* (scope) {
        const channel = numbers(9).buffer(2).produceIn(scope);
        yield* channel.receive();
        step('received');
        channel.cancel();
      }),
    ).toEqual(['emit 1', 'emit 2', 'emit 3', 'emit 4', 'received', 'end']);
  });

  it('fails its scope, and the receiver with that', () => {
    expect(
      perform(function* (scope) {
        const broken = flow<number>(() => {
          throw new Error('broken');
        });
        try {
          yield* broken.produceIn(scope).receive();
        } catch (error) {
          step('caught', error);
        }
      }),
    ).toEqual(['caught JobCancellationException(DeferredCoroutine is cancelling)', 'threw Error(broken)']);
  });

  it('begins even if it is cancelled before its turn', () => {
    expect(
      perform((scope) => {
        numbers(1).flowOn(otherDispatcher()).produceIn(scope).cancel();
      }),
    ).toEqual(['emit 1', 'end']);
  });

  it('of a channel’s flow gives that channel itself', () => {
    const channel = new Channel<number>();
    perform((scope) => {
      expect(receiveAsFlow(channel).flowOn(otherDispatcher()).produceIn(scope)).toBe(channel);
      expect(consumeAsFlow(channel).produceIn(scope)).toBe(channel);
    });
  });

  it('of a channelFlow gives what its block sends to', () => {
    expect(
      perform(function* (scope) {
        const channel = channelFlow<number>(({ trySend }) => {
          for (let i = 1; i <= 3; i++) step(`${i} ${trySend(i).isSuccess}`);
        })
          .buffer(2)
          .produceIn(scope);
        step(yield* channel.toList());
      }),
    ).toEqual(['1 true', '2 true', '3 true', '[1, 2, 3]', 'end']);
  });
});
