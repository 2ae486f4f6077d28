import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import type { Suspend } from '../../suspend/continuation.js';
import type { Collectable, Sink } from '../collectable.js';
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

function* collected<D>(flow: Collectable<any>, destination: D, sink: Sink<any>): Suspend<D> {
  yield* flow.collectInto(sink);
  return destination;
}

/** Throws unless `destination`, given to the function named `taker`, can be added to by `method`. */
export function requireDestination(taker: string, expected: string, destination: unknown, method: string): void {
  if (typeof (destination as Record<string, unknown> | null)?.[method] === 'function') return;
  throw new IllegalArgumentException(`${taker} expects ${expected} as its destination, got ${describe(destination)}`);
}

export const collectionMethods: FlowMethods = {
  toList(destination = []) {
    requireDestination('toList', 'an array', destination, 'push');
    return collected(this, destination, { push: (value) => void destination.push(value) });
  },
  toSet(destination = new Set()) {
    requireDestination('toSet', 'a Set', destination, 'add');
    return collected(this, destination, { push: (value) => void destination.add(value) });
  },
};
