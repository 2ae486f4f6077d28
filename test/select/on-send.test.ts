import { BufferOverflow, Channel, CoroutineStart, delay, onTimeout, select, yieldNow } from 'suspendable';
import { describe, expect, test } from 'vitest';
import {
  boundedKinds,
  bufferingKinds,
  channelOf,
  droppingKinds,
  fullChannelOf,
  kinds,
  losslessKinds,
  overKinds,
  upTo,
} from '../channel/kinds.js';
import { causes, perform, step } from '../perform.js';

const UNDISPATCHED = { start: CoroutineStart.UNDISPATCHED };

describe('onSend', () => {
  overKinds(kinds, 'to % with a receiver that waits wins at once', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf<string>(kind);
        launch(UNDISPATCHED, function* () {
          step('1 receives');
          step('5 received', yield* channel.receive());
        });
        step('2 selects');
        const result = yield* select(
          channel.onSend('it', () => {
            step('3 the block');
            return 'result';
          }),
        );
        step('4 has its', result);
      }),
    ).toEqual(['1 receives', '2 selects', '3 the block', '4 has its result', '5 received it', 'end']);
  });

  overKinds(bufferingKinds, 'to % with room wins at once', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        launch(() => step('2 another coroutine'));
        step(
          '1',
          yield* select(
            channel.onSend(1, () => 'sent'),
            onTimeout(0, () => 'in vain'),
          ),
        );
        step(channel.tryReceive());
      }),
    ).toEqual(['1 sent', 'Value(1)', '2 another coroutine', 'end']);
  });

  overKinds(droppingKinds, 'to a full % wins and drops by its policy', (kind) => {
    expect(
      perform(function* () {
        const channel = fullChannelOf(kind);
        step(yield* select(channel.onSend(99, () => 'sent')));
        const rest = [];
        for (let next = channel.tryReceive(); next.isSuccess; next = channel.tryReceive()) rest.push(next.getOrThrow());
        step(rest.includes(99), rest.length === kind.room);
      }),
    ).toEqual(['sent', `${kind.drops === 'the oldest'} true`, 'end']);
  });

  overKinds(boundedKinds, 'to a full % waits for room', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind);
        launch(function* () {
          step('1 selects');
          step('4', yield* select(channel.onSend(101, () => 'sent')));
        });
        yield* yieldNow();
        step('2 receives');
        for (let i = 0; i < kind.room; i++) channel.tryReceive();
        step('3 received', yield* channel.receive());
      }),
    ).toEqual(['1 selects', '2 receives', '3 received 101', '4 sent', 'end']);
  });

  overKinds(boundedKinds, 'that loses sends nothing to %', (kind) => {
    expect(
      perform(function* () {
        const channel = fullChannelOf(kind);
        const offer = () => channel.onSend(101, () => 'sent');
        step(
          yield* select(
            offer(),
            onTimeout(0, () => 'in vain'),
          ),
        );
        step(
          yield* select(
            offer(),
            onTimeout(10, () => 'in vain, too'),
          ),
        );
        for (const n of upTo(kind.room)) if (channel.tryReceive().getOrNull() !== n) step('wrong', n);
        step('left', channel.tryReceive());
      }),
    ).toEqual(['in vain', 'in vain, too', 'left Value(Failed)', 'end']);
  });

  overKinds(kinds, 'to a closed % fails the select at its place', (kind) => {
    expect(
      perform(function* () {
        for (const cause of [undefined, new Error('boom')]) {
          const channel = channelOf(kind);
          channel.close(cause);
          const offer = () => channel.onSend(1, () => 'unreached');
          step(
            yield* select(
              onTimeout(0, () => 'listed earlier'),
              offer(),
            ),
          );
          try {
            yield* select(
              offer(),
              onTimeout(0, () => 'listed later'),
            );
          } catch (error) {
            step(error);
          }
        }
      }),
    ).toEqual([
      'listed earlier',
      'ClosedSendChannelException(Channel was closed)',
      'listed earlier',
      'Error(boom)',
      'end',
    ]);
  });

  overKinds(boundedKinds, 'that waits outlives the closing of %', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind);
        launch(UNDISPATCHED, function* () {
          step(yield* select(channel.onSend(101, () => 'sent after the closing')));
        });
        channel.close();
        const list = yield* channel.toList();
        step(list.at(-1));
      }),
    ).toEqual(['101', 'sent after the closing', 'end']);
  });

  overKinds(boundedKinds, 'that waits fails when % is cancelled', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind);
        launch(UNDISPATCHED, function* () {
          try {
            yield* select(channel.onSend(101, () => step('unreached')));
          } catch (error) {
            step(error);
          }
        });
        channel.cancel();
      }),
    ).toEqual(['CancellationException(Channel was cancelled)', 'end']);
  });
});

