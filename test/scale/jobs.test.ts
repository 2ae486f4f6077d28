/* Sizes at which recursion overflows the stack and quadratic work is noticed. */
import {
  awaitCancellation,
  type CompletableJob,
  CoroutineExceptionHandler,
  type CoroutineScope,
  coroutineScope,
  GlobalScope,
  Job,
  SupervisorJob,
  type Suspend,
  yieldNow,
} from 'suspendable';
import { describe, expect, it, vi } from 'vitest';
import { flags, otherDispatcher, perform, step } from '../perform.js';

vi.setConfig({ testTimeout: 60_000 });

const WIDE = 100_000;
const DEEP = 20_000;

describe(`a job with ${WIDE} children`, () => {
  const withChildren = (make: (parent: Job) => Job) => {
    const parent = new Job();
    const children = Array.from({ length: WIDE }, () => make(parent));
    return { parent, ended: () => children.every((child) => child.isCompleted) };
  };

  it.each([
    ['is cancelled', (parent: CompletableJob) => parent.cancel()],
    ['fails', (parent: CompletableJob) => parent.completeExceptionally(new Error('boom'))],
    ['has its children cancelled', (parent: CompletableJob) => parent.cancelChildren()],
  ])('%s, and they with it', (_how, end) => {
    const { parent, ended } = withChildren((job) => new Job(job));
    end(parent);
    expect([ended(), [...parent.children].length]).toEqual([true, 0]);
  });

  it('fails when one of them fails', () => {
    const { parent, ended } = withChildren((job) => new Job(job));
    ([...parent.children][WIDE / 2] as CompletableJob).completeExceptionally(new Error('boom'));
    expect([ended(), flags(parent)]).toEqual([true, 'completed cancelled']);
  });

  it('completes when they complete, first to last or last to first', () => {
    for (const order of [(jobs: Job[]) => jobs, (jobs: Job[]) => jobs.reverse()]) {
      const { parent } = withChildren((job) => new Job(job));
      parent.complete();
      for (const child of order([...parent.children])) (child as CompletableJob).complete();
      expect(flags(parent)).toBe('completed');
    }
  });

  it('cancels that many suspended coroutines', () => {
    let cleanedUp = 0;
    const steps = perform(function* ({ launch }) {
      const parent = launch(({ launch }) => {
        for (let i = 0; i < WIDE; i++) {
          launch(function* () {
            try {
              yield* awaitCancellation();
            } finally {
              cleanedUp++;
            }
          });
        }
      });
      yield* yieldNow();
      yield* yieldNow();
      yield* parent.cancelAndJoin();
      step(flags(parent), cleanedUp);
    });
    expect(steps).toEqual([`completed cancelled ${WIDE}`, 'end']);
  });

  it('gives all of them one and the same cause', () => {
    const causes = new Set<unknown>();
    const { parent } = withChildren((job) => {
      const child = new Job(job);
      child.invokeOnCompletion((cause) => causes.add(cause));
      return child;
    });
    parent.completeExceptionally(new Error('boom'));
    expect(causes.size).toBe(1);
  });

  it('calls as many completion handlers in their order', () => {
    const job = new Job();
    let expected = 0;
    let inOrder = true;
    for (let i = 0; i < WIDE; i++) {
      job.invokeOnCompletion(() => {
        inOrder &&= i === expected++;
      });
    }
    job.complete();
    expect([inOrder, expected]).toEqual([true, WIDE]);
  });

  it('has none left after that many came and went', () => {
    const parent = new Job();
    for (let i = 0; i < WIDE; i++) {
      const child = new Job(parent);
      if (i % 3 === 0) child.cancel();
      else child.complete();
    }
    expect([...parent.children]).toEqual([]);
  });
});

