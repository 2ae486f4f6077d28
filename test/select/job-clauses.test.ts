import {
  awaitCancellation,
  CancellationException,
  Channel,
  CompletableDeferred,
  CoroutineStart,
  type Deferred,
  Dispatchers,
  delay,
  Job,
  onTimeout,
  SupervisorJob,
  select,
  supervisorScope,
  yieldNow,
} from 'suspendable';
import { describe, expect, test } from 'vitest';
import { now, perform, step } from '../perform.js';

const LAZY = { start: CoroutineStart.LAZY };

describe('onJoin', () => {
  test('of a job that has ended wins at once', () => {
    expect(
      perform(function* ({ launch }) {
        const job = launch(() => {});
        yield* job.join();
        launch(() => step('2 another coroutine'));
        step(
          '1',
          yield* select(
            job.onJoin(() => 'joined'),
            onTimeout(0, () => 'in vain'),
          ),
        );
      }),
    ).toEqual(['1 joined', '2 another coroutine', 'end']);
  });

  test('of a job that runs waits for its end', () => {
    expect(
      perform(function* ({ launch }) {
        const job = launch(function* () {
          step('1 runs');
          yield* delay(10);
          step('2 ends');
        });
        step('3', yield* select(job.onJoin(() => 'joined')), now());
      }),
    ).toEqual(['1 runs', '2 ends', '3 joined 10', 'end']);
  });

  test('of a lazy job starts it', () => {
    expect(
      perform(function* ({ launch }) {
        const job = launch(LAZY, () => step('1 runs'));
        step('2', yield* select(job.onJoin(() => 'joined')));
      }),
    ).toEqual(['1 runs', '2 joined', 'end']);
  });

  test('of a lazy job that ends in its start lets a clause behind it win', () => {
    expect(
      perform(function* ({ async }) {
        const inPlace = () =>
          async({ ...LAZY, context: Dispatchers.Unconfined }, () => {
            step('runs');
            return 'result';
          });
        const channel = new Channel<string>(2);
        yield* channel.send('element');
        step(
          yield* select(
            inPlace().onJoin(() => 'joined'),
            channel.onReceive(String),
          ),
        );
        step(yield* select(inPlace().onAwait(String), channel.onReceive(String)));
      }),
    ).toEqual(['runs', 'element', 'runs', 'result', 'end']);
  });

  test('never fails, however the job has ended', () => {
    expect(
      perform(function* () {
        const failed = new Job();
        failed.completeExceptionally(new Error('boom'));
        const cancelled = new Job();
        cancelled.cancel();
        for (const job of [failed, cancelled]) step(yield* select(job.onJoin(() => 'joined')));
      }),
    ).toEqual(['joined', 'joined', 'end']);
  });

  test('that loses leaves the job as it is', () => {
    expect(
      perform(function* ({ launch }) {
        const job = launch(awaitCancellation);
        step(
          yield* select(
            job.onJoin(() => 'joined'),
            onTimeout(10, () => 'in vain'),
          ),
        );
        step('active', job.isActive);
        job.cancel();
      }),
    ).toEqual(['in vain', 'active true', 'end']);
  });
});

describe('onAwait', () => {
  test('of a result that is there wins at once', () => {
    expect(
      perform(function* () {
        const deferred = new CompletableDeferred(42);
        return yield* select(
          deferred.onAwait((n) => n + 1),
          onTimeout(0, () => 'in vain'),
        );
      }),
    ).toEqual(['end: 43']);
  });

  test('waits for a result and gives it to its block', () => {
    expect(
      perform(function* ({ async }) {
        const deferred = async(function* () {
          step('1 computes');
          yield* yieldNow();
          return 42;
        });
        const result = yield* select(
          deferred.onAwait((n) => {
            step('2 the block gets', n);
            return 'result';
          }),
        );
        step('3 has its', result);
      }),
    ).toEqual(['1 computes', '2 the block gets 42', '3 has its result', 'end']);
  });

  test('takes the first of two that is ready', () => {
    expect(
      perform(function* ({ async }) {
        const due = (millis: number): Deferred<number> =>
          async(function* () {
            yield* delay(millis);
            return millis;
          });
        const [slow, quick] = [due(20), due(10)];
        return yield* select(
          slow.onAwait((n) => `slow ${n}`),
          quick.onAwait((n) => `quick ${n}`),
        );
      }),
    ).toEqual(['end: quick 10']);
  });

  test('starts all its lazy coroutines in listing order', () => {
    expect(
      perform(function* ({ async }) {
        const lazy = (name: string, millis: number) =>
          async(LAZY, function* () {
            step(name, 'starts');
            yield* delay(millis);
            return name;
          });
        const [a, b] = [lazy('A', 20), lazy('B', 10)];
        step(
          yield* select(
            a.onAwait((x) => x),
            b.onAwait((x) => x),
          ),
        );
      }),
    ).toEqual(['A starts', 'B starts', 'B', 'end']);
  });

  test('does not start what is listed behind a ready one', () => {
    expect(
      perform(function* ({ async }) {
        const lazy = async(LAZY, () => step('unreached'));
        step(
          yield* select(
            new CompletableDeferred(1).onAwait((n) => n),
            lazy.onAwait(() => 2),
          ),
        );
        lazy.cancel();
      }),
    ).toEqual(['1', 'end']);
  });

  test('rethrows the very failure, now or later', () => {
    expect(
      perform(() =>
        supervisorScope(function* ({ async }) {
          const boom = new Error('boom');
          const deferred = async(function* () {
            yield* yieldNow();
            throw boom;
          });
          for (let i = 0; i < 2; i++) {
            try {
              yield* select(deferred.onAwait(() => step('unreached')));
            } catch (error) {
              step(error === boom);
            }
          }
        }),
      ),
    ).toEqual(['true', 'true', 'end']);
  });

  test('rethrows the cancellation of what it awaits', () => {
    expect(
      perform(function* () {
        const deferred = new CompletableDeferred<number>();
        deferred.cancel(new CancellationException('enough'));
        yield* select(deferred.onAwait(() => step('unreached')));
      }),
    ).toEqual(['threw CancellationException(enough)']);
  });

  test('cannot be listed beside onJoin of the same job', () => {
    const [ended] = perform(function* () {
      const deferred = new CompletableDeferred<number>(new SupervisorJob());
      yield* select(
        deferred.onJoin(() => step('unreached')),
        deferred.onAwait(() => step('unreached')),
      );
    });
    expect(ended).toMatch(
      /^threw IllegalStateException\(Cannot use select clauses on the same object: CompletableDeferredImpl\{Active\}@\w+\)$/,
    );
  });
});

test('a loop of selects ends when its scope fails', () => {
  expect(
    perform(function* ({ launch }) {
      const channel = new Channel<number>();
      launch(function* () {
        yield* delay(10);
        throw new Error('boom');
      });
      for (let rounds = 0; ; rounds++) {
        try {
          yield* select(channel.onReceiveCatching((x) => x));
        } catch (error) {
          step('round', rounds, now());
          throw error;
        }
      }
    }),
  ).toEqual(['round 0 10', 'threw Error(boom)']);
});
