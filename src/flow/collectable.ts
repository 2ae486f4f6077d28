/*
 * The contract of flows: something that can be collected, any number of times, each time anew.
 *
 *   source --push--> sink of an operator --push--> ... --push--> the collector's action
 *
 * Elements are pushed. A push that is done at once gives undefined, one that has to wait gives a suspend call to be run: so a
 * pipeline of plain functions over a plain source is plain calls, without a generator for each element.
 */
import type { Suspend } from '../suspend/continuation.js';

/** Where the elements of a collection go. */
export interface Sink<in T> {
  push(value: T): Suspend<void> | undefined;
}

/** The one method that operators are written against. */
export interface Collectable<out T> {
  /** Collects into `sink`. Every element has been taken care of before the next is pushed. */
  collectInto(sink: Sink<T>): Suspend<void>;
}

/** What a flow's code emits its elements to. */
export interface FlowCollector<in T> {
  /**
   * Hands an element downstream.
   *
   * **Suspends** until all that is downstream is done with it. **Cancellation** of the collecting coroutine is thrown.
   *
   * @throws IllegalStateException when called from another coroutine or context than the collection's.
   */
  emit(value: T): Suspend<void>;
}
