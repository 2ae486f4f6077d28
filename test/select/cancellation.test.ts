import {
  CancellationException,
  Channel,
  CompletableDeferred,
  CoroutineStart,
  delay,
  Job,
  Mutex,
  onTimeout,
  type SelectClause,
  select,
  withTimeoutOrNull,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { bufferingKinds, channelOf, fill, fullChannelOf, kinds, overKinds } from '../channel/kinds.js';
import { perform, step } from '../perform.js';

const UNDISPATCHED = { start: CoroutineStart.UNDISPATCHED };

/** What a clause waits for, and how that comes about. */
interface Awaited {
  clause(block: () => unknown): SelectClause<unknown>;
  happen(): unknown;
  /** What is left when it has happened and a cancelled select did not get it. */
  left(): unknown;
}

const awaited: Record<string, () => Awaited> = {
  onReceive: () => {
    const channel = new Channel<string>(0, { onUndeliveredElement: (x) => step('undelivered', x) });
    return { clause: (b) => channel.onReceive(b), happen: () => channel.trySend('it'), left: () => channel.isEmpty };
  },
  onReceiveCatching: () => {
    const channel = new Channel<string>(0, { onUndeliveredElement: (x) => step('undelivered', x) });
    return {
      clause: (b) => channel.onReceiveCatching(b),
      happen: () => channel.trySend('it'),
      left: () => channel.isEmpty,
    };
  },
  'onReceiveCatching of a closed channel': () => {
    const channel = new Channel<string>(0, { onUndeliveredElement: (x) => step('undelivered', x) });
    return {
      clause: (b) => channel.onReceiveCatching(b),
      happen: () => channel.close(),
      left: () => channel.isClosedForReceive,
    };
  },
  onSend: () => {
    const channel = new Channel<string>(0, { onUndeliveredElement: (x) => step('undelivered', x) });
    return {
      clause: (b) => channel.onSend('it', b),
      happen: () => step('received', channel.tryReceive()),
      left: () => channel.isEmpty,
    };
  },
  onJoin: () => {
    const job = new Job();
    return { clause: (b) => job.onJoin(b), happen: () => job.complete(), left: () => job.isCompleted };
  },
  onAwait: () => {
    const deferred = new CompletableDeferred<number>();
    return {
      clause: (b) => deferred.onAwait(b),
      happen: () => deferred.complete(1),
      left: () => deferred.isCompleted,
    };
  },
  onLock: () => {
    const mutex = new Mutex(true);
    return { clause: (b) => mutex.onLock(b), happen: () => mutex.unlock(), left: () => !mutex.isLocked };
  },
};

const extra: Record<string, string[]> = {
  onReceive: ['undelivered it'],
  onReceiveCatching: ['undelivered it'],
  onSend: ['received Value(it)'],
};

describe('a select that waits', () => {
  for (const [name, make] of Object.entries(awaited)) {
    test(`with ${name} ends with its cancellation`, () => {
      expect(
        perform(function* ({ launch }) {
          const { clause } = make();
          const job = launch(UNDISPATCHED, function* () {
            try {
              yield* select(clause(() => step('unreached')));
            } catch (error) {
              step(error);
            }
          });
          job.cancel(new CancellationException('enough'));
        }),
      ).toEqual([...(name === 'onSend' ? ['undelivered it'] : []), 'CancellationException(enough)', 'end']);
    });

    test(`with ${name} throws if cancelled after it has won`, () => {
      expect(
        perform(function* ({ launch }) {
          const { clause, happen, left } = make();
          const job = launch(UNDISPATCHED, function* () {
            try {
              yield* select(
                clause(() => step('unreached')),
                onTimeout(100, () => step('unreached')),
              );
            } catch (error) {
              step(error);
            }
          });
          happen();
          job.cancel(new CancellationException('enough'));
          yield* job.join();
          step(left());
        }),
      ).toEqual([...(extra[name] ?? []), 'CancellationException(enough)', 'true', 'end']);
    });

    test(`with ${name} leaves nothing behind for what happens later`, () => {
      expect(
        perform(function* ({ launch }) {
          const { clause, happen, left } = make();
          const job = launch(UNDISPATCHED, () => select(clause(() => step('unreached'))));
          yield* job.cancelAndJoin();
          happen();
          step(left());
        }),
      ).toEqual(name === 'onSend' ? ['undelivered it', 'received Value(Failed)', 'true', 'end'] : ['true', 'end']);
    });
  }

  test('hands its element on once if the channel is cancelled as well', () => {
    expect(
      perform(function* ({ launch }) {
        const channel = new Channel<string>(0, { onUndeliveredElement: (x) => step('undelivered', x) });
        launch(UNDISPATCHED, function* () {
          step(
            yield* select(
              channel.onSend('it', () => 'sent'),
              onTimeout(10, () => 'timeout'),
            ),
          );
        });
        launch(UNDISPATCHED, function* () {
          yield* delay(10);
          step('cancels');
          channel.cancel();
        });
      }),
    ).toEqual(['cancels', 'undelivered it', 'timeout', 'end']);
  });

  test('that has won in vain hands on what it would have sent before what it has got', () => {
    expect(
      perform(function* ({ launch }) {
        const mutex = new Mutex(true);
        const lost = { onUndeliveredElement: (x: string) => step('undelivered', x, mutex.isLocked) };
        const [a, b, c] = [0, 1, 2].map(() => new Channel<string>(0, lost)) as [
          Channel<string>,
          Channel<string>,
          Channel<string>,
        ];
        const job = launch(UNDISPATCHED, () =>
          select(
            a.onSend('a', () => {}),
            b.onReceive(() => {}),
            c.onSend('c', () => {}),
          ),
        );
        b.trySend('b');
        job.cancel();
        const locks = launch(UNDISPATCHED, () =>
          select(
            mutex.onLock(() => {}),
            a.onSend('d', () => {}),
          ),
        );
        mutex.unlock();
        yield* locks.cancelAndJoin();
        step('unlocked', !mutex.isLocked);
      }),
    ).toEqual([
      'undelivered a true',
      'undelivered c true',
      'undelivered b true',
      'undelivered d true',
      'unlocked true',
      'end',
    ]);
  });

  test('hands its lock on to the next who waits', () => {
    expect(
      perform(function* ({ launch }) {
        const mutex = new Mutex(true);
        const job = launch(UNDISPATCHED, () => select(mutex.onLock(() => step('unreached'))));
        launch(UNDISPATCHED, function* () {
          yield* mutex.lock();
          step('the next has it');
        });
        mutex.unlock();
        job.cancel();
      }),
    ).toEqual(['the next has it', 'end']);
  });
});

describe('a select that wins at once', () => {
  overKinds(bufferingKinds, 'does not look at cancellation (%)', (kind) => {
    expect(
      perform(function* ({ launch }) {
        const channel = fullChannelOf(kind);
        yield* launch(function* (scope) {
          scope.cancel();
          for (let i = 0; i < fill(kind); i++) yield* select(channel.onReceive(() => {}));
          step('took all', channel.isEmpty);
          yield* select(channel.onSend(1, () => step('sent one')));
          yield* select(
            new CompletableDeferred(1).onAwait(step),
            new Mutex().onLock(() => {}),
          );
          yield* select(onTimeout(0, () => step('timeout')));
          yield* select(onTimeout(1, () => step('unreached')));
        }).join();
      }),
    ).toEqual(['took all true', 'sent one', '1', 'timeout', 'end']);
  });
});

overKinds(kinds, 'a select in a timeout loses no element of %', (kind) => {
  const undelivered: number[] = [];
  const received: number[] = [];
  expect(
    perform(function* ({ launch }) {
      const channel = channelOf<number>(kind, { onUndeliveredElement: (n) => undelivered.push(n) });
      launch(function* () {
        for (let n = 1; n <= 100; n++) {
          yield* channel.send(n);
          yield* delay(1);
        }
        channel.close();
      });
      while (!channel.isClosedForReceive) {
        yield* withTimeoutOrNull(3, function* () {
          for (;;) {
            const result = yield* select(channel.onReceiveCatching((r) => r));
            if (result.isClosed) return;
            received.push(result.getOrThrow());
          }
        });
      }
    }),
  ).toEqual(['end']);
  expect([...received, ...undelivered].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
});
