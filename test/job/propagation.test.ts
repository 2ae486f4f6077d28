import {
  awaitCancellation,
  CancellationException,
  CompletableDeferred,
  CoroutineExceptionHandler,
  type CoroutineScope,
  coroutineScope,
  delay,
  EmptyCoroutineContext,
  GlobalScope,
  Job,
  type Job as JobType,
  SupervisorJob,
  type Suspend,
  supervisorScope,
  withContext,
  withTimeout,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { causes, flags, otherDispatcher, perform, step } from '../perform.js';

const boom = new Error('boom');
const fail = (): never => {
  throw boom;
};

/** Runs `inside` in a coroutine of its own, with a sibling, and notes how the two and their parent took it. */
function outcome(inside: (scope: CoroutineScope) => Suspend<unknown> | unknown): string[] {
  return perform(function* () {
    const handler = new CoroutineExceptionHandler((_context, error) => step('handler', error));
    const parent = GlobalScope.launch(handler.plus(otherDispatcher()), function* (scope) {
      scope.launch(awaitCancellation).invokeOnCompletion((cause) => step('sibling', causes(cause)));
      yield* yieldNow();
      try {
        const suspended = inside(scope);
        if (suspended instanceof Object && Symbol.iterator in suspended) yield* suspended as Suspend<unknown>;
        yield* yieldNow();
      } catch (error) {
        step('caught', error);
      }
      step('parent', scope.isActive ? 'active' : 'not active');
      scope.coroutineContext.get(Job)!.cancelChildren(new CancellationException('done'));
    });
    yield* parent.join();
  });
}

describe('a failure in a child cancels parent and siblings when the child is', () => {
  const kinds: [string, (scope: CoroutineScope) => unknown][] = [
    ['launched', ({ launch }) => void launch(fail)],
    ['an async that nobody awaits', ({ async }) => void async(fail)],
    ['a Job', ({ coroutineContext }) => void new Job(coroutineContext.get(Job)).completeExceptionally(boom)],
    [
      'a CompletableDeferred',
      ({ coroutineContext }) => void new CompletableDeferred(coroutineContext.get(Job)!).completeExceptionally(boom),
    ],
    [
      'a SupervisorJob that fails itself',
      ({ coroutineContext }) => void new SupervisorJob(coroutineContext.get(Job)).completeExceptionally(boom),
    ],
    [
      'launched under a Job below it',
      ({ launch, coroutineContext }) => void launch(new Job(coroutineContext.get(Job)), fail),
    ],
  ];
  it.each(kinds)('%s', (_kind, inside) => {
    const steps = outcome(inside);
    expect(steps.filter((s) => !s.startsWith('caught'))).toEqual([
      'parent not active',
      'sibling JobCancellationException(Parent job is Cancelling) <- Error(boom)',
      'handler Error(boom)',
      'end',
    ]);
  });
});

describe('a failure in a child leaves parent and siblings alone', () => {
  it('when the child is launched under a SupervisorJob', () => {
    const steps = outcome(({ launch, coroutineContext }) => {
      const supervisor = new SupervisorJob(coroutineContext.get(Job));
      launch(supervisor, fail);
      supervisor.complete();
    });
    expect(steps).toEqual(['handler Error(boom)', 'parent active', 'sibling CancellationException(done)', 'end']);
  });

  it('when the child is launched in a supervisorScope', () => {
    const steps = outcome(() => supervisorScope(({ launch }) => void launch(fail)));
    expect(steps).toEqual(['handler Error(boom)', 'parent active', 'sibling CancellationException(done)', 'end']);
  });

  const scopes: [string, (block: (scope: CoroutineScope) => unknown) => Suspend<unknown>][] = [
    ['coroutineScope', coroutineScope],
    ['withContext', (block) => withContext(EmptyCoroutineContext, block)],
    ['withTimeout', (block) => withTimeout(1000, block)],
  ];
  it.each(scopes)('when %s throws it to its caller', (_name, scope) => {
    const steps = outcome(() => scope(({ launch }) => void launch(fail)));
    expect(steps).toEqual(['caught Error(boom)', 'parent active', 'sibling CancellationException(done)', 'end']);
  });

  const cancelled: [string, (scope: CoroutineScope) => unknown][] = [
    ['launch', ({ launch }) => launch(awaitCancellation).cancel()],
    ['async', ({ async }) => async(awaitCancellation).cancel()],
    ['Job', ({ coroutineContext }) => new Job(coroutineContext.get(Job)).cancel()],
    ['SupervisorJob', ({ coroutineContext }) => new SupervisorJob(coroutineContext.get(Job)).cancel()],
    ['CompletableDeferred', ({ coroutineContext }) => new CompletableDeferred(coroutineContext.get(Job)!).cancel()],
    [
      'launch that throws a CancellationException',
      ({ launch }) =>
        void launch(() => {
          throw new CancellationException('mine');
        }),
    ],
    [
      'Job completed with a CancellationException',
      ({ coroutineContext }) =>
        void new Job(coroutineContext.get(Job)).completeExceptionally(new CancellationException('mine')),
    ],
  ];
  it.each(cancelled)('when it is the cancellation of a child %s', (_name, inside) => {
    expect(outcome(inside)).toEqual(['parent active', 'sibling CancellationException(done)', 'end']);
  });
});

describe('the order of a failure', () => {
  it('is children, parent, wait, handler, final state, completion handlers', () => {
    const steps = perform(function* () {
      const handler = new CoroutineExceptionHandler((_context, error) => step('handler', error, flags(root)));
      const root = GlobalScope.launch(handler.plus(otherDispatcher()), function* ({ launch }) {
        launch(awaitCancellation).invokeOnCompletion(() => step('sibling ended'));
        const failing = launch(function* ({ launch }) {
          const child = launch(function* () {
            try {
              yield* awaitCancellation();
            } finally {
              step('grandchild cleans up', flags(failing), '/', flags(root));
            }
          });
          child.invokeOnCompletion(() => step('grandchild ended'), { onCancelling: false });
          child.invokeOnCompletion(() => step('grandchild cancelling, root', flags(root)), { onCancelling: true });
          yield* yieldNow();
          fail();
        });
        failing.invokeOnCompletion((cause) => step('failing ended', cause, flags(failing)));
      });
      root.invokeOnCompletion(() => step('root cancelling'), { onCancelling: true });
      root.invokeOnCompletion((cause) => step('root ended', cause, flags(root)));
      yield* root.join();
    });
    expect(steps).toEqual([
      'grandchild cancelling, root active',
      'root cancelling',
      'grandchild cleans up cancelled / cancelled',
      'grandchild ended',
      'failing ended Error(boom) completed cancelled',
      'sibling ended',
      'handler Error(boom) cancelled',
      'root ended Error(boom) completed cancelled',
      'end',
    ]);
  });
});

describe('the cause that relatives of a failed job get', () => {
  it('is a cancellation with the failure as its cause', () => {
    const parent = new Job();
    const child = new Job(parent);
    const deferred = new CompletableDeferred<number>(parent);
    parent.completeExceptionally(boom);
    expect([child, deferred].map((job) => causes(job.getCancellationException()))).toEqual([
      'JobCancellationException(Parent job is Cancelling) <- Error(boom)',
      'JobCancellationException(Parent job is Cancelling) <- Error(boom)',
    ]);
  });

  it('is the same through as many levels as there are', () => {
    const parent = new Job();
    let deepest: JobType = parent;
    for (let i = 0; i < 5; i++) deepest = new Job(deepest);
    parent.completeExceptionally(boom);
    expect(causes(deepest.getCancellationException())).toBe(
      'JobCancellationException(Parent job is Cancelling) <- Error(boom)',
    );
  });

  it('is the very cancellation that the parent was cancelled with', () => {
    const parent = new Job();
    const grandchild = new Job(new Job(parent));
    const cause = new CancellationException('enough');
    parent.cancel(cause);
    expect(grandchild.getCancellationException()).toBe(cause);
  });

  it('is what their suspensions throw, also of a subclass', () => {
    class Closed extends CancellationException {}
    const cause = new Closed('closed');
    const steps = perform(function* ({ launch }) {
      const parent = launch(function* ({ launch }) {
        launch(function* () {
          try {
            yield* delay(1000);
          } catch (error) {
            step(error === cause);
            throw error;
          }
        });
      });
      yield* delay(1);
      parent.cancel(cause);
      yield* parent.join();
    });
    expect(steps).toEqual(['true', 'end']);
  });

  it('is not wrapped at the root of a deep tree', () => {
    const steps = perform(function* () {
      const handler = new CoroutineExceptionHandler((_context, error) => step(error === boom, causes(error)));
      yield* GlobalScope.launch(handler.plus(otherDispatcher()), ({ launch }) => {
        launch(({ launch }) => {
          launch(({ launch }) => {
            launch(fail);
          });
        });
      }).join();
    });
    expect(steps).toEqual(['true Error(boom)', 'end']);
  });
});

describe('a failure below plain jobs', () => {
  it('passes through them to the scope that takes it', () => {
    const steps = perform(function* () {
      try {
        yield* coroutineScope(function* ({ coroutineContext, launch }) {
          const handler = new CoroutineExceptionHandler((_context, error) => step('handler', error));
          const job = new Job(new Job(coroutineContext.get(Job)));
          launch(job.plus(handler), fail);
          yield* awaitCancellation();
        });
      } catch (error) {
        step('caught', error);
      }
    });
    expect(steps).toEqual(['caught Error(boom)', 'end']);
  });

  it('reaches no handler when a job is completed with it', () => {
    const steps = perform(function* ({ launch }) {
      const handler = new CoroutineExceptionHandler((_context, error) => step('handler', error));
      const parent = new Job();
      const child = launch(parent.plus(handler), awaitCancellation);
      yield* yieldNow();
      step(parent.completeExceptionally(boom));
      yield* parent.join();
      step(flags(parent), '/', causes(child.getCancellationException()));
    });
    expect(steps).toEqual([
      'true',
      'completed cancelled / JobCancellationException(Parent job is Cancelling) <- Error(boom)',
      'end',
    ]);
  });
});
