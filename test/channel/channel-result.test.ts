import { Channel, IllegalStateException } from 'suspendable';
import { describe, expect, test } from 'vitest';

function results() {
  const channel = new Channel<unknown>(1);
  const failed = channel.tryReceive();
  channel.trySend('element');
  const success = channel.tryReceive();
  channel.close();
  const closed = channel.tryReceive();
  const failing = new Channel<unknown>();
  failing.close(new Error('boom'));
  return { success, failed, closed, withCause: failing.tryReceive() };
}
const { success, failed, closed, withCause } = results();

describe('a ChannelResult', () => {
  test.each([
    ['a success', success, [true, false, false]],
    ['a failure', failed, [false, true, false]],
    ['a closed one', closed, [false, true, true]],
    ['one closed with a cause', withCause, [false, true, true]],
  ] as const)('that is %s says so in its flags', (_name, result, flags) => {
    expect([result.isSuccess, result.isFailure, result.isClosed]).toEqual(flags);
  });

  test('gives its element, or null, with getOrNull', () => {
    expect([success, failed, closed, withCause].map((r) => r.getOrNull())).toEqual(['element', null, null, null]);
  });

  test('gives its cause, if it has one, with exceptionOrNull', () => {
    const causes = [success, failed, closed, withCause].map((result) => `${result.exceptionOrNull()}`);
    expect(causes).toEqual(['null', 'null', 'null', 'Error: boom']);
  });

  test('throws from getOrThrow what there is to throw', () => {
    expect(success.getOrThrow()).toBe('element');
    expect(() => withCause.getOrThrow()).toThrow(withCause.exceptionOrNull() as Error);
    expect(() => failed.getOrThrow()).toThrow(
      new IllegalStateException("Trying to call 'getOrThrow' on a failed result of a non-closed channel"),
    );
    expect(() => closed.getOrThrow()).toThrow(
      new IllegalStateException("Trying to call 'getOrThrow' on a channel closed without a cause"),
    );
  });

  test.each([null, undefined, new Error('an element'), failed, closed])(
    'takes %s as an element like any',
    (element) => {
      const channel = new Channel<unknown>(1);
      channel.trySend(element);
      const result = channel.tryReceive();
      expect([result.isSuccess, result.getOrNull(), result.getOrThrow(), result.exceptionOrNull()]).toEqual([
        true,
        element,
        element,
        null,
      ]);
    },
  );

  test('prints what it holds', () => {
    expect([success, failed, closed, withCause].map(String)).toEqual([
      'Value(element)',
      'Value(Failed)',
      'Closed(null)',
      'Closed(Error: boom)',
    ]);
  });
});
