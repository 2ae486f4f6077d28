/*
 * The contract of flows: something that can be collected, any number of times, each time anew.
 *
 *   source --push--> sink of an operator --push--> ... --push--> the collector's action
 *
 * Elements are pushed. A push that is done at once gives undefined, one that has to wait gives a suspend call, to be run
 * before anything else: so a pipeline of plain functions over a plain source is plain calls, without a generator for each
 * element. A push may therefore only be made within the collecting coroutine, and the next one only after the last is done. What
 * `catch` and `retryWhen` emit is not held to that: a sink must keep nothing of one push in its fields while that push waits.
 */
import type { BufferOverflow } from '../channel/channel.js';
import type { CoroutineContext } from '../context/context.js';
import type { Suspend } from '../suspend/continuation.js';

/** Where the elements of a collection go. */
export interface Sink<in T> {
  push(value: T): Suspend<void> | undefined;
}

/** The one method that operators are written against. */
export interface Collectable<out T> {
  /** Collects into `sink`. Every element has been taken care of before the next is pushed. */
  collectInto(sink: Sink<T>): Suspend<void>;
  /**
   * The same elements through a channel of this capacity and policy, from a coroutine in this context: what `buffer`, `flowOn`
   * and their like ask for. Only what already has a channel, or elements kept for its collectors, can do better than
   * to be collected into a new one.
   */
  fuse?(context: CoroutineContext, capacity: number, overflow: BufferOverflow): Collectable<T>;
  /** Whether each element is preceded by a check that the collecting coroutine is active: `cancellable` then adds none. */
  readonly checksCancellation?: boolean;
  /** Whether no two elements in a row are the same, by `Object.is`: `distinctUntilChanged` then leaves out none. */
  readonly isDistinct?: boolean;
  /**
   * Whether the source of the elements may just stop when a push gives an abort, with the same outcome as if that were thrown: no
   * code of the user's emits them, and no operator above acts at the end.
   */
  readonly stopsQuietly?: boolean;
}
