import {
  Channel,
  CoroutineName,
  CoroutineStart,
  currentCoroutineContext,
  delay,
  type Suspend,
  select,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { noted, perform, step } from '../perform.js';
import { boundedKinds, channelOf, fullChannelOf, kinds, overKinds, upTo } from './kinds.js';

const UNDISPATCHED = { start: CoroutineStart.UNDISPATCHED };
const letters = ['A', 'B', 'C', 'D'];
/** A B C D A B ... with the numbers from 0. */
const inTurn = (count: number) => Array.from({ length: count }, (_, i) => `${letters[i % 4]} received ${i}`);

function* consume(channel: Channel<number>): Suspend<void> {
  const name = currentCoroutineContext().get(CoroutineName)?.name;
  const iterator = channel.iterator();
  while (yield* iterator.hasNext()) step(`${name} received ${iterator.next()}`);
}

describe('four consumers of one channel', () => {
  overKinds(kinds, 'take turns over a slow producer and %', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf(kind);
        for (const letter of letters) launch(new CoroutineName(letter), () => consume(channel));
        launch(new CoroutineName('P'), function* () {
          for (let i = 0; i < 20; i++) {
            yield* delay(1000);
            yield* channel.send(i);
          }
          channel.close();
        });
      }),
    ).toEqual([...inTurn(20), 'end']);
  });

  test('take turns over a quick producer as well', () => {
    expect(
      perform(function* ({ launch }) {
        const channel = new Channel<number>();
        for (const letter of letters) {
          launch(function* () {
            yield* channel.consumeEach((n) => step(`${letter} received ${n}`));
          });
        }
        yield* delay(1);
        for (let i = 0; i < 4; i++) yield* channel.send(i);
        channel.close();
      }),
    ).toEqual([...inTurn(4), 'end']);
  });

  overKinds(kinds, 'who receive in different ways keep their order at %', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = channelOf<string>(kind);
        const ways: (() => Suspend<unknown>)[] = [
          () => channel.receive(),
          () => select(channel.onReceive((x) => x)),
          function* () {
            return (yield* channel.receiveCatching()).getOrNull();
          },
          function* () {
            const iterator = channel.iterator();
            yield* iterator.hasNext();
            return iterator.next();
          },
          function* () {
            return (yield* select(channel.onReceiveCatching((x) => x))).getOrNull();
          },
        ];
        for (const [i, way] of ways.entries()) {
          launch(UNDISPATCHED, function* () {
            step(i, yield* way());
          });
        }
        for (const text of ['a', 'b', 'c', 'd', 'e']) yield* channel.send(text);
      }),
    ).toEqual(['0 a', '1 b', '2 c', '3 d', '4 e', 'end']);
  });
});

describe('senders that wait', () => {
  overKinds(boundedKinds, 'are served in the order of their arrival at %', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind);
        for (const n of [101, 102, 103]) {
          launch(UNDISPATCHED, function* () {
            if (n === 102) yield* select(channel.onSend(n, () => {}));
            else yield* channel.send(n);
            step('sent', n);
          });
        }
        for (const n of [...upTo(kind.room), 101, 102, 103]) if ((yield* channel.receive()) !== n) step('wrong', n);
      }),
    ).toEqual(['sent 101', 'sent 102', 'sent 103', 'end']);
  });

  overKinds(boundedKinds, 'are not overtaken by a later trySend to %', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind);
        launch(UNDISPATCHED, () => channel.send(101));
        noted(channel.tryReceive().isSuccess);
        if (kind.room > 0) step('trySend', channel.trySend(102).isSuccess);
      }),
    ).toEqual(kind.room > 0 ? ['true', 'trySend false', 'end'] : ['true', 'end']);
  });
});
