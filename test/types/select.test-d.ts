import {
  type Channel,
  type ChannelResult,
  type Deferred,
  type Job,
  Mutex,
  onTimeout,
  run,
  type SelectClause,
  Semaphore,
  type Suspend,
  select,
  selectUnbiased,
} from 'suspendable';
import { describe, expectTypeOf, test } from 'vitest';

declare const numbers: Channel<number>;
declare const words: Channel<string>;
declare const job: Job;
declare const answer: Deferred<boolean>;
const mutex = new Mutex();

describe('the result of a select', () => {
  test('is what any of its clauses may give', () => {
    expectTypeOf(
      select(
        numbers.onReceive((n) => n),
        words.onReceive((word) => word),
        answer.onAwait((yes) => yes),
        onTimeout(50, () => null),
      ),
    ).toEqualTypeOf<Suspend<number | string | boolean | null>>();
  });

  test('keeps literals and objects apart', () => {
    expectTypeOf(
      select(
        numbers.onReceive((n) => ({ kind: 'number' as const, n })),
        job.onJoin(() => ({ kind: 'end' as const })),
      ),
    ).toEqualTypeOf<Suspend<{ kind: 'number'; n: number } | { kind: 'end' }>>();
  });

  test('is the one type if all clauses agree', () => {
    expectTypeOf(
      select(
        numbers.onSend(1, () => true),
        words.onSend('text', () => false),
      ),
    ).toEqualTypeOf<Suspend<boolean>>();
  });

  test('is what suspending blocks return', () => {
    expectTypeOf(
      select(
        numbers.onReceive(function* (n) {
          const word = yield* words.receive();
          return `${n} ${word}`;
        }),
        onTimeout(1, () => numbers.receive()),
      ),
    ).toEqualTypeOf<Suspend<string | number>>();
  });

  test('may be nothing', () => {
    expectTypeOf(
      select(
        job.onJoin(() => {}),
        mutex.onLock(() => {}),
      ),
    ).toEqualTypeOf<Suspend<void>>();
    expectTypeOf(select()).toEqualTypeOf<Suspend<never>>();
  });

  test('is the same without a bias', () => {
    expectTypeOf(
      selectUnbiased(
        numbers.onReceive((n) => n),
        words.onReceive((word) => word),
      ),
    ).toEqualTypeOf<Suspend<number | string>>();
  });

  test('is that of all clauses of a list', () => {
    const clauses = [numbers, numbers].map((channel) => channel.onReceive((n) => n));
    expectTypeOf(select(...clauses)).toEqualTypeOf<Suspend<number>>();
    expectTypeOf(
      select(
        ...clauses,
        onTimeout(1, () => 'late'),
      ),
    ).toEqualTypeOf<Suspend<number | string>>();
  });

  test('comes out of a block', () => {
    expectTypeOf(run(() => select(numbers.onReceive((n) => n)))).toEqualTypeOf<Promise<number>>();
  });
});

describe('a clause', () => {
  test('gives its block what it waits for', () => {
    numbers.onReceive((n) => expectTypeOf(n).toEqualTypeOf<number>());
    numbers.onReceiveCatching((result) => expectTypeOf(result).toEqualTypeOf<ChannelResult<number>>());
    answer.onAwait((yes) => expectTypeOf(yes).toEqualTypeOf<boolean>());
    mutex.onLock((locked) => expectTypeOf(locked).toEqualTypeOf<Mutex>());
  });

  test('is of the type of its result', () => {
    expectTypeOf(numbers.onReceive((n) => `${n}`)).toEqualTypeOf<SelectClause<string>>();
    expectTypeOf(job.onJoin(() => numbers.receive())).toEqualTypeOf<SelectClause<number>>();
    expectTypeOf<SelectClause<1 | 2>>().toExtend<SelectClause<number>>();
    expectTypeOf<SelectClause<number>>().not.toExtend<SelectClause<1 | 2>>();
  });

  test('is needed: nothing else will do', () => {
    // @ts-expect-error a channel
    select(numbers);
    // @ts-expect-error a suspend call
    select(numbers.receive());
    // @ts-expect-error a function
    select(() => 1);
    // @ts-expect-error the block is missing
    numbers.onReceive();
    // @ts-expect-error of another type
    numbers.onSend('text', () => {});
    // @ts-expect-error the block has nothing to take
    onTimeout(1, (value: number) => value);
  });
});

describe('mutex and semaphore', () => {
  test('give what their blocks give', () => {
    expectTypeOf(mutex.withLock(() => numbers.receive())).toEqualTypeOf<Suspend<number>>();
    expectTypeOf(mutex.withLock(() => 'text', {})).toEqualTypeOf<Suspend<string>>();
    expectTypeOf(new Semaphore(2).withPermit(() => [1])).toEqualTypeOf<Suspend<number[]>>();
    expectTypeOf(
      mutex.withLock(function* () {
        return yield* words.receive();
      }),
    ).toEqualTypeOf<Suspend<string>>();
  });

  test('take and give back without a value', () => {
    expectTypeOf(mutex.lock()).toEqualTypeOf<Suspend<void>>();
    expectTypeOf(mutex.tryLock({})).toEqualTypeOf<boolean>();
    expectTypeOf(new Semaphore(1).acquire()).toEqualTypeOf<Suspend<void>>();
    expectTypeOf(new Semaphore(1, 1).tryAcquire()).toEqualTypeOf<boolean>();
    // @ts-expect-error an owner is an object
    mutex.lock('me');
  });
});
