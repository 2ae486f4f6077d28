/*
 * A flow is a face over something collectable. Its operators are in operators/, a family of them a file: the function that does
 * it, and the method, which is declared there to be a member of this class. complete-flow.ts puts the methods in.
 */
import { requireFunction } from '../internal/require-function.js';
import type { Suspend } from '../suspend/continuation.js';
import { isSuspend } from '../suspend/results.js';
import type { Collectable, Sink } from './collectable.js';

/** A collector's action as the end of a pipeline. */
class ActionSink<T> implements Sink<T> {
  constructor(private readonly action: (value: T) => Suspend<unknown> | unknown) {}

  push(value: T): Suspend<void> | undefined {
    const given = this.action(value);
    return isSuspend(given) ? (given as Suspend<void>) : undefined;
  }
}

const nowhere: Sink<unknown> = { push: () => undefined };

/**
 * A sequence of elements that come over time. Cold: nothing runs before it is collected, and each collection runs it anew, in the
 * collecting coroutine.
 *
 * @example
 * ```ts
 * import { flow, run } from 'suspendable';
 *
 * const numbers = flow<number>(function* ({ emit }) { for (let i = 1; i <= 5; i++) yield* emit(i); });
 * await run(() => numbers.take(3).collect((n) => console.log(n))); // 1, 2, 3
 * ```
 */
export class Flow<out T> {
  // It is a Collectable. The declarations do not say so, since the method that makes it one is not for users.

  /** @internal */
  readonly source: Collectable<T>;

  /** @internal */
  constructor(source: Collectable<T>) {
    this.source = source;
  }

  /** @internal */
  collectInto(sink: Sink<T>): Suspend<void> {
    return this.source.collectInto(sink);
  }

  /**
   * Runs the flow and gives each element to `action`.
   *
   * **Suspends** until the flow has ended. **Cancellation** of the caller ends the flow.
   *
   * @throws what the flow or `action` throws.
   */
  collect(action?: (value: T) => Suspend<unknown> | unknown): Suspend<void> {
    if (action === undefined) return this.collectInto(nowhere);
    requireFunction('collect', action);
    return this.collectInto(new ActionSink(action));
  }
}

/** Some of a flow's methods, to be put into the class. */
export type FlowMethods = Partial<Flow<any>> & ThisType<Flow<any>>;