describe(`a chain of ${DEEP} jobs`, () => {
  const chain = (make: (parent: Job, depth: number) => Job = (parent) => new Job(parent)) => {
    const root = new Job();
    const jobs: CompletableJob[] = [root];
    for (let i = 1; i < DEEP; i++) jobs.push(make(jobs[i - 1]!, i) as CompletableJob);
    return { root, jobs, deepest: jobs.at(-1)! };
  };

  it('is cancelled from the top', () => {
    const { root, jobs } = chain();
    root.cancel();
    expect(jobs.every((job) => flags(job) === 'completed cancelled')).toBe(true);
  });

  it('fails from the top', () => {
    const { root, jobs } = chain();
    root.completeExceptionally(new Error('boom'));
    expect(jobs.every((job) => flags(job) === 'completed cancelled')).toBe(true);
  });

  it('fails from the bottom', () => {
    const { jobs, deepest } = chain();
    deepest.completeExceptionally(new Error('boom'));
    expect(jobs.every((job) => flags(job) === 'completed cancelled')).toBe(true);
  });

  it('is completed from the top to the bottom', () => {
    const { root, jobs } = chain();
    for (const job of jobs) job.complete();
    expect(flags(root)).toBe('completed');
  });

  it('is cancelled with handlers at each level', () => {
    let count = 0;
    const { root, jobs } = chain();
    for (const job of jobs) {
      job.invokeOnCompletion(() => count++);
      job.invokeOnCompletion(() => count++, { onCancelling: true });
    }
    root.cancel();
    expect(count).toBe(2 * DEEP);
  });

  it('stops a failure at a supervisor in its middle', () => {
    const { root, jobs, deepest } = chain((parent, i) =>
      i === DEEP / 2 ? new SupervisorJob(parent) : new Job(parent),
    );
    deepest.completeExceptionally(new Error('boom'));
    expect([flags(root), flags(jobs[DEEP / 2]!), flags(jobs[DEEP / 2 + 1]!)]).toEqual([
      'active',
      'active',
      'completed cancelled',
    ]);
  });
});

describe(`a chain of ${DEEP} coroutines`, () => {
  /** Each launches the next; the last one does `last`. */
  const launchChain = (scope: CoroutineScope, depth: number, last: () => unknown): void => {
    scope.launch((own) => (depth === 1 ? last() : launchChain(own, depth - 1, last)));
  };
  const run = (last: () => unknown, act: (root: Job) => void) =>
    perform(function* () {
      const handler = new CoroutineExceptionHandler((_context, error) => step('handler', error));
      const root = GlobalScope.launch(otherDispatcher().plus(handler), (own) => launchChain(own, DEEP, last));
      for (let i = 0; i < DEEP + 10; i++) yield* yieldNow();
      act(root);
      yield* root.join();
      step(flags(root));
    });

  it('completes from the bottom', () => {
    expect(
      run(
        () => {},
        () => {},
      ),
    ).toEqual(['completed', 'end']);
  });

  it('is cancelled from the top', () => {
    expect(run(awaitCancellation, (root) => root.cancel())).toEqual(['completed cancelled', 'end']);
  });

  it('fails from the bottom', () => {
    const fail = () => {
      throw new Error('boom');
    };
    expect(run(fail, () => {})).toEqual(['handler Error(boom)', 'completed cancelled', 'end']);
  });
});

describe('scopes within scopes', () => {
  it('1,000 deep return, throw and are cancelled', () => {
    function* nested(depth: number, last: () => Suspend<unknown>): Suspend<unknown> {
      return yield* coroutineScope(() => (depth === 0 ? last() : nested(depth - 1, last)));
    }
    const steps = perform(function* ({ launch }) {
      step(
        yield* nested(1000, function* () {
          yield* yieldNow();
          return 'value';
        }),
      );
      try {
        yield* nested(1000, function* () {
          yield* yieldNow();
          throw new Error('boom');
        });
      } catch (error) {
        step(error);
      }
      const job = launch(() => nested(1000, awaitCancellation));
      yield* yieldNow();
      yield* job.cancelAndJoin();
      step(flags(job));
    });
    expect(steps).toEqual(['value', 'Error(boom)', 'completed cancelled', 'end']);
  });
});
