import {
  awaitCancellation,
  CancellationException,
  type CompletableDeferred,
  CoroutineStart,
  delay,
  IllegalStateException,
  Job,
  SupervisorJob,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { flags, isForgotten, now, perform, step } from '../perform.js';

describe('join', () => {
  it('waits until the job and its children have ended', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(({ launch }) => void launch(() => delay(20)));
      yield* job.join();
      step(now(), flags(job));
    });
    expect(steps).toEqual(['20 completed', 'end']);
  });

  it('never throws the failure of the job', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(new SupervisorJob(), function* () {
        yield* delay(10);
        throw new Error('boom');
      });
      yield* job.join();
      step('joined', flags(job));
      yield* job.join();
      step('again');
    });
    expect(steps).toEqual(['uncaught Error(boom)', 'joined completed cancelled', 'again', 'end']);
  });

  it('never throws the cancellation of the job', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(awaitCancellation);
      launch(() => job.cancel());
      yield* job.join();
      step('joined');
    });
    expect(steps).toEqual(['joined', 'end']);
  });

  it('resumes several waiters in the order in which they came', () => {
    const steps = perform(function* ({ launch }) {
      const job = new Job();
      for (const i of [1, 2, 3]) {
        launch(function* () {
          yield* job.join();
          step(i);
        });
      }
      yield* yieldNow();
      job.complete();
      step('completed');
    });
    expect(steps).toEqual(['completed', '1', '2', '3', 'end']);
  });

  it('throws when the caller is cancelled while it waits', () => {
    const steps = perform(function* ({ launch }) {
      const job = new Job();
      const caller = launch(function* () {
        try {
          yield* job.join();
          step('unreachable');
        } catch (error) {
          step(error);
        }
      });
      yield* yieldNow();
      caller.cancel(new CancellationException('enough'));
      yield* caller.join();
      step(flags(job));
    });
    expect(steps).toEqual(['CancellationException(enough)', 'active', 'end']);
  });

  it.each([
    ['completed', (job: Job) => (job as { complete?(): boolean }).complete!()],
    ['cancelled', (job: Job) => job.cancel()],
    ['failed', (job: Job) => (job as unknown as CompletableDeferred<1>).completeExceptionally(new Error('boom'))],
  ])('of a %s job throws if the caller is cancelled', (_state, end) => {
    const steps = perform(function* ({ launch }) {
      const job = new Job();
      end(job);
      yield* job.join();
      step('joined');
      launch(function* (own) {
        own.cancel();
        try {
          yield* job.join();
          step('unreachable');
        } catch (error) {
          step(error);
        }
      });
    });
    expect(steps).toEqual(['joined', 'JobCancellationException(StandaloneCoroutine was cancelled)', 'end']);
  });

  it('throws if the caller was cancelled after the job ended', () => {
    const steps = perform(function* ({ launch }) {
      const job = new Job();
      const caller = launch(function* () {
        try {
          yield* job.join();
          step('unreachable');
        } catch (error) {
          step(error);
        }
      });
      yield* yieldNow();
      job.complete();
      caller.cancel();
    });
    expect(steps).toEqual(['JobCancellationException(StandaloneCoroutine was cancelled)', 'end']);
  });

  it('throws in the parent that its failing child cancels', () => {
    const steps = perform(function* ({ launch }) {
      const child = launch(() => {
        throw new Error('boom');
      });
      try {
        yield* child.join();
      } catch (error) {
        step(error, '<-', (error as Error).cause);
        throw error;
      }
    });
    expect(steps).toEqual([
      'JobCancellationException(DeferredCoroutine is cancelling) <- Error(boom)',
      'threw Error(boom)',
    ]);
  });

  it('of the own job never returns', () => {
    const steps = perform(function* ({ coroutineContext }) {
      yield* coroutineContext.get(Job)!.join();
    });
    expect(steps).toEqual(['stuck']);
  });

  it('leaves no handler behind when it is cancelled', () => {
    const steps = perform(function* ({ launch }) {
      const job = new Job();
      for (let i = 0; i < 3; i++) {
        const caller = launch({ start: CoroutineStart.UNDISPATCHED }, () => job.join());
        yield* caller.cancelAndJoin();
      }
      step(isForgotten(job));
    });
    expect(steps).toEqual(['true', 'end']);
  });

  it('outside of a coroutine says what to write instead', () => {
    const job = new Job();
    for (const call of [() => job.join(), () => job.cancelAndJoin()]) {
      expect(() => call().next()).toThrow(IllegalStateException);
    }
    job.complete();
    expect(() => job.join().next()).toThrow(
      'join was run outside of a coroutine. Call it with yield* in a suspend function that a coroutine runs: run(function* () { ... })',
    );
  });
});

describe('cancelAndJoin', () => {
  it('waits for the cleanup of the cancelled job', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(function* () {
        try {
          yield* awaitCancellation();
        } finally {
          step('cleanup');
        }
      });
      yield* yieldNow();
      yield* job.cancelAndJoin();
      step('joined', flags(job));
    });
    expect(steps).toEqual(['cleanup', 'joined completed cancelled', 'end']);
  });

  it('waits for children that take their time', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(({ launch }) => {
        launch(function* () {
          try {
            yield* awaitCancellation();
          } finally {
            step('child');
          }
        });
      });
      yield* delay(1);
      yield* job.cancelAndJoin();
      step('joined');
    });
    expect(steps).toEqual(['child', 'joined', 'end']);
  });

  it('of a completed job returns at once', () => {
    const steps = perform(function* () {
      const job = new Job();
      job.complete();
      yield* job.cancelAndJoin();
      step(flags(job));
    });
    expect(steps).toEqual(['completed', 'end']);
  });

  it('cancels nothing before it is run', () => {
    const job = new Job();
    job.cancelAndJoin();
    expect(flags(job)).toBe('active');
  });

  it('cancels the job although the caller is cancelled itself', () => {
    const steps = perform(function* ({ launch }) {
      const job = new Job();
      launch(function* (own) {
        own.cancel();
        yield* job.cancelAndJoin();
        step('unreachable');
      });
      yield* yieldNow();
      step(flags(job));
    });
    expect(steps).toEqual(['completed cancelled', 'end']);
  });
});
