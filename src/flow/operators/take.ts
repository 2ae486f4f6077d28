import { describe } from '../../internal/describe.js';
import { IllegalArgumentException } from '../../internal/exceptions.js';
import type { Suspend } from '../../suspend/continuation.js';
import { AbortFlowException, checkOwnership } from '../abort.js';
import type { Collectable, Sink } from '../collectable.js';
import { Flow, type FlowMethods } from '../flow.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The first `count` elements. Right after the last of them the flow is ended: its `finally` blocks run.
     * @throws IllegalArgumentException unless `count` is a whole number of at least 1.
     */
    take(count: number): Flow<T>;
  }
}

class TakeSink<T> implements Sink<T> {
  private taken = 0;

  constructor(
    private readonly count: number,
    private readonly target: Sink<T>,
  ) {}

  push(value: T): Suspend<void> | undefined {
    if (++this.taken < this.count) return this.target.push(value);
    return this.pushLast(this.target.push(value));
  }

  private pushLast(waiting: Suspend<void> | undefined): Suspend<void> | undefined {
    if (waiting !== undefined) return abortAfter(waiting, this);
    throw AbortFlowException.of(this);
  }
}

function* abortAfter(waiting: Suspend<void>, owner: object): Suspend<void> {
  yield* waiting;
  throw AbortFlowException.of(owner);
}

function take<T>(flow: Collectable<T>, count: number): Collectable<T> {
  if (!(Number.isInteger(count) && count > 0)) {
    throw new IllegalArgumentException(`Requested element count ${describe(count)} should be positive`);
  }
  return {
    *collectInto(sink): Suspend<void> {
      const taking = new TakeSink(count, sink);
      try {
        yield* flow.collectInto(taking);
      } catch (thrown) {
        checkOwnership(thrown, taking);
      }
    },
  };
}

export const takeMethods: FlowMethods = {
  take(count) {
    return new Flow(take(this.source, count));
  },
};
