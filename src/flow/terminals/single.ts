import { IllegalArgumentException } from '../../internal/exceptions.js';
import { NoSuchElementException } from '../../internal/no-such-element-exception.js';
import type { Suspend } from '../../suspend/continuation.js';
import { collectUntilAbort } from '../abort.js';
import type { Collectable } from '../collectable.js';
import type { FlowMethods } from '../flow.js';
import { NONE } from '../none.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The only element.
     *
     * **Suspends** until the flow has ended. **Cancellation** of the caller ends the flow.
     *
     * @throws NoSuchElementException when there is none. @throws IllegalArgumentException as soon as there is a second one.
     */
    single(): Suspend<T>;
    /**
     * The only element; null when there is none or more than one. A second one ends the flow.
     *
     * **Suspends** until the flow has ended. **Cancellation** of the caller ends the flow.
     */
    singleOrNull(): Suspend<T | null>;
    /**
     * The last element.
     *
     * **Suspends** until the flow has ended. **Cancellation** of the caller ends the flow.
     *
     * @throws NoSuchElementException when there is none.
     */
    last(): Suspend<T>;
    /** As `last`, with null when there is none. */
    lastOrNull(): Suspend<T | null>;
  }
}

function* last<T>(flow: Collectable<T>): Suspend<T | typeof NONE> {
  let latest: T | typeof NONE = NONE;
  yield* flow.collectInto({
    push: (value) => {
      latest = value;
      return undefined;
    },
  });
  return latest;
}

export const singleMethods: FlowMethods = {
  *single() {
    let only: unknown = NONE;
    yield* this.collectInto({
      push: (value) => {
        if (only !== NONE) throw new IllegalArgumentException('Flow has more than one element');
        only = value;
        return undefined;
      },
    });
    if (only === NONE) throw new NoSuchElementException('Flow is empty');
    return only;
  },
  *singleOrNull() {
    let only: unknown = NONE;
    yield* collectUntilAbort(this.source, (abort) => ({
      push: (value) => {
        const isFirst = only === NONE;
        only = isFirst ? value : NONE;
        return isFirst ? undefined : abort.now();
      },
    }));
    return only === NONE ? null : only;
  },
  *last() {
    const latest = yield* last(this);
    if (latest === NONE) throw new NoSuchElementException('Expected at least one element');
    return latest;
  },
  *lastOrNull() {
    const latest = yield* last(this);
    return latest === NONE ? null : latest;
  },
};