describe('onSend in a select that fails', () => {
  const telling = (name: string) => ({ onUndeliveredElement: (n: number) => step('undelivered', name, n) });

  test('hands its element on when the attempt of a later clause throws', () => {
    expect(
      perform(function* () {
        const dropping = new Channel<number>(1, {
          onBufferOverflow: BufferOverflow.DROP_OLDEST,
          onUndeliveredElement: (n) => {
            throw new Error(`dropped ${n}`);
          },
        });
        dropping.trySend(0);
        const channel = new Channel(0, telling('before'));
        const neverTried = new Channel(0, telling('behind'));
        try {
          yield* select(
            channel.onSend(1, () => {}),
            dropping.onSend(2, () => {}),
            neverTried.onSend(3, () => {}),
          );
        } catch (error) {
          step(causes(error));
        }
        channel.cancel();
        step('what threw is sent', dropping.tryReceive());
      }),
    ).toEqual([
      'undelivered before 1',
      'UndeliveredElementException(Exception in undelivered element handler for 0) <- Error(dropped 0)',
      'what threw is sent Value(2)',
      'end',
    ]);
  });

  test('was never sent when two clauses are of one object: it is not handed on', () => {
    expect(
      perform(function* () {
        const channel = new Channel(0, telling('first'));
        const other = new Channel<number>();
        try {
          yield* select(
            channel.onSend(1, () => {}),
            other.onReceive(() => {}),
            other.onReceiveCatching(() => {}),
          );
        } catch (error) {
          step((error as Error).name);
        }
      }),
    ).toEqual(['IllegalStateException', 'end']);
  });
});

describe('selects on both ends of a channel', () => {
  overKinds(losslessKinds, 'meet and hand over each element of % once', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        launch(function* () {
          for (const n of upTo(300)) yield* select(channel.onSend(n, () => {}));
          channel.close();
        });
        let expected = 1;
        for (;;) {
          const result = yield* select(channel.onReceiveCatching((r) => r));
          if (result.isClosed) break;
          if (result.getOrThrow() !== expected++) step('wrong', result);
        }
        step(expected - 1);
      }),
    ).toEqual(['300', 'end']);
  });

  test('cross over two channels without a deadlock', () => {
    expect(
      perform(function* ({ launch }) {
        const a = new Channel<string>();
        const b = new Channel<string>();
        const counts = { sent: 0, received: 0 };
        const both = (own: Channel<string>, other: Channel<string>) =>
          function* () {
            for (let i = 0; i < 500; i++) {
              yield* select(
                own.onSend('x', () => void counts.sent++),
                other.onReceive(() => void counts.received++),
              );
            }
          };
        const jobs = [launch(both(a, b)), launch(both(b, a))];
        for (const job of jobs) yield* job.join();
        step(counts.sent, counts.received);
      }),
    ).toEqual(['500 500', 'end']);
  });

  test('cannot be in one select', () => {
    const same = /^threw IllegalStateException\(Cannot use select clauses on the same object: Channel@[0-9a-f]+\)$/;
    const [ended] = perform(function* () {
      const channel = new Channel<number>();
      yield* select(
        channel.onSend(1, () => step('unreached')),
        channel.onReceive(() => step('unreached')),
      );
    });
    expect(ended).toMatch(same);
  });

  test('may be twice in one select if an earlier clause wins', () => {
    expect(
      perform(function* () {
        const channel = new Channel<number>(1);
        step(
          yield* select(
            channel.onSend(1, () => 'sent'),
            channel.onReceive(() => 'received'),
          ),
        );
        yield* delay(1);
        step(channel.tryReceive());
      }),
    ).toEqual(['sent', 'Value(1)', 'end']);
  });
});
