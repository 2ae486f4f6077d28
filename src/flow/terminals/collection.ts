import type { Suspend } from '../../suspend/continuation.js';
import type { FlowMethods } from '../flow.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * All elements in an array, in `destination` if one is given.
     *
     * **Suspends** until the flow has ended. **Cancellation** of the caller ends the flow.
     */
    toList(destination?: T[]): Suspend<T[]>;
    /**
     * The elements as a set, in the order of their first coming; added to `destination` if one is given.
     *
     * **Suspends** until the flow has ended. **Cancellation** of the caller ends the flow.
     */
    toSet(destination?: Set<T>): Suspend<Set<T>>;
  }
}

export const collectionMethods: FlowMethods = {
  *toList(destination = []) {
    yield* this.collectInto({ push: (value) => void destination.push(value) });
    return destination;
  },
  *toSet(destination = new Set()) {
    yield* this.collectInto({ push: (value) => void destination.add(value) });
    return destination;
  },
};
