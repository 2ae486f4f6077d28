import { awaitCancellation, CoroutineStart, Dispatchers, Job, runBlocking, yieldNow } from 'suspendable';
import { describe, expect, it } from 'vitest';
import { flags, perform, step } from '../perform.js';

const { DEFAULT, LAZY, ATOMIC, UNDISPATCHED } = CoroutineStart;

function* body() {
  step('body');
  yield* yieldNow();
  step('resumed');
}

describe('the start modes', () => {
  it('are strings that may be written as such', () => {
    expect(CoroutineStart).toEqual({
      DEFAULT: 'default',
      LAZY: 'lazy',
      ATOMIC: 'atomic',
      UNDISPATCHED: 'undispatched',
    });
  });

  it.each([
    [DEFAULT, ['launched', 'body', 'parent', 'resumed', 'end']],
    [ATOMIC, ['launched', 'body', 'parent', 'resumed', 'end']],
    [UNDISPATCHED, ['body', 'launched', 'resumed', 'parent', 'end']],
  ] as const)('%s begins where it says', (start, expected) => {
    const steps = perform(function* ({ launch }) {
      launch({ start }, body);
      step('launched');
      yield* yieldNow();
      step('parent');
    });
    expect(steps).toEqual(expected);
  });

  it.each([
    [DEFAULT, []],
    [LAZY, []],
    [ATOMIC, ['body', 'cancelled']],
    [UNDISPATCHED, ['body', 'cancelled']],
  ] as const)('%s in a parent that is cancelled already', (start, expected) => {
    const steps = perform(function* ({ launch }) {
      launch(function* (scope) {
        scope.cancel();
        const job = scope.launch({ start }, function* () {
          step('body');
          try {
            yield* yieldNow();
            step('unreachable');
          } finally {
            step('cancelled');
          }
        });
        yield* job.join();
      });
    });
    expect(steps).toEqual([...expected, 'end']);
  });

  it.each([
    [DEFAULT, ['cancelled', 'completed cancelled']],
    [LAZY, ['completed cancelled', 'completed cancelled']],
    [ATOMIC, ['cancelled', 'body', 'completed cancelled']],
    [UNDISPATCHED, ['body', 'cancelled', 'completed cancelled']],
  ] as const)('%s cancelled before the first dispatch', (start, expected) => {
    const steps = perform(function* ({ launch }) {
      const job = launch({ start }, body);
      job.cancel();
      step(flags(job));
      yield* job.join();
      step(flags(job));
    });
    expect(steps).toEqual([...expected, 'end']);
  });

  it.each([
    [DEFAULT, ['before', 'active', 'default', 'completed', 'end']],
    [LAZY, ['before', '-', 'lazy', 'completed', 'end']],
    [ATOMIC, ['before', 'active', 'atomic', 'completed', 'end']],
    [UNDISPATCHED, ['before', 'undispatched', 'completed', 'completed', 'end']],
  ] as const)('%s with a body that does not suspend', (start, expected) => {
    const steps = perform(function* ({ launch }) {
      step('before');
      const job = launch({ start }, () => step(start));
      step(flags(job));
      yield* job.join();
      step(flags(job));
    });
    expect(steps).toEqual(expected);
  });

  it.each([DEFAULT, LAZY, ATOMIC, UNDISPATCHED])('%s gives the result of an async', (start) => {
    const steps = perform(function* ({ async }) {
      return yield* async({ start }, function* () {
        yield* yieldNow();
        return 'value';
      }).await();
    });
    expect(steps).toEqual(['end: value']);
  });

  it.each([DEFAULT, ATOMIC, UNDISPATCHED])('%s fails the parent when the body throws', (start) => {
    const steps = perform(function* ({ launch }) {
      launch({ start }, () => {
        throw new Error('boom');
      });
      step('launched');
      yield* awaitCancellation();
    });
    expect(steps).toEqual(['launched', 'threw Error(boom)']);
  });
});

describe('a lazy start', () => {
  it('once asked for is as a default one: cancelled before dispatch', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch({ start: LAZY }, () => step('body'));
      step(job.start());
      job.cancel();
      step(flags(job));
      yield* job.join();
      step(flags(job));
    });
    expect(steps).toEqual(['true', 'cancelled', 'completed cancelled', 'end']);
  });

  it('is dispatched, not run within the call of start', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch({ start: LAZY }, () => step('body'));
      job.start();
      step('started');
      yield* yieldNow();
    });
    expect(steps).toEqual(['started', 'body', 'end']);
  });
});

describe('an atomic start', () => {
  it('runs a body that does not suspend to its end', () => {
    const steps = perform(function* ({ async }) {
      const deferred = async({ context: new Job(), start: ATOMIC }, () => {
        step('body');
        return 'dropped';
      });
      deferred.cancel();
      yield* deferred.await();
    });
    expect(steps).toEqual(['body', 'threw JobCancellationException(DeferredCoroutine was cancelled)']);
  });
});

describe('an undispatched start', () => {
  it('leaves children to be waited for', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch({ start: UNDISPATCHED }, ({ launch }) => void launch(() => step('child')));
      step(flags(job), String(job).includes('Completing'));
      yield* job.join();
      step(flags(job));
    });
    expect(steps).toEqual(['active true', 'child', 'completed', 'end']);
  });

  it('nests on the stack where Unconfined does not', () => {
    const order = (options: object) => {
      const seen: number[] = [];
      runBlocking(({ launch }) => {
        launch(options, ({ launch }) => {
          seen.push(1);
          launch(options, () => void seen.push(2));
          seen.push(3);
        });
      });
      return seen;
    };
    expect([order({ start: UNDISPATCHED }), order({ context: Dispatchers.Unconfined })]).toEqual([
      [1, 2, 3],
      [1, 3, 2],
    ]);
  });

  it('resumes through the dispatcher of its own context', () => {
    const seen: string[] = [];
    runBlocking(function* ({ launch }) {
      launch({ start: UNDISPATCHED }, function* () {
        seen.push('in the call');
        yield* yieldNow();
        seen.push('dispatched');
      });
      seen.push('launched');
    });
    expect(seen).toEqual(['in the call', 'launched', 'dispatched']);
  });

  it('is not seen by the coroutine that starts it', () => {
    const steps = perform(function* ({ launch, coroutineContext }) {
      const outer = coroutineContext.get(Job);
      const inner = launch({ start: UNDISPATCHED }, ({ coroutineContext }) => {
        step(coroutineContext.get(Job) === outer);
      });
      step(inner === outer);
    });
    expect(steps).toEqual(['false', 'false', 'end']);
  });
});
