import { requireFunction } from '../internal/require-function.js';
import type { Suspend, Suspension } from '../suspend/continuation.js';
import { isSuspend, returned, suspendMark } from '../suspend/results.js';
import type { Collectable, Sink } from './collectable.js';
import { CompleteFlow } from './complete-flow.js';
import type { Flow } from './flow.js';
import type { FlowCollector } from './flow-collector.js';
import { SafeCollector } from './safe-collector.js';

class SafeSource<T> implements Collectable<T> {
  constructor(private readonly block: (collector: FlowCollector<T>) => Suspend<unknown> | void) {}

  get checksCancellation(): boolean {
    return true;
  }

  collectInto(sink: Sink<T>): Suspend<void> {
    return new SafeRun(this.block, sink);
  }
}

/** Runs the code of `flow { }` once. No generator, which would be one more that an exception has to pass. */
class SafeRun<T> implements Suspend<void> {
  private call: Suspend<unknown> | null = null;

  declare readonly [suspendMark]: true;

  constructor(
    private readonly block: (collector: FlowCollector<T>) => Suspend<unknown> | void,
    private readonly sink: Sink<T>,
  ) {}

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<Suspension, void> {
    if (this.call === null) {
      const given = this.block(new SafeCollector(this.sink));
      if (!isSuspend(given)) return returned(undefined);
      this.call = given as Suspend<unknown>;
    }
    const result = this.call.next();
    return result.done ? returned(undefined) : result;
  }

  /** The driver points out a misuse within the call. */
  throw(error: unknown): IteratorResult<Suspension, void> {
    return this.call!.throw!(error) as IteratorResult<Suspension, void>;
  }
}
(SafeRun.prototype as { [suspendMark]: true })[suspendMark] = true;

/**
 * A flow whose elements `block` emits. It runs in the collecting coroutine, once per collection.
 *
 * @throws IllegalArgumentException when `block` is no function.
 * @example
 * ```ts
 * import { delay, flow, run } from 'suspendable';
 *
 * const ticks = flow<number>(function* ({ emit }) {
 *   for (let i = 0; i < 2; i++) { yield* delay(5); yield* emit(i); }
 * });
 * await run(() => ticks.collect((n) => console.log(n))); // 0, 1
 * ```
 */
export function flow<T>(block: (collector: FlowCollector<T>) => Suspend<unknown> | void): Flow<T> {
  requireFunction('flow', block);
  return new CompleteFlow<T>(new SafeSource(block));
}
