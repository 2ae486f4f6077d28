/* Many elements, many senders and receivers, over every kind of channel. */
import {
  actor,
  ContinuationInterceptor,
  Dispatchers,
  delay,
  type Job,
  produce,
  select,
  ticker,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { channelOf, droppingKinds, losslessKinds, unlimitedKinds } from '../channel/kinds.js';
import { perform, step } from '../perform.js';

const MANY = 100_000;

describe(`${MANY} elements`, () => {
  it.each(losslessKinds)('come out of $name in the order in which they were sent', (kind) => {
    const steps = perform(function* ({ launch }) {
      const channel = channelOf(kind);
      launch(function* () {
        for (let n = 0; n < MANY; n++) {
          yield* channel.send(n);
          if (kind.room > 64 && n % 1000 === 0) yield* yieldNow();
        }
        channel.close();
      });
      let next = 0;
      yield* channel.consumeEach((n) => {
        if (n !== next++) step('out of order', n);
      });
      step(next);
    });
    expect(steps).toEqual([`${MANY}`, 'end']);
  });

  it.each(losslessKinds)('of five senders reach one of three receivers each, over $name', (kind) => {
    const times = new Uint8Array(MANY);
    const steps = perform(function* ({ launch }) {
      const channel = channelOf(kind);
      const senders: Job[] = [];
      for (let s = 0; s < 5; s++) {
        senders.push(
          launch(function* () {
            for (let n = s; n < MANY; n += 5) {
              if (n % 2 === 0) yield* channel.send(n);
              else yield* select(channel.onSend(n, () => {}));
            }
          }),
        );
      }
      for (let r = 0; r < 3; r++) {
        launch(function* () {
          for (let open = true; open; ) {
            open = yield* select(
              channel.onReceiveCatching((result) => {
                if (result.isSuccess) times[result.getOrThrow()]!++;
                return result.isSuccess;
              }),
            );
          }
        });
      }
      for (const sender of senders) yield* sender.join();
      channel.close();
    });
    expect(steps).toEqual(['end']);
    expect(times.every((count) => count === 1)).toBe(true);
  });

  it.each(droppingKinds)('sent to $name arrive in part, the order kept', (kind) => {
    const steps = perform(function* ({ launch }) {
      const channel = channelOf(kind);
      launch(function* () {
        for (let n = 0; n < MANY; n++) {
          yield* channel.send(n);
          if (n % 3 === 0) yield* yieldNow();
        }
        channel.close();
      });
      let last = -1;
      let count = 0;
      yield* channel.consumeEach((n) => {
        if (n <= last) step('out of order', n);
        last = n;
        count++;
      });
      step(count >= MANY / 3, count <= MANY, last === MANY - 1 || kind.drops === 'the latest');
    });
    expect(steps).toEqual(['true true true', 'end']);
  });

  it.each(unlimitedKinds)('wait in $name until they are received', (kind) => {
    const steps = perform(function* () {
      const channel = channelOf(kind);
      for (let n = 0; n < MANY; n++) yield* channel.send(n);
      channel.close();
      const list = yield* channel.toList();
      step(
        list.length,
        list.every((n, i) => n === i),
      );
    });
    expect(steps).toEqual([`${MANY} true`, 'end']);
  });

  it.each([0, 1, 10, Number.POSITIVE_INFINITY])('go from a producer to an actor over buffers of %s', (capacity) => {
    const steps = perform(function* (scope) {
      let sum = 0;
      const adder = actor<number>(scope, { capacity }, function* (mailbox) {
        const iterator = mailbox.iterator();
        while (yield* iterator.hasNext()) sum += iterator.next();
        step(sum);
      });
      const ones = produce<number>(scope, { capacity }, function* ({ send }) {
        for (let n = 0; n < MANY; n++) yield* send(1);
      });
      yield* ones.consumeEach((one) => adder.send(one));
      adder.close();
    });
    expect(steps).toEqual([`${MANY}`, 'end']);
  });
});

describe('one coroutine resumed by another', () => {
  it.each(losslessKinds)(`${MANY} times over $name does not overflow the stack`, (kind) => {
    const steps = perform(function* ({ launch }) {
      const there = channelOf(kind);
      const back = channelOf(kind);
      launch(Dispatchers.Unconfined, function* () {
        yield* there.consumeEach((n) => back.send(n + 1));
        back.close();
      });
      let n = 0;
      while (n < MANY) {
        yield* there.send(n);
        n = yield* back.receive();
      }
      there.close();
      step(n);
    });
    expect(steps).toEqual([`${MANY}`, 'end']);
  });
});

it(`a ticker of no delay ticks ${MANY} times`, () => {
  const steps = perform(function* ({ coroutineContext }) {
    const ticks = ticker(0, { context: coroutineContext.get(ContinuationInterceptor)! });
    for (let i = 0; i < MANY; i++) yield* ticks.receive();
    ticks.cancel();
    yield* delay(1);
    step('ticked');
  });
  expect(steps).toEqual(['ticked', 'end']);
});
