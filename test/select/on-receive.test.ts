import { Channel, CoroutineStart, delay, onTimeout, select, yieldNow } from 'suspendable';
import { describe, expect, test } from 'vitest';
import {
  boundedKinds,
  bufferingKinds,
  channelOf,
  fill,
  fullChannelOf,
  kinds,
  overKinds,
  upTo,
} from '../channel/kinds.js';
import { perform, step } from '../perform.js';

const UNDISPATCHED = { start: CoroutineStart.UNDISPATCHED };

describe('onReceive', () => {
  overKinds(bufferingKinds, 'takes an element that is in % at once', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind);
        launch(() => step('2 another coroutine'));
        step('1 received', yield* select(channel.onReceive((n) => n)));
        let rest = 0;
        while (channel.tryReceive().isSuccess) rest++;
        return rest === fill(kind) - 1;
      }),
    ).toEqual(['1 received 1', '2 another coroutine', 'end: true']);
  });

  overKinds(kinds, 'waits for an element of an empty %', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf<string>(kind);
        launch(function* () {
          step('1 selects');
          const result = yield* select(
            channel.onReceive((text) => {
              step('4 the block gets', text);
              return 'result';
            }),
          );
          step('5 has its', result);
        });
        yield* yieldNow();
        step('2 sends');
        yield* channel.send('it');
        step('3 sent');
      }),
    ).toEqual(['1 selects', '2 sends', '3 sent', '4 the block gets it', '5 has its result', 'end']);
  });

  overKinds(boundedKinds, 'takes the element of a sender to % that waits', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind);
        launch(UNDISPATCHED, function* () {
          yield* channel.send(101);
          step('sent');
        });
        for (const n of upTo(kind.room)) if ((yield* select(channel.onReceive((x) => x))) !== n) step('wrong', n);
        step(yield* select(channel.onReceive((x) => x)));
      }),
    ).toEqual(['101', 'sent', 'end']);
  });

  overKinds(kinds, 'that loses takes nothing from %', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        step(
          yield* select(
            channel.onReceive(() => 'received'),
            onTimeout(10, () => 'in vain'),
          ),
        );
        launch(() => channel.send(1));
        yield* delay(1);
        step('still there', channel.tryReceive());
      }),
    ).toEqual(['in vain', 'still there Value(1)', 'end']);
  });

  overKinds(kinds, 'of a closed % fails the select at its place', (kind) => {
    expect(
      perform(function* () {
        for (const cause of [undefined, new Error('boom')]) {
          const channel = channelOf(kind);
          channel.close(cause);
          const receive = () => channel.onReceive(() => 'unreached');
          step(
            yield* select(
              onTimeout(0, () => 'listed earlier'),
              receive(),
            ),
          );
          try {
            yield* select(
              receive(),
              onTimeout(0, () => 'listed later'),
            );
          } catch (error) {
            step(error);
          }
        }
      }),
    ).toEqual([
      'listed earlier',
      'ClosedReceiveChannelException(Channel was closed)',
      'listed earlier',
      'Error(boom)',
      'end',
    ]);
  });

  overKinds(kinds, 'fails the select when % is closed meanwhile', (kind) => {
    expect(
      perform(function* ({ launch }) {
        for (const cause of [undefined, new Error('boom')]) {
          const channel = channelOf(kind);
          launch(() => channel.close(cause));
          try {
            yield* select(channel.onReceive(() => 'unreached'));
          } catch (error) {
            step(error);
          }
        }
      }),
    ).toEqual(['ClosedReceiveChannelException(Channel was closed)', 'Error(boom)', 'end']);
  });

  overKinds(kinds, 'that has won does not fail when another % is closed', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const first = channelOf(kind);
        const second = channelOf(kind);
        launch(function* () {
          const result = yield* select(
            first.onReceive(function* (n) {
              yield* yieldNow();
              return `got ${n}`;
            }),
            second.onReceive(() => 'unreached'),
          );
          step(result);
        });
        yield* yieldNow();
        yield* first.send(42);
        second.close();
        step('closed');
      }),
    ).toEqual(['closed', 'got 42', 'end']);
  });

  overKinds(bufferingKinds, 'takes what a closed % still holds', (kind) => {
    expect(
      perform(function* () {
        const channel = fullChannelOf(kind);
        channel.close();
        return yield* select(channel.onReceive((n) => n));
      }),
    ).toEqual(['end: 1']);
  });

  test('keeps its place among the receivers that wait', () => {
    expect(
      perform(function* ({ launch }) {
        const channel = new Channel<string>();
        launch(UNDISPATCHED, function* () {
          step(
            'A',
            yield* select(
              channel.onReceive((x) => x),
              onTimeout(5, () => 'gives up'),
            ),
          );
        });
        launch(UNDISPATCHED, function* () {
          step('B', yield* channel.receive());
        });
        launch(UNDISPATCHED, function* () {
          step('C', yield* select(channel.onReceive((x) => x)));
        });
        yield* delay(10);
        yield* channel.send('first');
        yield* channel.send('second');
      }),
    ).toEqual(['A gives up', 'B first', 'C second', 'end']);
  });
});

describe('onReceiveCatching', () => {
  overKinds(kinds, 'gives an element of % as a value', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf<string>(kind);
        launch(() => channel.send('it'));
        step(yield* select(channel.onReceiveCatching((result) => result)));
        step('then', channel.tryReceive());
      }),
    ).toEqual(['Value(it)', 'then Value(Failed)', 'end']);
  });

  overKinds(kinds, 'wins with the end of %, now or later', (kind) => {
    expect(
      perform(function* ({ launch }) {
        for (const cause of [undefined, new Error('boom')]) {
          const channel = channelOf(kind);
          launch(() => channel.close(cause));
          for (let i = 0; i < 2; i++) {
            step(
              yield* select(
                channel.onReceiveCatching((result) => result),
                onTimeout(10, () => 'in vain'),
              ),
            );
          }
        }
      }),
    ).toEqual(['Closed(null)', 'Closed(null)', 'Closed(Error: boom)', 'Closed(Error: boom)', 'end']);
  });
});
