import { NoSuchElementException } from '../../internal/no-such-element-exception.js';
import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { isSuspend } from '../../suspend/results.js';
import { AbortFlowException, collectUntilAbort } from '../abort.js';
import type { Collectable, Sink } from '../collectable.js';
import type { FlowMethods } from '../flow.js';
import { type Stage, whenDone } from '../stage.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The first element, or the first that `predicate` holds for. It ends the flow.
     *
     * **Suspends** until there is one. **Cancellation** of the caller ends the flow; the element is then lost.
     *
     * @throws NoSuchElementException when there is none.
     * @example
     * ```ts
     * import { flowOf, run } from 'suspendable';
     *
     * console.log(await run(() => flowOf(1, 2, 3).first((n) => n > 1))); // 2
     * ```
     */
    first<S extends T>(predicate: (value: T) => value is S): Suspend<S>;
    first(predicate?: (value: T) => Suspend<boolean> | boolean): Suspend<T>;
    /** As `first`, with null when there is none. */
    firstOrNull<S extends T>(predicate: (value: T) => value is S): Suspend<S | null>;
    firstOrNull(predicate?: (value: T) => Suspend<boolean> | boolean): Suspend<T | null>;
  }
}

type Predicate<T> = (value: T) => Suspend<boolean> | boolean;

/** Ends the flow with the first element that a predicate holds for. */
export class FindSink<T> implements Sink<T>, Stage<boolean> {
  found = false;
  value: T | null = null;

  constructor(private readonly predicate: Predicate<T>) {}

  push(value: T): Suspend<void> | undefined {
    this.value = value;
    const given = this.predicate(value);
    return isSuspend(given) ? whenDone(given as Suspend<boolean>, this) : this.after(given as boolean);
  }

  after(holds: boolean): undefined {
    if (holds) {
      this.found = true;
      throw AbortFlowException.of(this);
    }
    this.value = null;
  }
}

const any = (): boolean => true;

function* find<T>(flow: Collectable<T>, predicate: Predicate<T>): Suspend<FindSink<T>> {
  const sink = new FindSink(predicate);
  yield* collectUntilAbort(flow, sink);
  return sink;
}

function* first<T>(flow: Collectable<T>, predicate: Predicate<T>): Suspend<T> {
  const { found, value } = yield* find(flow, predicate);
  if (found) return value as T;
  throw new NoSuchElementException(
    predicate === any ? 'Expected at least one element' : 'Expected at least one element matching the predicate',
  );
}

function* firstOrNull<T>(flow: Collectable<T>, predicate: Predicate<T>): Suspend<T | null> {
  return (yield* find(flow, predicate)).value;
}

export const firstMethods: FlowMethods = {
  first(predicate: Predicate<any> = any) {
    requireFunction('first', predicate);
    return first(this, predicate);
  },
  firstOrNull(predicate: Predicate<any> = any) {
    requireFunction('firstOrNull', predicate);
    return firstOrNull(this, predicate);
  },
};
