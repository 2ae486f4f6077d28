import { CancellationException, Channel, Dispatchers, IllegalStateException } from 'suspendable';
import { describe, expect, test } from 'vitest';
import { collectGarbage } from '../garbage.js';
import { perform, step } from '../perform.js';
import { channelOf, fullChannelOf, kinds, overKinds } from './kinds.js';

describe('the handler given to invokeOnClose', () => {
  overKinds(kinds, 'is called once with the cause of % closing', (kind) => {
    const cause = new Error('boom');
    const calls: unknown[] = [];
    const channel = fullChannelOf(kind);
    channel.invokeOnClose((error) => calls.push(error, channel.isClosedForSend));
    channel.trySend(1);
    expect(calls).toEqual([]);
    channel.close(cause);
    channel.close();
    channel.cancel();
    expect(calls).toEqual([cause, true]);
  });

  overKinds(kinds, 'gets null when % is closed without a cause', (kind) => {
    const calls: unknown[] = [];
    const channel = channelOf(kind);
    channel.invokeOnClose((error) => calls.push(error));
    channel.close();
    expect(calls).toEqual([null]);
  });

  overKinds(kinds, 'gets the cancellation after % has dropped all', (kind) => {
    const cause = new CancellationException('enough');
    const calls: unknown[] = [];
    const channel = fullChannelOf(kind, { onUndeliveredElement: () => calls.push('undelivered') });
    channel.invokeOnClose((error) => calls.push(error));
    channel.cancel(cause);
    expect(calls.at(-1)).toBe(cause);
    expect(calls.filter((call) => call === cause)).toHaveLength(1);
  });

  overKinds(kinds, 'is called at once when % is closed already', (kind) => {
    const cause = new Error('boom');
    const calls: unknown[] = [];
    const channel = channelOf(kind);
    channel.close(cause);
    channel.invokeOnClose((error) => calls.push(error));
    expect(calls).toEqual([cause]);
  });

  overKinds(kinds, 'is called once if a receiver of % that hears of the end gives it', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        launch(Dispatchers.Unconfined, function* () {
          step('closed', (yield* channel.receiveCatching()).isClosed);
          channel.invokeOnClose((cause) => step('handler', cause));
          step('receiver ends');
        });
        channel.close();
      }),
    ).toEqual(['closed true', 'receiver ends', 'handler null', 'end']);
  });

  overKinds(kinds, 'throws to whoever closes % and does not keep it open', (kind) => {
    const channel = channelOf(kind);
    const boom = new Error('boom');
    channel.invokeOnClose(() => {
      throw boom;
    });
    expect(() => channel.close()).toThrow(boom);
    expect(channel.isClosedForSend).toBe(true);
    expect(channel.close()).toBe(false);
  });

  test.each([true, false])('is not kept once it was called (registered before the closing: %s)', async (before) => {
    const channel = new Channel<number>();
    let told = 0;
    const close = (): WeakRef<object> => {
      const handler = () => void told++;
      if (!before) channel.close();
      channel.invokeOnClose(handler);
      channel.close();
      return new WeakRef(handler);
    };
    const handler = close();
    await collectGarbage();
    expect([told, handler.deref(), channel.isClosedForSend]).toEqual([1, undefined, true]);
  });

  overKinds(kinds, 'is one: % refuses the second', (kind) => {
    const channel = channelOf(kind);
    channel.invokeOnClose(() => {});
    const refusal = new IllegalStateException(
      'Another handler is already registered with invokeOnClose: it takes one. Do both things in one handler',
    );
    expect(() => channel.invokeOnClose(() => {})).toThrow(refusal);
    channel.close();
    expect(() => channel.invokeOnClose(() => {})).toThrow(refusal);
  });
});
