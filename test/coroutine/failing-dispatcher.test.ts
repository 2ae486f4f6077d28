/* A dispatcher that throws: the coroutine that could not be dispatched fails with that, and nothing hangs. */
import {
  CoroutineDispatcher,
  CoroutineExceptionHandler,
  CoroutineStart,
  coroutineScope,
  delay,
  GlobalScope,
  isActive,
  Job,
  supervisorScope,
  withContext,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { attempt, flags, otherDispatcher, perform, step } from '../perform.js';

/** Refuses every dispatch, or those after the first `accepted` ones. */
class Refusing extends CoroutineDispatcher {
  private readonly accepting = otherDispatcher();

  constructor(private accepted = 0) {
    super();
  }

  override dispatch(...args: Parameters<CoroutineDispatcher['dispatch']>): void {
    if (this.accepted-- <= 0) throw new Error('refused');
    this.accepting.dispatch(...args);
  }
}

class FailingQuestion extends CoroutineDispatcher {
  override isDispatchNeeded(): boolean {
    throw new Error('refused');
  }

  override dispatch(): void {
    step('dispatched');
  }
}

const handler = new CoroutineExceptionHandler((_context, error) => step('handler', error));

describe.each([
  ['dispatch', () => new Refusing()],
  ['isDispatchNeeded', () => new FailingQuestion()],
])('a dispatcher whose %s throws', (_method, make) => {
  // Kotlin 1.8 throws it for an atomic one, too, and leaves its job active for ever.
  it.each(['default', 'atomic'] as const)(
    'fails a coroutine of start mode %s, and tells whoever starts it',
    (start) => {
      const steps = perform(function* () {
        const parent = new Job();
        const context = parent.plus(make()).plus(handler);
        step(
          yield* attempt(function* () {
            GlobalScope.launch({ context, start }, () => step('body'));
          }),
        );
        step(flags(parent), [...parent.children].length);
      });
      expect(steps).toEqual(['handler Error(refused)', 'Error(refused)', 'completed cancelled 0', 'end']);
    },
  );

  it('fails a lazy coroutine, and tells whoever starts it', () => {
    const steps = perform(function* () {
      const starts = [
        function* (job: Job) {
          job.start();
        },
        (job: Job) => job.join(),
      ];
      for (const start of starts) {
        const context = make().plus(handler);
        const job = GlobalScope.launch({ context, start: CoroutineStart.LAZY }, () => step('body'));
        step(flags(job));
        step(yield* attempt(() => start(job)));
        step(flags(job));
      }
    });
    const each = ['-', 'handler Error(refused)', 'Error(refused)', 'completed cancelled'];
    expect(steps).toEqual([...each, ...each, 'end']);
  });

  it('does not hinder an undispatched coroutine that never suspends', () => {
    const steps = perform(function* ({ launch }) {
      const job = launch({ context: make(), start: CoroutineStart.UNDISPATCHED }, () => step('body'));
      step(flags(job));
    });
    expect(steps).toEqual(['body', 'completed', 'end']);
  });

  it('fails the scope in which the coroutine was launched', () => {
    const steps = perform(function* () {
      yield* coroutineScope(({ launch }) => {
        launch(make(), () => step('body'));
      });
    });
    expect(steps).toEqual(['threw Error(refused)']);
  });

  it('fails an async, whose await throws it', () => {
    const steps = perform(function* () {
      yield* supervisorScope(function* ({ async }) {
        const deferred = async(make(), () => step('body'));
        yield* deferred.await();
      });
    });
    expect(steps).toEqual(['threw Error(refused)']);
  });

  it('has withContext throw it to its caller', () => {
    const steps = perform(function* (scope) {
      try {
        yield* withContext(make(), () => step('body'));
      } catch (error) {
        step(error, scope.isActive);
      }
    });
    expect(steps).toEqual(['Error(refused) true', 'end']);
  });
});

describe('a dispatcher that refuses later dispatches', () => {
  it('has the suspension throw, whose cleanup runs', () => {
    const steps = perform(function* () {
      const job = GlobalScope.launch(new Refusing(1).plus(handler), function* () {
        try {
          yield* withContext(otherDispatcher(), () => step('elsewhere'));
          step('unreachable');
        } finally {
          step('cleanup', isActive());
        }
      });
      yield* job.join();
      step(flags(job));
    });
    expect(steps).toEqual(['elsewhere', 'cleanup true', 'handler Error(refused)', 'completed cancelled', 'end']);
  });

  it('has the wait for a job throw it', () => {
    const steps = perform(function* ({ launch }) {
      const other = launch(() => delay(10));
      const job = GlobalScope.launch(new Refusing(1).plus(handler), function* () {
        yield* other.join();
        step('unreachable');
      });
      yield* job.join();
      step(flags(job), new Job().isActive);
    });
    expect(steps).toEqual(['handler Error(refused)', 'completed cancelled true', 'end']);
  });
});
