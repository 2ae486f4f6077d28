import type { Suspend } from '../../suspend/continuation.js';
import type { Sink } from '../collectable.js';
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

class ListSink<T> implements Sink<T> {
  constructor(private readonly list: T[]) {}

  push(value: T): undefined {
    this.list.push(value);
  }
}

class SetSink<T> implements Sink<T> {
  constructor(private readonly set: Set<T>) {}

  push(value: T): undefined {
    this.set.add(value);
  }
}

export const collectionMethods: FlowMethods = {
  *toList(destination = []) {
    yield* this.collectInto(new ListSink(destination));
    return destination;
  },
  *toSet(destination = new Set()) {
    yield* this.collectInto(new SetSink(destination));
    return destination;
  },
};
