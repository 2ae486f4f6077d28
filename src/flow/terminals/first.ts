import { NoSuchElementException } from '../../internal/no-such-element-exception.js';
import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import { collectUntilAbort } from '../abort.js';
import type { Collectable } from '../collectable.js';
import type { FlowMethods } from '../flow.js';
import { NONE } from '../none.js';
import { AskingSink } from '../stage.js';

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

/** The first element for which the predicate gives what is wanted, or NONE. It ends the flow. */
export function* find<T>(flow: Collectable<T>, predicate: Predicate<T>, wanted = true): Suspend<T | typeof NONE> {
  let found: T | typeof NONE = NONE;
  yield* collectUntilAbort(
    flow,
    (abort) =>
      new AskingSink(predicate, (holds, value) => {
        // A predicate in JavaScript may give anything that is true or false.
        if (Boolean(holds) !== wanted) return undefined;
        found = value;
        return abort.now();
      }),
  );
  return found;
}

const any = (): boolean => true;

function* first<T>(flow: Collectable<T>, predicate: Predicate<T>): Suspend<T> {
  const found = yield* find(flow, predicate);
  if (found !== NONE) return found;
  throw new NoSuchElementException(
    predicate === any ? 'Expected at least one element' : 'Expected at least one element matching the predicate',
  );
}

function* firstOrNull<T>(flow: Collectable<T>, predicate: Predicate<T>): Suspend<T | null> {
  const found = yield* find(flow, predicate);
  return found === NONE ? null : found;
}

export const firstMethods: FlowMethods = {
  first(predicate: Predicate<any> = any) {
    requireFunction('first', predicate);
    return first(this.source, predicate);
  },
  firstOrNull(predicate: Predicate<any> = any) {
    requireFunction('firstOrNull', predicate);
    return firstOrNull(this.source, predicate);
  },
};
