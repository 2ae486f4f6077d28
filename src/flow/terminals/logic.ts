import { requireFunction } from '../../internal/require-function.js';
import type { Suspend } from '../../suspend/continuation.js';
import type { Collectable } from '../collectable.js';
import type { FlowMethods } from '../flow.js';
import { NONE } from '../none.js';
import { find } from './first.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * Whether `predicate` holds for an element. The first one ends the flow.
     *
     * **Suspends** until that is known. **Cancellation** of the caller ends the flow.
     */
    any(predicate: (value: T) => Suspend<boolean> | boolean): Suspend<boolean>;
    /**
     * Whether `predicate` holds for every element. The first one that it does not hold for ends the flow.
     *
     * **Suspends** until that is known. **Cancellation** of the caller ends the flow.
     */
    all(predicate: (value: T) => Suspend<boolean> | boolean): Suspend<boolean>;
    /**
     * Whether `predicate` holds for no element. The first that it holds for ends the flow.
     *
     * **Suspends** until that is known. **Cancellation** of the caller ends the flow.
     */
    none(predicate: (value: T) => Suspend<boolean> | boolean): Suspend<boolean>;
  }
}

/** Whether the predicate gives `wanted` for an element; `answer` if so. */
function* gives(
  flow: Collectable<unknown>,
  predicate: (value: any) => Suspend<boolean> | boolean,
  wanted: boolean,
  answer: boolean,
): Suspend<boolean> {
  return (yield* find(flow, predicate, wanted)) === NONE ? !answer : answer;
}

export const logicMethods: FlowMethods = {
  any(predicate) {
    requireFunction('any', predicate);
    return gives(this.source, predicate, true, true);
  },
  all(predicate) {
    requireFunction('all', predicate);
    return gives(this.source, predicate, false, false);
  },
  none(predicate) {
    requireFunction('none', predicate);
    return gives(this.source, predicate, true, false);
  },
};
