// Whatever is cancelled when: each element that was sent is received or handed to onUndeliveredElement, exactly once.

import {
  type Channel,
  type ChannelResult,
  ContinuationInterceptor,
  type CoroutineScope,
  delay,
  type Job,
  onTimeout,
  type Suspend,
  select,
  selectUnbiased,
  withTimeoutOrNull,
  yieldNow,
} from 'suspendable';
import { type StandardTestDispatcher, UnconfinedTestDispatcher } from 'suspendable/test';
import { describe, expect, test } from 'vitest';
import { perform } from '../perform.js';
import { type Random, randomOf, seeds } from '../random.js';
import { channelOf, type Kind, kinds } from './kinds.js';
import { Ledger } from './ledger.js';

function* send(channel: Channel<number>, kind: Kind, ledger: Ledger, random: Random): Suspend<void> {
  const element = ledger.newElement();
  switch (random.below(5)) {
    case 0: {
      const result = channel.trySend(element);
      if (result.isFailure) ledger.refused(element);
      else if (kind.drops === 'the latest') ledger.mayVanish(element);
      return;
    }
    case 1:
    case 2: {
      // What a clause adds they drop without a word, or refuse when they are closed.
      if (kind.drops === 'the latest') ledger.mayVanish(element);
      if (kind.drops === 'the oldest' && channel.isClosedForSend) ledger.refused(element);
      const clause = channel.onSend(element, () => {});
      if (random.below(2) === 0)
        return yield* select(
          clause,
          onTimeout(random.below(4), () => {}),
        );
      // Not 0 ms: a clause that is never looked at has nothing to hand on.
      return yield* selectUnbiased(
        onTimeout(random.of([1, 2, Infinity]), () => {}),
        clause,
      );
    }
    case 3:
      yield* withTimeoutOrNull(1 + random.below(3), () => channel.send(element));
      return;
    default:
      return yield* channel.send(element);
  }
}

function* receive(channel: Channel<number>, ledger: Ledger, random: Random): Suspend<void> {
  const note = (element: number) => ledger.received(element);
  const noteResult = (result: ChannelResult<number>) => {
    if (result.isSuccess) note(result.getOrThrow());
  };
  switch (random.below(9)) {
    case 0:
      return noteResult(channel.tryReceive());
    case 1:
      return yield* select(
        channel.onReceive(note),
        onTimeout(random.of([0, 1, 2, 3, Infinity]), () => {}),
      );
    case 2:
      return yield* selectUnbiased(
        onTimeout(random.below(3), () => {}),
        channel.onReceiveCatching(noteResult),
      );
    case 3: {
      const iterator = channel.iterator();
      if (yield* iterator.hasNext()) note(iterator.next());
      return;
    }
    case 4:
      yield* withTimeoutOrNull(1 + random.below(3), function* () {
        note(yield* channel.receive());
      });
      return;
    case 5:
      return noteResult(yield* channel.receiveCatching());
    case 6: {
      const iterator = channel.iterator();
      const found = yield* withTimeoutOrNull(1 + random.below(3), () => iterator.hasNext());
      if (found) note(iterator.next());
      return;
    }
    case 7:
      return noteResult((yield* withTimeoutOrNull(1, () => channel.receiveCatching())) ?? channel.tryReceive());
    default:
      note(yield* channel.receive());
  }
}

/** Does something again and again, at random intervals, until the channel is closed or this is cancelled. */
function* repeatedly(act: () => Suspend<void>, random: Random): Suspend<void> {
  try {
    for (let i = 0; i < 40; i++) {
      yield* act();
      const pause = random.below(6);
      if (pause < 3) yield* delay(pause);
      else if (pause === 3) yield* yieldNow();
    }
  } catch {
    // closed, or cancelled
  }
}

function* mayhem({ launch, coroutineContext }: CoroutineScope, kind: Kind, ledger: Ledger, random: Random) {
  const channel = channelOf<number>(kind, { onUndeliveredElement: (n) => ledger.undelivered(n) });
  const { scheduler } = coroutineContext.get(ContinuationInterceptor) as StandardTestDispatcher;
  const dispatchers = [coroutineContext.get(ContinuationInterceptor)!, new UnconfinedTestDispatcher(scheduler)];
  const jobs: Job[] = [];
  for (let i = 0; i < 16; i++) {
    const act = i % 2 === 0 ? () => send(channel, kind, ledger, random) : () => receive(channel, ledger, random);
    jobs.push(launch(random.of(dispatchers), () => repeatedly(act, random)));
  }
  for (const job of random.shuffled(jobs).slice(4)) {
    yield* delay(random.below(4));
    job.cancel();
  }
  if (random.below(2) === 0) channel.close();
  else channel.cancel();
  yield* delay(random.below(3));
  for (const job of jobs) job.cancel();
  for (const job of jobs) yield* job.join();
  channel.cancel();
}

describe.each(seeds)('with seed %s', (seed) => {
  for (const kind of kinds) {
    test(`each element of ${kind.name} has one end`, () => {
      const ledger = new Ledger();
      expect(perform((scope) => mayhem(scope, kind, ledger, randomOf(seed)))).toEqual(['end']);
      expect(ledger.wrong()).toEqual([]);
      expect(ledger.size).toBeGreaterThan(10);
    });
  }
});
