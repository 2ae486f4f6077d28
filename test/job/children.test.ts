import {
  CancellationException,
  CompletableDeferred,
  type CompletableJob,
  ContinuationInterceptor,
  CoroutineScope,
  CoroutineStart,
  coroutineScope,
  Dispatchers,
  delay,
  EmptyCoroutineContext,
  GlobalScope,
  Job,
  type Job as JobType,
  produce,
  SupervisorJob,
  type Suspend,
  supervisorScope,
  withContext,
  withTimeout,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { causes, flags, perform, step } from '../perform.js';

describe('the children of a job', () => {
  it('are listed in the order of their attachment', () => {
    const parent = new Job();
    const children = [new Job(parent), new SupervisorJob(parent), new CompletableDeferred(parent)];
    expect([...parent.children]).toEqual(children);
  });

  it('are no longer listed when they have ended', () => {
    const parent = new Job();
    const [first, second, third] = [new Job(parent), new Job(parent), new Job(parent)];
    first.complete();
    third.cancel();
    const left = [...parent.children];
    second.completeExceptionally(new Error('boom'));
    expect([left, [...parent.children]]).toEqual([[second], []]);
  });

  it('are a snapshot that later changes do not touch', () => {
    const parent = new Job();
    new Job(parent);
    const { children } = parent;
    new Job(parent).complete();
    new Job(parent);
    expect([...children].length).toBe(1);
  });

  it('do not grow with the number of finished ones', () => {
    const steps = perform(function* ({ launch }) {
      const parent = launch(function* ({ launch }) {
        for (let i = 0; i < 10_000; i++) {
          launch(() => {});
          if (i % 100 === 99) yield* yieldNow();
        }
        step([...parent.children].length);
      });
    });
    expect(steps).toEqual(['0', 'end']);
  });

  it('keep the parent incomplete after its own completion', () => {
    const parent = new Job();
    const child = new Job(parent);
    const completed = [parent.complete(), parent.complete()];
    const during = flags(parent);
    child.complete();
    expect([completed, during, flags(parent)]).toEqual([[true, false], 'active', 'completed']);
  });

  it('keep the parent waiting for the last of them', () => {
    const steps = perform(function* ({ launch }) {
      const parent = launch(function* ({ launch }) {
        for (const millis of [10, 30, 20]) launch(() => delay(millis)).invokeOnCompletion(() => step(millis));
      });
      parent.invokeOnCompletion(() => step('parent'));
    });
    expect(steps).toEqual(['10', '20', '30', 'parent', 'end']);
  });

  it('may be launched while only children are left', () => {
    const steps = perform(function* ({ launch }) {
      const parent = launch(function* (scope) {
        scope.launch(function* () {
          yield* delay(10);
          scope.launch(() => delay(10)).invokeOnCompletion(() => step('late child'));
        });
      });
      parent.invokeOnCompletion(() => step('parent'));
    });
    expect(steps).toEqual(['late child', 'parent', 'end']);
  });
});

describe('a producer whose channel closes, and who is heard of at once', () => {
  /** A producer that ends, and what somebody does in the call that closes its channel. */
  const closing = (fails: boolean, then: (parent: CompletableJob, producer: JobType) => void) =>
    perform(function* ({ coroutineContext }) {
      const parent = new SupervisorJob();
      const dispatcher = coroutineContext.get(ContinuationInterceptor)!;
      const producer = produce(new CoroutineScope(parent.plus(dispatcher)), () => {
        if (fails) throw new Error('boom');
      });
      parent.invokeOnCompletion(() => step('parent done'));
      GlobalScope.launch(Dispatchers.Unconfined, function* () {
        yield* producer.receiveCatching();
        then(parent, producer as unknown as JobType);
      });
      yield* yieldNow();
      parent.complete();
    });
  const stateOf = (job: object) => String(job).replace(/@.*/, '');

  it('has ended, and its parent need not wait for it', () => {
    const steps = closing(false, (parent, producer) => {
      step(stateOf(producer));
      parent.complete();
      step(stateOf(parent));
    });
    expect(steps).toEqual(['ProducerCoroutine{Completed}', 'parent done', 'SupervisorJobImpl{Completed}', 'end']);
  });

  it('has no further children when it has failed', () => {
    const steps = closing(true, (_, producer) => {
      const late = GlobalScope.launch(producer.plus(Dispatchers.Unconfined), () => step('never'));
      step(stateOf(late), [...producer.children].length);
    });
    expect(steps).toEqual(['StandaloneCoroutine{Cancelling} 0', 'parent done', 'end']);
  });
});

describe('the parent of a job', () => {
  it('is known until the job is final', () => {
    const parent = new Job();
    const child = new Job(parent);
    const before = child.parent;
    child.complete();
    expect([before === parent, child.parent]).toEqual([true, null]);
  });

  it('is known while the job is being cancelled', () => {
    const steps = perform(function* ({ launch }) {
      const parent = new Job();
      const child = launch(parent, function* () {
        try {
          yield* delay(10);
        } finally {
          step('in cleanup', child.parent === parent);
        }
      });
      yield* yieldNow();
      yield* child.cancelAndJoin();
      step('after', child.parent);
    });
    expect(steps).toEqual(['in cleanup true', 'after null', 'end']);
  });

  it('is null for a root job', () => {
    expect([new Job().parent, new CompletableDeferred().parent]).toEqual([null, null]);
  });
});

describe('cancelling the children of a job', () => {
  it('leaves the job itself active and usable', () => {
    const steps = perform(function* ({ launch }) {
      const parent = new Job();
      const child = launch(parent, () => delay(1000));
      yield* yieldNow();
      parent.cancelChildren();
      step(flags(parent), '/', flags(child));
      yield* launch(parent, () => step('another child')).join();
    });
    expect(steps).toEqual(['active / cancelled', 'another child', 'end']);
  });

  it('may be done by the body for its own coroutine', () => {
    const steps = perform(function* (scope) {
      const job = scope.coroutineContext.get(Job)!;
      for (const name of ['one', 'two']) scope.launch(() => delay(1000)).invokeOnCompletion(() => step(name));
      yield* yieldNow();
      job.cancelChildren();
      yield* yieldNow();
      step(scope.isActive);
    });
    expect(steps).toEqual(['one', 'two', 'true', 'end']);
  });

  it('reaches the children that handlers start meanwhile', () => {
    const steps = perform(function* (scope) {
      const more = () => scope.launch(() => step('must not begin'));
      for (let i = 0; i < 2; i++) scope.launch(() => delay(1000)).invokeOnCompletion(more, { onCancelling: true });
      yield* yieldNow();
      scope.coroutineContext.get(Job)!.cancelChildren();
    });
    expect(steps).toEqual(['end']);
  });

  it('does not follow children that are started again whenever they end', () => {
    const parent = new Job();
    let started = 0;
    const start = (): void => {
      started++;
      new Job(parent).invokeOnCompletion(start);
    };
    start();
    parent.cancelChildren();
    expect([started, [...parent.children].length]).toEqual([2, 1]);
  });

  it('reaches their children as well, with the given cause', () => {
    const parent = new Job();
    const child = new Job(parent);
    const grandchild = new Job(child);
    const cause = new CancellationException('enough');
    parent.cancelChildren(cause);
    expect([child.getCancellationException(), grandchild.getCancellationException()]).toEqual([cause, cause]);
  });
});

const builders: [string, (scope: CoroutineScope) => unknown][] = [
  ['launch', ({ launch }) => launch(() => step('body'))],
  ['a lazy launch', ({ launch }) => launch({ start: CoroutineStart.LAZY }, () => step('body'))],
  ['async', ({ async }) => async(() => step('body'))],
  ['a lazy async', ({ async }) => async({ start: CoroutineStart.LAZY }, () => step('body'))],
];
const eager: typeof builders = [
  ['an atomic launch', ({ launch }) => launch({ start: CoroutineStart.ATOMIC }, () => step('body'))],
  ['an undispatched launch', ({ launch }) => launch({ start: CoroutineStart.UNDISPATCHED }, () => step('body'))],
];

describe('attaching to a cancelled parent', () => {
  it.each([...builders, ...eager])('cancels %s at once and tells its handlers', (name, build) => {
    const steps = perform(function* ({ launch }) {
      const parent = launch(function* (scope) {
        scope.cancel();
        const child = build(scope) as JobType;
        child.invokeOnCompletion((cause) => step(cause));
        step(child.isCancelled);
      });
      yield* parent.join();
      step(flags(parent));
    });
    const body = eager.some(([eagerName]) => eagerName === name) ? ['body'] : [];
    expect(steps.filter((s) => s === 'body')).toEqual(body);
    expect(steps.filter((s) => s !== 'body')).toEqual(
      name.includes('lazy')
        ? ['JobCancellationException(StandaloneCoroutine was cancelled)', 'true', 'completed cancelled', 'end']
        : name.includes('undispatched')
          ? ['JobCancellationException(StandaloneCoroutine was cancelled)', 'true', 'completed cancelled', 'end']
          : ['true', 'JobCancellationException(StandaloneCoroutine was cancelled)', 'completed cancelled', 'end'],
    );
  });

  const scoped: [string, (block: () => Suspend<unknown>) => Suspend<unknown>][] = [
    ['coroutineScope', coroutineScope],
    ['supervisorScope', supervisorScope],
    ['withTimeout', (block) => withTimeout(1000, block)],
    ['withContext', (block) => withContext(EmptyCoroutineContext, block)],
  ];
  it.each(scoped)('has %s throw the cancellation at the latest when it suspends', (_name, scope) => {
    const steps = perform(function* ({ launch }) {
      const parent = launch(function* (own) {
        own.cancel();
        try {
          yield* scope(() => yieldNow());
          step('unreachable');
        } catch (error) {
          step(error);
        }
      });
      yield* parent.join();
    });
    expect(steps).toEqual(['JobCancellationException(StandaloneCoroutine was cancelled)', 'end']);
  });

  it.each([
    ['Job', (parent: JobType) => new Job(parent)],
    ['SupervisorJob', (parent: JobType) => new SupervisorJob(parent)],
    ['CompletableDeferred', (parent: JobType) => new CompletableDeferred(parent)],
  ] as const)('makes a %s that is final from the start', (_name, make) => {
    const parent = new Job();
    parent.cancel();
    const seen: unknown[] = [];
    const child = make(parent);
    child.invokeOnCompletion((cause) => seen.push(cause));
    expect([flags(child), seen]).toEqual(['completed cancelled', [parent.getCancellationException()]]);
  });

  it('gives the child the failure of a failed parent as cause', () => {
    const parent = new Job();
    parent.completeExceptionally(new Error('boom'));
    const child = new Job(parent);
    expect(causes(child.getCancellationException())).toBe(
      'JobCancellationException(Parent job is Cancelled) <- Error(boom)',
    );
  });
});

describe('attaching to a completed parent', () => {
  it.each(builders)('cancels %s instead of leaving it an orphan', (_name, build) => {
    const steps = perform(function* ({ launch }) {
      let scope!: CoroutineScope;
      yield* launch((own) => {
        scope = own;
      }).join();
      const child = build(scope) as JobType;
      step(child.isCancelled, child.parent);
      yield* child.join();
      step(causes(child.getCancellationException()));
    });
    expect(steps).toEqual(['true null', 'JobCancellationException(Parent job is Completed)', 'end']);
  });

  it('cancels a child job without a body as well', () => {
    const parent = new Job();
    parent.complete();
    const child = new Job(parent);
    expect([flags(child), causes(child.getCancellationException())]).toEqual([
      'completed cancelled',
      'JobCancellationException(Parent job is Completed)',
    ]);
  });
});
