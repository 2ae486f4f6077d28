import { IllegalArgumentException } from '../../internal/exceptions.js';
import { NoSuchElementException } from '../../internal/no-such-element-exception.js';
import type { Suspend } from '../../suspend/continuation.js';
import { AbortFlowException, collectUntilAbort } from '../abort.js';
import type { Sink } from '../collectable.js';
import type { FlowMethods } from '../flow.js';

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

class SingleSink<T> implements Sink<T> {
  count = 0;
  value: T | null = null;

  push(value: T): undefined {
    if (++this.count > 1) throw new IllegalArgumentException('Flow has more than one element');
    this.value = value;
  }
}

class AtMostOneSink<T> implements Sink<T> {
  count = 0;
  value: T | null = null;

  push(value: T): undefined {
    if (++this.count > 1) {
      this.value = null;
      throw AbortFlowException.of(this);
    }
    this.value = value;
  }
}

class LastSink<T> implements Sink<T> {
  isEmpty = true;
  value: T | null = null;

  push(value: T): undefined {
    this.isEmpty = false;
    this.value = value;
  }
}

export const singleMethods: FlowMethods = {
  *single() {
    const sink = new SingleSink<any>();
    yield* this.collectInto(sink);
    if (sink.count === 0) throw new NoSuchElementException('Flow is empty');
    return sink.value;
  },
  *singleOrNull() {
    const sink = new AtMostOneSink<any>();
    yield* collectUntilAbort(this.source, sink);
    return sink.value;
  },
  *last() {
    const sink = new LastSink<any>();
    yield* this.collectInto(sink);
    if (sink.isEmpty) throw new NoSuchElementException('Expected at least one element');
    return sink.value;
  },
  *lastOrNull() {
    const sink = new LastSink<any>();
    yield* this.collectInto(sink);
    return sink.value;
  },
};
