// Elements that go through two channels of any two kinds: still each has one end, and those who stay in line keep it.

import {
  type Channel,
  ContinuationInterceptor,
  type CoroutineScope,
  delay,
  type Job,
  type Suspend,
  select,
  selectUnbiased,
  yieldNow,
} from 'suspendable';
import { type StandardTestDispatcher, UnconfinedTestDispatcher } from 'suspendable/test';
import { describe, expect, test } from 'vitest';
import { perform, step } from '../perform.js';
import { type Random, randomOf, seeds } from '../random.js';
import { channelOf, type Kind, kinds, losslessKinds } from './kinds.js';
import { Ledger } from './ledger.js';

/** From one to the other, in one of the ways to do that. */
function* relay(from: Channel<number>, to: Channel<number>, random: Random): Suspend<void> {
  for (;;) {
    switch (random.below(4)) {
      case 0:
        yield* to.send(yield* from.receive());
        break;
      case 1:
        yield* select(from.onReceive((element) => to.send(element)));
        break;
      case 2: {
        const iterator = from.iterator();
        if (!(yield* iterator.hasNext())) return;
        yield* to.send(iterator.next());
        break;
      }
      default: {
        const result = yield* from.receiveCatching();
        if (!result.isSuccess) return;
        yield* to.send(result.getOrThrow());
      }
    }
    if (random.below(3) === 0) yield* delay(random.below(2));
  }
}

/** Someone who stops at a channel's end without a word. */
function* untilClosed(body: () => Suspend<void>): Suspend<void> {
  try {
    yield* body();
  } catch {
    // closed, or cancelled
  }
}

function* mayhem(scope: CoroutineScope, kind: Kind, ledger: Ledger, random: Random): Suspend<void> {
  const { launch, coroutineContext } = scope;
  const onUndeliveredElement = (element: number) => ledger.undelivered(element);
  const first = channelOf(kind, { onUndeliveredElement });
  const second = channelOf(random.of(kinds), { onUndeliveredElement });
  const dispatcher = coroutineContext.get(ContinuationInterceptor) as StandardTestDispatcher;
  const dispatchers = [dispatcher, new UnconfinedTestDispatcher(dispatcher.scheduler)];
  const jobs: Job[] = [];
  const start = (body: () => Suspend<void>) => void jobs.push(launch(random.of(dispatchers), () => untilClosed(body)));
  for (let i = 0; i < 4; i++) {
    start(function* () {
      for (let n = 0; n < 30; n++) {
        yield* first.send(ledger.newElement());
        if (random.below(3) === 0) yield* yieldNow();
      }
    });
    start(() => relay(first, second, random));
    start(function* () {
      // Takes from both ends of the relay, wherever there is one first.
      for (;;) {
        ledger.received(
          yield* selectUnbiased(
            first.onReceive((n) => n),
            second.onReceive((n) => n),
          ),
        );
        if (random.below(3) === 0) yield* delay(random.below(3));
      }
    });
  }
  for (const job of random.shuffled(jobs).slice(random.below(6))) {
    if (random.below(2) === 0) yield* delay(random.below(3));
    for (let turns = random.below(4); turns > 0; turns--) yield* yieldNow();
    job.cancel();
    if (random.below(20) === 0) random.of([first, second]).close();
  }
  for (const channel of random.shuffled([first, second])) {
    if (random.below(2) === 0) channel.close();
    else channel.cancel();
    yield* delay(random.below(2));
  }
  for (const job of jobs) yield* job.cancelAndJoin();
  first.cancel();
  second.cancel();
}

describe.each(seeds)('with seed %s', (seed) => {
  for (const kind of kinds) {
    test(`each element has one end after ${kind.name} and another`, () => {
      const ledger = new Ledger();
      expect(perform((scope) => mayhem(scope, kind, ledger, randomOf(seed)))).toEqual(['end']);
      expect(ledger.wrong()).toEqual([]);
      expect(ledger.size).toBeGreaterThan(3);
    });
  }

  for (const kind of losslessKinds) {
    test(`each receiver of ${kind.name} gets what one sender sent in its order`, () => {
      const random = randomOf(seed);
      const steps = perform(function* ({ launch }) {
        const channel = channelOf<[sender: number, n: number]>(kind);
        const senders = [1, 2, 3].map((sender) =>
          launch(function* () {
            for (let n = 0; n < 50; n++) {
              if (random.below(2) === 0) yield* channel.send([sender, n]);
              else yield* select(channel.onSend([sender, n], () => {}));
              if (random.below(4) === 0) yield* yieldNow();
            }
          }),
        );
        let received = 0;
        for (let i = 0; i < 4; i++) {
          launch(function* () {
            const last: Record<number, number> = {};
            yield* channel.consumeEach(function* ([sender, n]) {
              if (n <= (last[sender] ?? -1)) step(sender, n, 'after', last[sender]);
              last[sender] = n;
              received++;
              if (random.below(3) === 0) yield* delay(random.below(2));
            });
          });
        }
        for (const job of senders) yield* job.join();
        channel.close();
        yield* delay(1000);
        step(received, 'received');
      });
      expect(steps).toEqual(['150 received', 'end']);
    });
  }
});
