import {
  awaitCancellation,
  CancellationException,
  type CoroutineBlock,
  CoroutineExceptionHandler,
  CoroutineStart,
  coroutineScope,
  delay,
  getSuppressed,
  Job,
  NonCancellable,
  type Suspend,
  withContext,
  withTimeout,
  withTimeoutOrNull,
  yieldNow,
} from 'suspendable';
import { describe, expect, it } from 'vitest';
import { flags, now, perform, step, text } from '../perform.js';

/** An error with what it suppresses, and that in turn: `Error(a) [Error(b) []]`. */
function tree(error: unknown): string {
  return `${text(error)} [${getSuppressed(error).map(tree).join(', ')}]`;
}

/** What the exception handler is given when `block` runs as a root coroutine under a bare Job. */
function handled(block: CoroutineBlock<unknown>): string[] {
  return perform(function* ({ launch }) {
    const handler = new CoroutineExceptionHandler((_context, error) => step('handler', tree(error)));
    const parent = new Job();
    yield* launch(parent.plus(handler), block).join();
    step(flags(parent));
  });
}

const fail = (name: string): never => {
  throw new Error(name);
};

/** Waits to be cancelled, and then throws. */
function* failInCleanup(name: string): Suspend<void> {
  try {
    yield* awaitCancellation();
  } finally {
    fail(name);
  }
}

describe('several failures of one job', () => {
  it('are the first in time, with the others suppressed in order', () => {
    const steps = handled(({ launch }) => {
      launch(() => failInCleanup('second'));
      launch(() => failInCleanup('third'));
      launch(() => fail('first'));
    });
    expect(steps).toEqual(['handler Error(first) [Error(second) [], Error(third) []]', 'completed cancelled', 'end']);
  });

  it('put what the body threw first if it came first', () => {
    const steps = handled(function* ({ launch }) {
      launch(() => failInCleanup('child'));
      yield* yieldNow();
      fail('body');
    });
    expect(steps).toEqual(['handler Error(body) [Error(child) []]', 'completed cancelled', 'end']);
  });

  it('put what a child threw before what the body then threw', () => {
    const steps = handled(function* ({ launch }) {
      launch(() => fail('child'));
      yield* failInCleanup('body');
    });
    expect(steps).toEqual(['handler Error(child) [Error(body) []]', 'completed cancelled', 'end']);
  });

  it('never contain the cancellations among them', () => {
    const steps = handled(function* ({ launch }) {
      launch(function* () {
        try {
          yield* awaitCancellation();
        } finally {
          throw new CancellationException('in cleanup');
        }
      });
      launch(() => fail('first'));
      yield* awaitCancellation();
    });
    expect(steps).toEqual(['handler Error(first) []', 'completed cancelled', 'end']);
  });

  it('count one instance that several children throw once', () => {
    const shared = new Error('shared');
    const steps = handled(({ launch }) => {
      for (let i = 0; i < 3; i++) {
        launch({ start: CoroutineStart.ATOMIC }, () => {
          throw shared;
        });
      }
    });
    expect(steps).toEqual(['handler Error(shared) []', 'completed cancelled', 'end']);
  });

  it('count a later instance twice thrown once among the suppressed', () => {
    const later = new Error('later');
    const steps = handled(({ launch }) => {
      launch(() => fail('first'));
      for (let i = 0; i < 2; i++) {
        launch({ start: CoroutineStart.ATOMIC }, () => {
          throw later;
        });
      }
    });
    expect(steps).toEqual(['handler Error(first) [Error(later) []]', 'completed cancelled', 'end']);
  });

  it('that hold each other as causes are left as they are', () => {
    const inner = new Error('inner');
    const outer = new Error('outer', { cause: inner });
    const steps = handled(({ launch }) => {
      for (const error of [outer, inner]) {
        launch({ start: CoroutineStart.ATOMIC }, () => {
          throw error;
        });
      }
    });
    expect(steps).toEqual(['handler Error(outer) [Error(inner) []]', 'completed cancelled', 'end']);
  });

  it('are gathered level by level in a tree of coroutines', () => {
    const steps = handled(({ launch }) => {
      launch(({ launch }) => {
        launch(() => failInCleanup('left leaf'));
        launch(() => failInCleanup('right leaf'));
      });
      launch(() => failInCleanup('other branch'));
      launch(function* () {
        yield* yieldNow();
        fail('first');
      });
    });
    expect(steps).toEqual([
      'handler Error(first) [Error(left leaf) [Error(right leaf) []], Error(other branch) []]',
      'completed cancelled',
      'end',
    ]);
  });

  it('leave out children that were cancelled before they began', () => {
    const steps = handled(({ launch }) => {
      launch(({ launch }) => {
        launch(() => failInCleanup('never run'));
      });
      launch(() => failInCleanup('other branch'));
      launch(() => fail('first'));
    });
    expect(steps).toEqual(['handler Error(first) [Error(other branch) []]', 'completed cancelled', 'end']);
  });

  it('go up in the order leaf, middle, root', () => {
    const steps = handled(function* ({ launch }) {
      launch(function* ({ launch }) {
        launch(() => fail('leaf'));
        yield* failInCleanup('middle');
      });
      yield* failInCleanup('root');
    });
    expect(steps).toEqual(['handler Error(leaf) [Error(middle) [], Error(root) []]', 'completed cancelled', 'end']);
  });

  it('prefer a second timeout to the timeout that came first', () => {
    const steps = perform(function* () {
      try {
        yield* withTimeout(10, function* () {
          try {
            yield* delay(100);
          } finally {
            yield* withContext(NonCancellable, () => withTimeout(5, () => delay(10)));
          }
        });
      } catch (error) {
        step(now(), (error as Error).message.slice(0, 'Timed out after 5 ms'.length), getSuppressed(error));
      }
    });
    expect(steps).toEqual(['15 Timed out after 5 ms []', 'end']);
  });

  it('prefer the timeout of the parent to their own', () => {
    const steps = perform(function* () {
      const outer = yield* withTimeoutOrNull(10, function* () {
        yield* withTimeoutOrNull(5, function* () {
          try {
            yield* delay(100);
          } finally {
            yield* withContext(NonCancellable, () => delay(20));
          }
        });
        step('unreachable');
      });
      step(now(), outer);
    });
    expect(steps).toEqual(['25 null', 'end']);
  });

  it('are the first cancellation if all are cancellations', () => {
    const steps = perform(function* () {
      try {
        yield* coroutineScope(function* ({ launch }) {
          launch(function* () {
            try {
              yield* awaitCancellation();
            } finally {
              throw new CancellationException('second');
            }
          });
          yield* yieldNow();
          throw new CancellationException('first');
        });
      } catch (error) {
        step(tree(error));
      }
    });
    expect(steps).toEqual(['CancellationException(first) []', 'end']);
  });

  it('reach the caller of coroutineScope together', () => {
    const steps = perform(function* () {
      try {
        yield* coroutineScope(({ launch, async }) => {
          launch(() => failInCleanup('second'));
          async(() => failInCleanup('third'));
          launch(() => fail('first'));
        });
      } catch (error) {
        step(tree(error));
      }
    });
    expect(steps).toEqual(['Error(first) [Error(second) [], Error(third) []]', 'end']);
  });
});
