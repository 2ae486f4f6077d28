import { CompletionHandlerException, delay, Job, type Job as JobType, yieldNow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { causes, flags, perform, step } from '../perform.js';

const boom = new Error('boom');

describe('handlers for cancelling', () => {
  it('run when cancellation begins, before the body has ended', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(function* () {
        try {
          yield* delay(1000);
        } finally {
          step('cleanup');
        }
      });
      job.invokeOnCompletion(() => step('completed'));
      job.invokeOnCompletion((cause) => step('cancelling', flags(job), cause), { onCancelling: true });
      yield* yieldNow();
      job.cancel();
      step('cancelled');
    });
    expect(steps).toEqual([
      'cancelling cancelled JobCancellationException(StandaloneCoroutine was cancelled)',
      'cancelled',
      'cleanup',
      'completed',
      'end',
    ]);
  });

  it('get null once when the job completes normally', () => {
    const job = new Job();
    const seen: unknown[] = [];
    job.invokeOnCompletion((cause) => seen.push(cause), { onCancelling: true });
    job.complete();
    expect(seen).toEqual([null]);
  });

  it('do not run again when the job has ended', () => {
    const parent = new Job();
    const child = new Job(parent);
    const seen: string[] = [];
    parent.invokeOnCompletion(() => seen.push(`parent ${flags(child)}`), { onCancelling: true });
    parent.cancel();
    expect(seen).toEqual(['parent completed cancelled']);
  });

  it('run at once on a job that is being cancelled', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(function* () {
        try {
          yield* delay(1000);
        } finally {
          job.invokeOnCompletion(() => step('at once'), { onCancelling: true });
          job.invokeOnCompletion(() => step('never'), { onCancelling: true, invokeImmediately: false });
          job.invokeOnCompletion(() => step('at the end'));
          step('registered');
        }
      });
      yield* yieldNow();
      job.cancel();
    });
    expect(steps).toEqual(['at once', 'registered', 'at the end', 'end']);
  });

  it('run before children are cancelled if registered before them', () => {
    const steps = perform(function* () {
      const parent = new Job();
      parent.invokeOnCompletion(() => step('first'), { onCancelling: true });
      const child = new Job(parent);
      child.invokeOnCompletion(() => step('child'));
      parent.invokeOnCompletion(() => step('last'), { onCancelling: true });
      parent.cancel();
    });
    expect(steps).toEqual(['first', 'child', 'last', 'end']);
  });

  it('do not run once they are disposed of', () => {
    const job = new Job();
    const seen: unknown[] = [];
    job.invokeOnCompletion((cause) => seen.push(cause), { onCancelling: true }).dispose();
    job.cancel();
    expect(seen).toEqual([]);
  });

  it('that throw make the cancel call throw, children being told', () => {
    const job = new Job();
    const child = new Job(job);
    job.invokeOnCompletion(
      () => {
        throw boom;
      },
      { onCancelling: true },
    );
    expect(() => job.cancel()).toThrow(CompletionHandlerException);
    expect([flags(job), flags(child)]).toEqual(['cancelled', 'completed cancelled']);
  });
});

describe('a handler on a child that throws', () => {
  const failing = (job: JobType) =>
    job.invokeOnCompletion(() => {
      throw boom;
    });
  const thrownBy = (action: () => unknown): string => {
    try {
      action();
    } catch (error) {
      return causes(error).replace(/@\w+/g, '');
    }
    return 'nothing';
  };

  it('makes the cancelling of the parent throw', () => {
    const parent = new Job();
    failing(new Job(parent));
    expect(thrownBy(() => parent.cancel())).toBe(
      'CompletionHandlerException(Exception in completion handler of JobImpl{Cancelling}) <- ' +
        'CompletionHandlerException(Exception in completion handler of JobImpl{Cancelled}) <- Error(boom)',
    );
  });

  it('does not keep a completing parent from its end', () => {
    const parent = new Job();
    const child = new Job(parent);
    failing(child);
    parent.complete();
    expect([thrownBy(() => child.complete()), flags(parent)]).toEqual([
      'CompletionHandlerException(Exception in completion handler of JobImpl{Completed}) <- Error(boom)',
      'completed',
    ]);
  });

  it('reaches the completion of the last child from the parent', () => {
    const parent = new Job();
    const child = new Job(parent);
    failing(parent);
    parent.complete();
    expect([thrownBy(() => child.complete()), flags(parent)]).toEqual([
      'CompletionHandlerException(Exception in completion handler of JobImpl{Completed}) <- ' +
        'CompletionHandlerException(Exception in completion handler of JobImpl{Completed}) <- Error(boom)',
      'completed',
    ]);
  });
});
