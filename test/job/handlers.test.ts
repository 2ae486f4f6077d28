import {
  CancellationException,
  CompletableDeferred,
  type CompletableJob,
  CompletionHandlerException,
  CoroutineExceptionHandler,
  getSuppressed,
  Job,
  type Job as JobType,
  SupervisorJob,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { causes, flags, perform, step, text } from '../perform.js';

const boom = new Error('boom');
const kinds = [
  ['Job', () => new Job()],
  ['SupervisorJob', () => new SupervisorJob()],
  ['CompletableDeferred', () => new CompletableDeferred<undefined>()],
] as const;

describe.each(kinds)('handlers on a %s', (_kind, make) => {
  const complete = (job: JobType) => (job as CompletableJob).complete();
  const fail = (job: JobType) => (job as CompletableJob).completeExceptionally(boom);

  it('get null when the job completes normally', () => {
    const job = make();
    const seen: unknown[] = [];
    job.invokeOnCompletion((cause) => seen.push(cause));
    complete(job);
    expect(seen).toEqual([null]);
  });

  it('get the given cause when the job is cancelled', () => {
    const job = make();
    const seen: unknown[] = [];
    const cause = new CancellationException('enough');
    job.invokeOnCompletion((c) => seen.push(c));
    job.cancel(cause);
    expect(seen[0]).toBe(cause);
  });

  it('get the failure itself when the job fails', () => {
    const job = make();
    const seen: unknown[] = [];
    job.invokeOnCompletion((cause) => seen.push(cause));
    fail(job);
    expect(seen[0]).toBe(boom);
  });

  it.each([1, 2, 10, 100])('%i in number run in registration order', (count) => {
    const job = make();
    const seen: number[] = [];
    const numbers = Array.from({ length: count }, (_, i) => i);
    for (const i of numbers) job.invokeOnCompletion(() => seen.push(i));
    complete(job);
    expect(seen).toEqual(numbers);
  });

  it('run once although completion is asked for twice', () => {
    const job = make();
    let count = 0;
    job.invokeOnCompletion(() => count++);
    complete(job);
    job.cancel();
    fail(job);
    expect(count).toBe(1);
  });

  it('find the job in its final state', () => {
    const job = make();
    const seen: string[] = [];
    job.invokeOnCompletion(() => seen.push(flags(job)));
    fail(job);
    expect(seen).toEqual(['completed cancelled']);
  });

  it('run at once on a job that has completed', () => {
    const job = make();
    complete(job);
    const seen: unknown[] = [];
    const handle = job.invokeOnCompletion((cause) => seen.push(cause));
    handle.dispose();
    handle[Symbol.dispose]();
    expect(seen).toEqual([null]);
  });

  it('run at once with the failure on a failed job', () => {
    const job = make();
    fail(job);
    const seen: unknown[] = [];
    job.invokeOnCompletion((cause) => seen.push(cause));
    expect(seen[0]).toBe(boom);
  });

  it('throw to the registrar when they run at once', () => {
    const job = make();
    complete(job);
    const register = () =>
      job.invokeOnCompletion(() => {
        throw boom;
      });
    expect(register).toThrow(boom);
  });

  it('are not run late if the registrar says so', () => {
    const job = make();
    complete(job);
    const seen: unknown[] = [];
    job.invokeOnCompletion((cause) => seen.push(cause), { invokeImmediately: false }).dispose();
    expect(seen).toEqual([]);
  });

  it('do not run once they are disposed of', () => {
    const job = make();
    const seen: number[] = [];
    const handles = [0, 1, 2].map((i) => job.invokeOnCompletion(() => seen.push(i)));
    handles[1]!.dispose();
    handles[1]!.dispose();
    complete(job);
    expect(seen).toEqual([0, 2]);
  });

  it('do not run when all are disposed of', () => {
    const job = make();
    const seen: number[] = [];
    for (const handle of [0, 1, 2].map((i) => job.invokeOnCompletion(() => seen.push(i)))) handle[Symbol.dispose]();
    complete(job);
    expect(seen).toEqual([]);
  });

  it('do not run when a handler before disposed of them', () => {
    const job = make();
    const seen: string[] = [];
    job.invokeOnCompletion(() => {
      seen.push('first');
      second.dispose();
      own.dispose();
    });
    const second = job.invokeOnCompletion(() => seen.push('second'));
    const own = job.invokeOnCompletion(() => seen.push('third'));
    job.invokeOnCompletion(() => seen.push('fourth'));
    complete(job);
    expect(seen).toEqual(['first', 'fourth']);
  });

  it('may dispose of themselves without harm to others', () => {
    const job = make();
    const seen: string[] = [];
    const handle = job.invokeOnCompletion(() => {
      seen.push('first');
      handle.dispose();
    });
    job.invokeOnCompletion(() => seen.push('second'));
    complete(job);
    expect(seen).toEqual(['first', 'second']);
  });

  it('all run although some of them throw', () => {
    const job = make();
    const seen: number[] = [];
    for (let i = 0; i < 4; i++) {
      job.invokeOnCompletion(() => {
        seen.push(i);
        if (i % 2 === 1) throw new Error(`handler ${i}`);
      });
    }
    let thrown: unknown;
    try {
      complete(job);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(CompletionHandlerException);
    expect(causes(thrown)).toMatch(
      /^CompletionHandlerException\(Exception in completion handler of \w+\{Completed\}@\w+\) <- Error\(handler 1\)$/,
    );
    expect([seen, getSuppressed(thrown).map(text), flags(job)]).toEqual([
      [0, 1, 2, 3],
      ['Error(handler 3)'],
      'completed',
    ]);
  });

  it('that throw make the cancel call throw, the job being cancelled', () => {
    const job = make();
    const seen: number[] = [];
    for (let i = 0; i < 3; i++) {
      job.invokeOnCompletion(() => {
        seen.push(i);
        throw boom;
      });
    }
    expect(() => job.cancel()).toThrow(CompletionHandlerException);
    expect([seen, flags(job)]).toEqual([[0, 1, 2], 'completed cancelled']);
  });
});

describe('handlers on a coroutine', () => {
  it('run on the completing call, after the body', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch(() => step('body'));
      job.invokeOnCompletion(() => step('handler'));
      launch(() => step('other'));
    });
    expect(steps).toEqual(['body', 'handler', 'other', 'end']);
  });

  it('that throw are reported to its exception handler', () => {
    const steps = perform(function* ({ launch }) {
      const handler = new CoroutineExceptionHandler((_context, error) => {
        step(causes(error).replace(/@\w+/, ''), getSuppressed(error));
      });
      const job = launch(handler, () => step('body'));
      for (const name of ['first', 'second']) {
        job.invokeOnCompletion(() => {
          throw new Error(name);
        });
      }
      job.invokeOnCompletion(() => step('third'));
      yield* job.join();
      step(flags(job));
    });
    expect(steps).toEqual([
      'body',
      'third',
      'CompletionHandlerException(Exception in completion handler of StandaloneCoroutine{Completed}) <- Error(first) [Error(second)]',
      'completed',
      'end',
    ]);
  });
});
