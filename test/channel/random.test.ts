// Whatever is cancelled when: each element that was sent is received or handed to onUndeliveredElement, exactly once.

import {
  type Channel,
  ContinuationInterceptor,
  type CoroutineScope,
  delay,
  type Job,
  onTimeout,
  type Suspend,
  select,
  withTimeoutOrNull,
  yieldNow,
} from 'suspendable';
import { type StandardTestDispatcher, UnconfinedTestDispatcher } from 'suspendable/test';
import { describe, expect, test } from 'vitest';
import { perform } from '../perform.js';
import { type Random, randomOf, seeds } from '../random.js';
import { channelOf, type Kind, kinds } from './kinds.js';

/** What became of each element, by its number. */
class Ledger {
  readonly sent = new Set<number>();
  /** Sent in a way in which a channel that drops may drop them without a word. */
  readonly droppable = new Set<number>();
  readonly ends = new Map<number, string[]>();
  private next = 0;

  newElement(): number {
    const element = ++this.next;
    this.sent.add(element);
    return element;
  }

  note(element: number, end: string): void {
    this.ends.set(element, [...(this.ends.get(element) ?? []), end]);
  }

  /** The elements that have no end, or several, or were never sent. */
  wrong(): string[] {
    const all = new Set([...this.sent, ...this.ends.keys()]);
    return [...all]
      .filter((n) => {
        const count = this.ends.get(n)?.length ?? 0;
        return !this.sent.has(n) || (this.droppable.has(n) ? count > 1 : count !== 1);
      })
      .map((n) => `${n}: ${this.ends.get(n)?.join(' and ') ?? 'lost'}`);
  }
}

function* send(channel: Channel<number>, kind: Kind, ledger: Ledger, random: Random): Suspend<void> {
  const element = ledger.newElement();
  switch (random.below(4)) {
    case 0: {
      const result = channel.trySend(element);
      if (result.isFailure) ledger.sent.delete(element);
      else if (kind.drops === 'the latest') ledger.droppable.add(element);
      return;
    }
    case 1:
      if (kind.drops !== 'nothing') ledger.droppable.add(element);
      return yield* select(
        channel.onSend(element, () => {}),
        onTimeout(random.below(4), () => {}),
      );
    case 2:
      yield* withTimeoutOrNull(1 + random.below(3), () => channel.send(element));
      return;
    default:
      return yield* channel.send(element);
  }
}

function* receive(channel: Channel<number>, ledger: Ledger, random: Random): Suspend<void> {
  const note = (element: number) => ledger.note(element, 'received');
  switch (random.below(6)) {
    case 0: {
      const result = channel.tryReceive();
      if (result.isSuccess) note(result.getOrThrow());
      return;
    }
    case 1:
      return yield* select(
        channel.onReceive(note),
        onTimeout(random.below(4), () => {}),
      );
    case 2: {
      const result = yield* select(channel.onReceiveCatching((r) => r));
      if (result.isSuccess) note(result.getOrThrow());
      return;
    }
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
  const channel = channelOf<number>(kind, { onUndeliveredElement: (n) => ledger.note(n, 'undelivered') });
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
      expect(ledger.sent.size).toBeGreaterThan(10);
    });
  }
});
