import { Channel, type CoroutineScope, delay, Job, type ReceiveChannel, type Suspend, yieldNow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { isForgotten, perform, step } from '../perform.js';

type Loop = (channel: ReceiveChannel<number>, action: (element: number) => Suspend<unknown> | void) => Suspend<void>;

const loops: [string, Loop][] = [
  ['consumeEach', (channel, action) => channel.consumeEach(action)],
  [
    'a loop with an iterator',
    function* (channel, action) {
      const iterator = channel.iterator();
      while (yield* iterator.hasNext()) {
        const given = action(iterator.next());
        if (given) yield* given;
      }
    },
  ],
];

/** A coroutine that notes its end. */
function* noting(name: string, body: () => Suspend<unknown>): Suspend<void> {
  try {
    yield* body();
  } finally {
    step(name);
  }
}

/** Cancels a coroutine that `body` runs in while it waits for the third element of its channel. */
function cancelled(body: (channel: Channel<number>, scope: CoroutineScope) => Suspend<unknown>): string[] {
  return perform(function* ({ launch }) {
    const channel = new Channel<number>();
    const job = launch((scope) => noting('loop', () => body(channel, scope)));
    yield* yieldNow();
    for (const n of [1, 2]) yield* channel.send(n);
    yield* delay(10);
    job.cancel();
  });
}

for (const [name, loop] of loops) {
  describe(`a cancellation reaches ${name}`, () => {
    it('ahead of the children that it has started', () => {
      expect(
        cancelled((channel, { launch }) =>
          loop(channel, (n) => void launch(() => noting(`child ${n}`, () => delay(1000)))),
        ),
      ).toEqual(['loop', 'child 1', 'child 2', 'end']);
    });

    it('ahead of them even if it has waited for something else', () => {
      expect(
        cancelled((channel, { launch }) =>
          loop(channel, function* (n) {
            launch(() => noting(`child ${n}`, () => delay(1000)));
            yield* delay(1);
          }),
        ),
      ).toEqual(['loop', 'child 1', 'child 2', 'end']);
    });

    it('behind the children that were there before', () => {
      expect(
        cancelled(function* (channel, { launch }) {
          launch(() => noting('child', () => delay(1000)));
          yield* loop(channel, () => {});
        }),
      ).toEqual(['child', 'loop', 'end']);
    });

    it('behind the children that an earlier loop has started', () => {
      expect(
        cancelled(function* (channel, { launch }) {
          const first = new Channel<number>();
          launch(() => first.send(1)).invokeOnCompletion(() => first.close());
          yield* loop(first, () => void launch(() => noting('child', () => delay(1000))));
          yield* loop(channel, () => {});
        }),
      ).toEqual(['child', 'loop', 'end']);
    });

    it('while what it does with an element waits', () => {
      expect(
        cancelled((channel, { launch }) =>
          loop(channel, function* (n) {
            launch(() => noting(`child ${n}`, () => delay(1000)));
            if (n === 2) yield* delay(1000);
          }),
        ),
      ).toEqual(['child 1', 'child 2', 'loop', 'end']);
    });
  });
}

it.each([
  ['while it waits', true],
  ['while it does something', false],
])('a loop whose channel ends %s leaves no handler behind', (_, waits) => {
  const steps = perform(function* ({ launch }) {
    const channel = new Channel<number>();
    const job = launch(new Job(), function* () {
      yield* channel.consumeEach(() => delay(10));
      step(isForgotten(job));
    });
    yield* channel.send(1);
    yield* delay(waits ? 20 : 5);
    channel.close();
  });
  expect(steps).toEqual(['true', 'end']);
});

it('an iterator that several coroutines use is cancelled with the one that waits in it', () => {
  const steps = perform(function* ({ launch }) {
    const channel = new Channel<number>();
    const iterator = channel.iterator();
    const wait = (name: string) => launch(new Job(), () => noting(name, () => iterator.hasNext()));
    const first = wait('first');
    yield* yieldNow();
    yield* channel.send(1);
    yield* yieldNow();
    iterator.next();
    const second = wait('second');
    yield* yieldNow();
    first.cancel();
    yield* yieldNow();
    step('now the second');
    second.cancel();
  });
  expect(steps).toEqual(['first', 'now the second', 'second', 'end']);
});
