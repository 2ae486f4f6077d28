import { CompletableDeferred, CoroutineStart, delay, Job, joinAll, SupervisorJob, yieldNow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { now, perform, step } from '../perform.js';

describe('joinAll', () => {
  it('waits for all jobs, in their order', () => {
    const steps = perform(function* ({ launch }) {
      const jobs = [30, 10, 20].map((millis) => launch(() => delay(millis)));
      for (const [i, job] of jobs.entries()) job.invokeOnCompletion(() => step(i));
      yield* joinAll(...jobs);
      step(now());
    });
    expect(steps).toEqual(['1', '2', '0', '30', 'end']);
  });

  it('never throws the failures of jobs', () => {
    const steps = perform(function* () {
      const jobs = [new Job(), new CompletableDeferred<number>(), new Job()] as const;
      jobs[0].completeExceptionally(new Error('boom'));
      jobs[1].cancel();
      jobs[2].complete();
      yield* joinAll(...jobs);
      step('joined');
    });
    expect(steps).toEqual(['joined', 'end']);
  });

  it('goes on waiting for later jobs when an early one fails', () => {
    const steps = perform(function* ({ launch }) {
      const supervisor = new SupervisorJob();
      const failing = launch(supervisor, () => {
        throw new Error('boom');
      });
      const late = launch(supervisor, () => delay(50));
      yield* joinAll(failing, late);
      step(now());
    });
    expect(steps).toEqual(['uncaught Error(boom)', '50', 'end']);
  });

  it('starts lazy jobs one after the other', () => {
    const steps = perform(function* ({ launch }) {
      const lazy = (name: string) =>
        launch({ start: CoroutineStart.LAZY }, function* () {
          yield* delay(10);
          step(name, now());
        });
      yield* joinAll(lazy('a'), lazy('b'));
    });
    expect(steps).toEqual(['a 10', 'b 20', 'end']);
  });

  it('of no jobs returns at once', () => {
    const steps = perform(function* ({ launch }) {
      launch(() => step('other'));
      yield* joinAll();
      step('joined');
    });
    expect(steps).toEqual(['joined', 'other', 'end']);
  });

  it('may be given the same job twice', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(() => delay(10));
      yield* joinAll(job, job);
      step(now());
    });
    expect(steps).toEqual(['10', 'end']);
  });

  it('throws when the caller is cancelled', () => {
    const steps = perform(function* ({ launch }) {
      const job = new Job();
      const caller = launch(function* () {
        try {
          yield* joinAll(job);
        } catch (error) {
          step(error);
        }
      });
      yield* yieldNow();
      caller.cancel();
    });
    expect(steps).toEqual(['JobCancellationException(StandaloneCoroutine was cancelled)', 'end']);
  });
});
