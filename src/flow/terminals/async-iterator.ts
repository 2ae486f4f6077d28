/*
 * A collection that async code steps through. It runs in a root coroutine of its own, and only while an element is asked for:
 *
 *   new --next()--> collecting --element--> waiting for the next call --next()--> collecting ... --> ended
 *                        +----------------------- return(): cancelled, cleaned up ------------------> ended
 */
import type { BuiltCoroutine } from '../../coroutine/coroutine.js';
import { startRoot } from '../../interop/run.js';
import { CancellationException } from '../../job/cancellation.js';
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
  private demand: Demand | null = null;
  private isEnded = false;
  private isLeft = false;

  constructor(private readonly flow: Collectable<T>) {}

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.isEnded || this.isLeft) return Promise.resolve(END);
    return new Promise((resolve, reject) => {
      this.requests.push({ resolve, reject });
      if (this.coroutine === null) this.start();
      else if (this.demand !== null) {
        const { demand } = this;
        this.demand = null;
        demand.tryResume();
      }
    });
  }

  async return(): Promise<IteratorReturnResult<undefined>> {
    this.isLeft = true;
    const { coroutine } = this;
    if (coroutine === null) return END;
    coroutine.cancel(new CancellationException('The loop over the flow was left'));
    try {
      await coroutine.asPromise();
    } catch (error) {
      // A failure of the cleanup belongs to whoever left the loop.
      if (!(error instanceof CancellationException)) throw error;
    }
    return END;
  }

  push(value: T): Suspend<void> | undefined {
    this.requests.shift()!.resolve({ done: false, value });
    if (this.requests.length > 0) return undefined;
    this.demand = new Demand();
    return this.demand;
  }

  private start(): void {
    this.coroutine = startRoot(() => this.flow.collectInto(this), {}, 'asyncIterator');
    this.coroutine.invokeOnCompletion((cause) => this.end(cause));
  }

  private end(cause: unknown): void {
    this.isEnded = true;
    const [first, ...others] = this.requests.splice(0);
    if (cause === null || this.isLeft) first?.resolve(END);
    else first?.reject(cause);
    for (const request of others) request.resolve(END);
  }
}

export const asyncIteratorMethods: FlowMethods = {
  [Symbol.asyncIterator]() {
    return new FlowIterator(this.source);
  },
};
