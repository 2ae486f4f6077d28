/*
 * A collection that async code steps through. It runs in a root coroutine of its own, and only while an element is asked for:
 *
 *   new --next()--> collecting --element--> waiting for the next call --next()--> collecting ... --> ended
 *                        +----------------------- return(): cancelled, cleaned up ------------------> ended
 */
import type { BuiltCoroutine } from '../../coroutine/coroutine.js';
import { startRoot } from '../../interop/run.js';
import { CancellationException, isCancellation } from '../../job/cancellation.js';
import { CancellableSuspension } from '../../suspend/cancellable.js';
import type { Suspend } from '../../suspend/continuation.js';
import type { Collectable, Sink } from '../collectable.js';
import type { FlowMethods } from '../flow.js';

declare module '../flow.js' {
  interface Flow<out T> {
    /**
     * The elements for async code, collected anew by each loop. Leaving the loop cancels the collection and waits for its cleanup.
     * The flow runs only while the loop waits for an element.
     *
     * @throws what the flow ends with, in the loop.
     * @example
     * ```ts
     * import { delay, flow } from 'suspendable';
     *
     * const ticks = flow<number>(function* ({ emit }) {
     *   try {
     *     for (let i = 0; ; i++) { yield* emit(i); yield* delay(1); }
     *   } finally {
     *     console.log('cleaned up');
     *   }
     * });
     * for await (const i of ticks) if (i === 3) break;
     * console.log('left');
     * // prints: cleaned up, left
     * ```
     */
    [Symbol.asyncIterator](): AsyncIterator<T, undefined>;
  }
}

interface Request<T> {
  resolve(result: IteratorResult<T, undefined>): void;
  reject(error: unknown): void;
}

/** The collection waits until the next element is asked for. */
class Demand extends CancellableSuspension<void> {
  protected get what(): string {
    return 'asyncIterator';
  }

  protected suspend(): void {}
}

const END: IteratorReturnResult<undefined> = { done: true, value: undefined };

class FlowIterator<T> implements AsyncIterator<T, undefined>, Sink<T> {
  private readonly requests: Request<T>[] = [];
  private coroutine: BuiltCoroutine | null = null;
  /** Those who go on when the next element is asked for: mostly one. */
  private demands: Demand[] = [];
  private isEnded = false;
  private isLeft = false;
  /** What it has failed with, as long as nobody was told. */
  private failure: { error: unknown } | null = null;

  constructor(private readonly flow: Collectable<T>) {}

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.isLeft) return Promise.resolve(END);
    if (this.isEnded) return this.outcome();
    return new Promise((resolve, reject) => {
      this.requests.push({ resolve, reject });
      if (this.coroutine === null) this.start();
      else {
        const { demands } = this;
        this.demands = [];
        for (const demand of demands) demand.tryResume();
      }
    });
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    this.isLeft = true;
    const { coroutine } = this;
    if (coroutine === null) return END;
    coroutine.cancel(new CancellationException('The loop over the flow was left'));
    await coroutine.asPromise().catch(() => {});
    // A failure of the cleanup belongs to whoever left the loop.
    return this.outcome();
  }

  push(value: T): Suspend<void> | undefined {
    const request = this.requests.shift();
    if (request === undefined) return this.pushWhenAsked(value);
    request.resolve({ done: false, value });
    return this.requests.length > 0 ? undefined : this.demand();
  }

  /** Another coroutine's element was what the loop had asked for. */
  private *pushWhenAsked(value: T): Suspend<void> {
    yield* this.demand();
    const waiting = this.push(value);
    if (waiting !== undefined) yield* waiting;
  }

  private demand(): Demand {
    const demand = new Demand();
    this.demands.push(demand);
    return demand;
  }

  private start(): void {
    this.coroutine = startRoot(() => this.flow.collectInto(this), {}, 'asyncIterator');
    this.coroutine.invokeOnCompletion((cause) => this.end(cause));
  }

  private end(cause: unknown): void {
    this.isEnded = true;
    // The coroutine says whether it has failed: what was thrown may be null.
    const hasFailed = this.coroutine!.isCancelled && !(this.isLeft && isCancellation(cause));
    if (hasFailed) this.failure = { error: cause };
    for (const { resolve, reject } of this.requests.splice(0)) {
      if (this.isLeft) resolve(END);
      else this.outcome().then(resolve, reject);
    }
  }

  /** What is to be said when it has ended: that, or what it has failed with, to the first who asks. */
  private outcome(): Promise<IteratorReturnResult<undefined>> {
    const { failure } = this;
    this.failure = null;
    return failure === null ? Promise.resolve(END) : Promise.reject(failure.error);
  }
}

export const asyncIteratorMethods: FlowMethods = {
  [Symbol.asyncIterator]() {
    return new FlowIterator(this.source);
  },
};
