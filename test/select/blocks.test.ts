import {
  Channel,
  CoroutineName,
  CoroutineStart,
  currentCoroutineContext,
  delay,
  IllegalArgumentException,
  Job,
  Mutex,
  onTimeout,
  type SelectClause,
  type Suspend,
  select,
  selectUnbiased,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { now, perform, step } from '../perform.js';

const UNDISPATCHED = { start: CoroutineStart.UNDISPATCHED };

describe('the block of a clause', () => {
  test('runs in the coroutine that selects', () => {
    expect(
      perform(function* ({ launch }) {
        const channel = new Channel<string>();
        launch(new CoroutineName('selector'), function* () {
          yield* select(channel.onReceive((x) => step(x, 'in', currentCoroutineContext().get(CoroutineName)?.name)));
        });
        yield* channel.send('it');
      }),
    ).toEqual(['it in selector', 'end']);
  });

  test('may suspend, and its result is the select`s', () => {
    expect(
      perform(function* () {
        const result = yield* select(
          onTimeout(10, function* () {
            yield* delay(5);
            return 'result';
          }),
        );
        step(result, now());
      }),
    ).toEqual(['result 15', 'end']);
  });

  test('runs when the other clauses are out of play', () => {
    expect(
      perform(function* () {
        const channel = new Channel<string>();
        yield* select(
          channel.onReceive(() => step('unreached')),
          onTimeout(1, function* () {
            step('trySend', channel.trySend('it').isSuccess);
            yield* delay(10);
          }),
        );
      }),
    ).toEqual(['trySend false', 'end']);
  });

  test('throws out of the select, at once or later', () => {
    expect(
      perform(function* () {
        const blocks: (() => Suspend<never> | never)[] = [
          () => {
            throw new Error('plain');
          },
          function* () {
            yield* delay(1);
            throw new Error('suspended');
          },
        ];
        for (const block of blocks) {
          for (const millis of [0, 10]) {
            try {
              yield* select(onTimeout(millis, block));
            } catch (error) {
              step(error, now());
            }
          }
        }
      }),
    ).toEqual(['Error(plain) 0', 'Error(plain) 10', 'Error(suspended) 11', 'Error(suspended) 22', 'end']);
  });

  test('may be cancelled where it suspends', () => {
    expect(
      perform(function* ({ launch }) {
        const job: Job = launch({ start: CoroutineStart.UNDISPATCHED }, () =>
          select(
            onTimeout(0, function* () {
              try {
                yield* delay(100);
                step('unreached');
              } finally {
                step('cancelled');
              }
            }),
          ),
        );
        job.cancel();
      }),
    ).toEqual(['cancelled', 'end']);
  });

  test('may select again', () => {
    expect(
      perform(() =>
        select(
          onTimeout(1, () =>
            select(
              onTimeout(20, () => 'outer'),
              onTimeout(10, () => 'inner'),
            ),
          ),
        ),
      ),
    ).toEqual(['end: inner']);
  });
});

describe('a clause', () => {
  test('cannot serve in two selects that wait', () => {
    expect(
      perform(function* ({ launch }) {
        const channel = new Channel<string>(0, { onUndeliveredElement: (x) => step('undelivered', x) });
        const before = new Channel<string>(0, { onUndeliveredElement: (x) => step('undelivered', x) });
        const clause = channel.onSend('it', () => 'sent');
        launch(UNDISPATCHED, function* () {
          step(yield* select(clause));
        });
        try {
          yield* select(
            before.onSend('before', () => 'unreached'),
            clause,
          );
        } catch (error) {
          step(error);
        }
        step(yield* channel.receive());
      }),
    ).toEqual([
      'IllegalStateException(This clause waits in another select. Make one for each: select(channel.onReceive(...)))',
      'it',
      'sent',
      'end',
    ]);
  });

  test('may serve again when its select was cancelled, in time or too late', () => {
    expect(
      perform(function* ({ launch }) {
        const channel = new Channel<string>(0, { onUndeliveredElement: (x) => step('undelivered', x) });
        const mutex = new Mutex(true);
        const clauses = [channel.onReceive((x) => x), mutex.onLock(() => 'locked')];
        const cancelOne = function* (winning: () => void): Suspend<void> {
          const job = launch(UNDISPATCHED, () => select(...clauses));
          winning();
          yield* job.cancelAndJoin();
        };
        yield* cancelOne(() => {});
        yield* cancelOne(() => channel.trySend('first'));
        yield* cancelOne(() => mutex.unlock());
        step(yield* select(clauses[1]!, clauses[0]!));
        channel.close();
      }),
    ).toEqual(['undelivered first', 'locked', 'end']);
  });

  test('that has sent hands nothing on when it loses the next time', () => {
    expect(
      perform(function* () {
        const channel = new Channel<string>(1, { onUndeliveredElement: (x) => step('undelivered', x) });
        const clause = channel.onSend('it', () => 'sent');
        step(yield* select(clause));
        step(
          yield* select(
            onTimeout(0, () => 'timeout'),
            clause,
          ),
        );
      }),
    ).toEqual(['sent', 'timeout', 'end']);
  });

  test('may serve in one select after another', () => {
    expect(
      perform(function* ({ launch }) {
        const channel = new Channel<number>();
        launch(function* () {
          for (const n of [1, 2, 3]) {
            yield* channel.send(n);
            yield* delay(10);
          }
        });
        const receive = channel.onReceive((n) => n);
        const timeout = onTimeout(6, () => 'silence');
        for (let i = 0; i < 5; i++) step(yield* select(receive, timeout), now());
      }),
    ).toEqual(['1 0', 'silence 6', '2 10', 'silence 16', '3 20', 'end']);
  });
});

describe.each([
  ['select', select],
  ['selectUnbiased', selectUnbiased],
])('%s', (_name, choose) => {
  test('throws what its block or its clause throws', () => {
    expect(
      perform(function* ({ launch, async }) {
        const failed = async(new Job(), () => {
          throw new Error('awaited');
        });
        yield* failed.join();
        const channel = new Channel<number>(1);
        for (const clause of [
          () => failed.onAwait(() => step('unreached')),
          () =>
            channel.onSend(1, () => {
              throw new Error('in the block');
            }),
          () =>
            onTimeout(10, function* () {
              yield* delay(1);
              throw new Error('in the block, later');
            }),
        ]) {
          try {
            yield* choose(clause());
          } catch (error) {
            step(error);
          }
        }
        launch(() => channel.close());
        yield* channel.receive();
        yield* choose(channel.onReceive(() => step('unreached')));
      }),
    ).toEqual([
      'Error(awaited)',
      'Error(in the block)',
      'Error(in the block, later)',
      'threw ClosedReceiveChannelException(Channel was closed)',
    ]);
  });

  test('without a clause waits until it is cancelled', () => {
    expect(perform(() => choose())).toEqual(['stuck']);
  });

  test('refuses what is no clause', () => {
    for (const [clause, got] of [
      [1, '1'],
      [null, 'null'],
      [() => 1, 'a function'],
      [{ onReceive: 1 }, 'an object of class Object'],
    ] as const) {
      expect(perform(() => choose(clause as unknown as SelectClause<unknown>))).toEqual([
        `threw IllegalArgumentException(select expects clauses such as channel.onReceive(block), got ${got})`,
      ]);
    }
  });

  test('refuses a block that is no function, clause by clause', () => {
    const channel = new Channel<number>();
    const block = 'block' as never;
    for (const [name, call] of [
      ['onReceive', () => channel.onReceive(block)],
      ['onReceiveCatching', () => channel.onReceiveCatching(block)],
      ['onSend', () => channel.onSend(1, block)],
    ] as const) {
      expect(call).toThrow(new IllegalArgumentException(`${name} expects a function as its block, got "block"`));
    }
  });
});
