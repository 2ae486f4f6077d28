import { NoSuchElementException } from '../../internal/no-such-element-exception.js';
import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import type { Collectable, Sink } from '../collectable.js';
import type { FlowMethods } from '../flow.js';
import { type Stage, whenDone } from '../stage.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * What `fn` makes of the last result and each element, beginning with `initial`.
     *
     * **Suspends** until the flow has ended. **Cancellation** of the caller ends the flow.
     *
     * @example
     * ```ts
     * import { flowOf, run } from 'suspendable';
     *
     * console.log(await run(() => flowOf(1, 2, 3).fold(10, (sum, n) => sum + n))); // 16
     * ```
     */
    fold<R>(initial: R, fn: (accumulated: R, value: T) => Suspend<R> | R): Suspend<R>;
    /**
     * What `fn` makes of the last result and each element, beginning with the first element.
     *
     * **Suspends** until the flow has ended. **Cancellation** of the caller ends the flow.
     *
     * @throws NoSuchElementException when the flow has no elements.
     */
    reduce(fn: (accumulated: T, value: T) => Suspend<T> | T): Suspend<T>;
    /**
     * The number of elements, or of those that `predicate` holds for.
     *
     * **Suspends** until the flow has ended. **Cancellation** of the caller ends the flow.
     */
    count(predicate?: (value: T) => Suspend<boolean> | boolean): Suspend<number>;
  }
}

class FoldingSink<T, R> implements Sink<T>, Stage<R> {
  constructor(
    public result: R,
    private readonly fn: (accumulated: R, value: T) => Suspend<R> | R,
  ) {}

  push(value: T): Suspend<void> | undefined {
    const given = this.fn(this.result, value);
    if (isSuspend(given)) return whenDone(given as Suspend<R>, this);
    this.result = given as R;
    return undefined;
  }

  after(result: R): undefined {
    this.result = result;
  }
}

class ReducingSink<T> implements Sink<T>, Stage<T> {
  result: T | undefined = undefined;
  isEmpty = true;

  constructor(private readonly fn: (accumulated: T, value: T) => Suspend<T> | T) {}

  push(value: T): Suspend<void> | undefined {
    if (this.isEmpty) {
      this.isEmpty = false;
      this.result = value;
      return undefined;
    }
    const given = this.fn(this.result as T, value);
    if (isSuspend(given)) return whenDone(given as Suspend<T>, this);
    this.result = given as T;
    return undefined;
  }

  after(result: T): undefined {
    this.result = result;
  }
}

class CountSink<T> implements Sink<T>, Stage<boolean> {
  count = 0;

  constructor(private readonly predicate: ((value: T) => Suspend<boolean> | boolean) | undefined) {}

  push(value: T): Suspend<void> | undefined {
    const given = this.predicate === undefined || this.predicate(value);
    if (isSuspend(given)) return whenDone(given as Suspend<boolean>, this);
    if (given) this.count++;
    return undefined;
  }

  after(holds: boolean): undefined {
    if (holds) this.count++;
  }
}

function* fold<T, R>(flow: Collectable<T>, sink: FoldingSink<T, R>): Suspend<R> {
  yield* flow.collectInto(sink);
  return sink.result;
}

function* reduce<T>(flow: Collectable<T>, sink: ReducingSink<T>): Suspend<T> {
  yield* flow.collectInto(sink);
  if (sink.isEmpty) throw new NoSuchElementException("Empty flow can't be reduced");
  return sink.result as T;
}

function* count<T>(flow: Collectable<T>, sink: CountSink<T>): Suspend<number> {
  yield* flow.collectInto(sink);
  return sink.count;
}

export const foldMethods: FlowMethods = {
  fold(initial, fn) {
    requireFunction('fold', fn);
    return fold(this, new FoldingSink(initial, fn));
  },
  reduce(fn) {
    requireFunction('reduce', fn);
    return reduce(this, new ReducingSink(fn));
  },
  count(predicate) {
    if (predicate !== undefined) requireFunction('count', predicate);
    return count(this, new CountSink(predicate));
  },
};
