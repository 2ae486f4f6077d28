import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import type { Suspend } from '../../suspend/continuation.js';
import { type Abort, collectUntil } from '../abort.js';
import type { Sink } from '../collectable.js';
import { derived, type Operator } from '../derived.js';
import type { FlowMethods } from '../flow.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The first `count` elements. Right after the last of them the flow is ended: its `finally` blocks run.
     * @throws IllegalArgumentException unless `count` is a whole number of at least 1, or Infinity.
     */
    take(count: number): Flow<T>;
  }
}

class TakeSink<T> implements Sink<T> {
  constructor(
    private left: number,
    private readonly target: Sink<T>,
    private readonly abort: Abort,
  ) {}

  push(value: T): Suspend<void> | undefined {
    if (--this.left > 0) return this.target.push(value);
    const waiting = this.target.push(value);
    return waiting === undefined ? this.abort.now() : afterLast(waiting, this.abort);
  }
}

function* afterLast(waiting: Suspend<void>, abort: Abort): Suspend<void> {
  yield* waiting;
  yield* abort.now();
}

const taking: Operator<number> = (upstream, sink, count) =>
  collectUntil(upstream, (abort) => new TakeSink(count, sink, abort));

export const takeMethods: FlowMethods = {
  take(count) {
    if (!((Number.isInteger(count) || count === Infinity) && count > 0)) {
      throw new IllegalArgumentException(`Requested element count ${describe(count)} should be positive`);
    }
    return derived(this, taking, count);
  },
};
