/* What of a job is for code that is no coroutine: its promise and its signal. */
import {
  awaitCancellation,
  CancellationException,
  CompletableDeferred,
  CoroutineScope,
  Dispatchers,
  Job,
  SupervisorJob,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { causes, perform, step } from '../perform.js';

const boom = new Error('boom');
const settled = (promise: Promise<unknown>) =>
  promise.then(
    (value) => ['fulfilled', value],
    (reason) => ['rejected', reason],
  );

describe('asPromise of a job', () => {
  it('gives the result of a deferred', async () => {
    const deferred = new CompletableDeferred<string>();
    const promise = deferred.asPromise();
    deferred.complete('value');
    expect(await settled(promise)).toEqual(['fulfilled', 'value']);
  });

  it('rejects with the failure itself, also asked for late', async () => {
    const job = new Job();
    const promise = job.asPromise();
    job.completeExceptionally(boom);
    expect(await Promise.all([settled(promise), settled(job.asPromise())])).toEqual([
      ['rejected', boom],
      ['rejected', boom],
    ]);
  });

  it('rejects with the cancellation of a cancelled job', async () => {
    const job = new Job();
    const cause = new CancellationException('enough');
    job.cancel(cause);
    expect(await settled(job.asPromise())).toEqual(['rejected', cause]);
  });

  it('settles when the children have ended too', async () => {
    const job = new Job();
    const child = new Job(job);
    const seen: string[] = [];
    const promise = job.asPromise().then(() => seen.push('job'));
    job.complete();
    await Promise.resolve();
    seen.push('before');
    child.complete();
    await promise;
    expect(seen).toEqual(['before', 'job']);
  });
});

describe('promise of a scope', () => {
  it('gives the result of a coroutine in the scope', async () => {
    const scope = new CoroutineScope(Dispatchers.Default);
    expect(await settled(scope.promise(async () => 'value'))).toEqual(['fulfilled', 'value']);
  });

  it('rejects with the failure, which fails the scope', async () => {
    const scope = new CoroutineScope(Dispatchers.Default);
    const outcome = await settled(
      scope.promise(() => {
        throw boom;
      }),
    );
    expect([outcome, scope.isActive]).toEqual([['rejected', boom], false]);
  });

  it('rejects when the scope is cancelled', async () => {
    const scope = new CoroutineScope(new SupervisorJob());
    const promise = scope.promise({ start: 'undispatched' }, awaitCancellation);
    const cause = new CancellationException('enough');
    scope.cancel(cause);
    expect(await settled(promise)).toEqual(['rejected', cause]);
  });
});

describe('the signal of a job', () => {
  it('is aborted with the cancellation as its reason', () => {
    const job = new Job();
    const { signal } = job;
    const before = signal.aborted;
    const cause = new CancellationException('enough');
    job.cancel(cause);
    expect([before, signal.aborted, signal.reason, job.signal === signal]).toEqual([false, true, cause, true]);
  });

  it('is aborted from the start on a cancelled job', () => {
    const job = new Job();
    job.cancel(new CancellationException('enough'));
    expect([job.signal.aborted, causes(job.signal.reason)]).toEqual([true, 'CancellationException(enough)']);
  });

  it('is aborted while the cancelled body still cleans up', () => {
    const steps = perform(function* ({ launch }) {
      const job: Job = launch(function* () {
        const { signal } = job;
        try {
          yield* awaitCancellation();
        } finally {
          step(signal.aborted, signal.reason);
        }
      });
      yield* yieldNow();
      job.cancel(new CancellationException('enough'));
    });
    expect(steps).toEqual(['true CancellationException(enough)', 'end']);
  });

  it('is not aborted when the job completes normally', () => {
    const job = new Job();
    const { signal } = job;
    job.complete();
    expect([signal.aborted, job.signal.aborted]).toEqual([false, false]);
  });
});
